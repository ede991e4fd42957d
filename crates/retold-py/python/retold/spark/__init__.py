"""Retold on Apache Spark: the same library inside a cluster's plan.

>>> from retold import spark as clusters
>>> clusters.findings.__doc__.splitlines()[0]
'The pairs of articles of which one was made from the other.'

A data frame of articles has a column ``id`` (text or whole numbers), a column ``text``, and any of ``headline``,
``publisher``, ``published``, ``url``, ``series`` and what else :func:`retold.read` knows. It may come from any store that
Spark reads. Nothing here depends on where Spark runs; every executor needs the wheel of the same release.
"""

from ._families import families
from ._findings import Findings, findings
from ._frame import ClusterError
from ._trace import trace

__all__ = ["ClusterError", "Findings", "families", "findings", "trace"]
