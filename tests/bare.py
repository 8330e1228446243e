"""A Python that has NumPy and nothing else: generated scripts run there as on a stranger's machine."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np

LOOP = """
import contextlib, io, json, runpy, sys, traceback
sys.path[:0] = [sys.argv[1]]
for line in sys.stdin:
    asked = json.loads(line)
    said = io.StringIO()
    try:
        import numpy as np
        with contextlib.redirect_stdout(said):
            names = runpy.run_path(asked["script"], run_name=asked["as"])
            if asked["epochs"]:
                names["train"](asked["epochs"])
                np.savez(asked["outputs"], *names["parameters"])
            elif asked["as"] == "script":
                names["check"]()
            if asked["table"]:
                np.save(asked["outputs"], names["predict"](asked["table"]))
            if asked["inputs"]:
                np.save(asked["outputs"], names["predict"](np.load(asked["inputs"])))
        answer = {"said": said.getvalue(), "error": ""}
    except BaseException:
        answer = {"said": said.getvalue(), "error": traceback.format_exc()}
    print(json.dumps(answer), flush=True)
"""


class BareInterpreter:
    """An interpreter in a process of its own, without the environment, where warnings are errors."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        site, own = Path(np.__file__).parent.parent, folder / "site"
        own.mkdir()
        for name in ("numpy", "numpy.libs"):
            if (site / name).exists():
                (own / name).symlink_to(site / name)
        command = [sys.executable, "-I", "-S", "-W", "error", "-c", LOOP, str(own)]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=folder)

    def train(self, script: Path, epochs: int):
        """Train in a script, and return its parameters in its own order, and what it printed."""
        found = self.folder / "parameters.npz"
        said = self._ask(script, epochs=epochs, outputs=str(found))
        with np.load(found) as arrays:
            return [arrays[name] for name in arrays.files], said

    def said(self, script: Path) -> str:
        """Run a script as a program, and return what it printed."""
        return self._ask(script, "__main__")

    def run(self, script: Path, inputs=None, name="script"):
        """Run a script and its check, and return what it predicts of inputs, and what it printed."""
        given, found = self.folder / "inputs.npy", self.folder / "outputs.npy"
        if inputs is not None:
            np.save(given, inputs)
        said = self._ask(script, name, inputs=str(given) if inputs is not None else "", outputs=str(found))
        return (np.load(found) if inputs is not None else None), said

    def predict(self, script: Path, table):
        """Return what a script predicts of the columns of a table."""
        found = self.folder / "outputs.npy"
        self._ask(script, outputs=str(found), table=table)
        return np.load(found)

    def _ask(self, script, name="script", inputs="", outputs="", epochs=0, table=None):
        asked = {"script": str(script), "as": name, "inputs": inputs, "outputs": outputs}
        asked |= {"epochs": epochs, "table": table}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if answer["error"]:
            raise RuntimeError(answer["error"])
        return answer["said"]

    def close(self) -> None:
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()
