"""The package as a whole: examples in its docstrings, its stub, its errors."""

import doctest
import importlib
import pkgutil
import subprocess
import sys

import pytest
import retold
from retold import _native


def test_examples_run() -> None:
    tried = 0
    for module in pkgutil.iter_modules(retold.__path__):
        flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
        found = doctest.testmod(importlib.import_module(f"retold.{module.name}"), optionflags=flags)
        assert found.failed == 0, module.name
        tried += found.attempted
    found = doctest.testmod(retold, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert found.failed == 0 and tried + found.attempted > 20


def test_the_stub_lists_what_the_native_part_has() -> None:
    import ast
    import pathlib

    stub = pathlib.Path(retold.__file__).with_name("_native.pyi")
    named = {
        node.name: {inner.name for inner in ast.walk(node) if isinstance(inner, ast.FunctionDef) and inner is not node}
        for node in ast.parse(stub.read_text()).body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
    }
    named |= {"JOINS_FROM": set(), "MOST_PARTNERS": set(), "NEARLY": set()}
    has = {name for name in dir(_native) if not name.startswith("__")}
    assert set(named) == has
    for name in has:
        if isinstance(getattr(_native, name), type):
            own = {method for method in vars(getattr(_native, name)) if not method.startswith("__")}
            assert own == {method for method in named[name] if not method.startswith("__")}, name


def test_everything_public_is_explained() -> None:
    for name in retold.__all__:
        if name not in ("__version__", "Given"):
            assert getattr(retold, name).__doc__, name


def test_a_package_that_is_missing_is_named() -> None:
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "import retold\n"
        "try: retold.compare('Ships came in.', 'Ships came in.').to_arrow()\n"
        "except retold.MissingPackageError as error: print(error)\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told == "to_arrow needs pyarrow: pip install 'retold[arrow]'\n"


def test_frames_need_no_arrow() -> None:
    pytest.importorskip("pandas")
    code = (
        "import pandas, sys, tempfile\n"
        "for name in [n for n in sys.modules if n.split('.')[0] == 'pyarrow'] + ['pyarrow']: sys.modules[name] = None\n"
        "import retold\n"
        "frame = pandas.DataFrame({'id': ['a'], 'text': ['Ships came in on Monday.'], 'published': [float('nan')]})\n"
        "print(retold.Archive.open_or_create(tempfile.mkdtemp()).add(frame).added)\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told == "1\n"


def test_the_version_is_the_workspace_s() -> None:
    import importlib.metadata

    assert retold.__version__ == importlib.metadata.version("retold")
