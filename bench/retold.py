"""What the scorers of this folder share: reading rows, and running `retold compare` on two texts."""
import gzip, json, os, subprocess


def rows(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def compare(binary, a, b, folder):
    paths = [os.path.join(folder, name) for name in ("a.txt", "b.txt")]
    for path, said in zip(paths, (a, b)):
        with open(path, "w", encoding="utf-8") as f:
            f.write(said)
    run = subprocess.run([binary, "compare", *paths, "--format", "json"], capture_output=True)
    if run.returncode not in (0, 1):
        raise SystemExit(f"compare ended with {run.returncode}: {run.stderr.decode(errors='replace')[-400:]}")
    return json.loads(run.stdout)
