"""Who may import whom: the rooms in their order, and the core without the window's toolkit."""

import subprocess
import sys
from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parent.parent

ALONE = """
import sys
import playground
from playground.cli.commands import main

playground.train(playground.load("xor-gate"), epochs=2).network.predict([[1.0, 2.0]])
assert main(["train", "circle", "--epochs", "1", "--export", "w.npz", "--plot", "loss.png", "--quiet"]) == 0
assert main(["parts", "loss"]) == 0
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_the_rooms_import_from_above_only(capsys):
    found = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert found == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_the_core_loads_without_the_toolkit(tmp_path):
    done = subprocess.run([sys.executable, "-c", ALONE], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    loaded = done.stdout.splitlines()[-1].split()
    assert {"playground", "numpy", "pydantic"} <= set(loaded)
    assert not {"PySide6", "shiboken6", "pyqtgraph"} & set(loaded)


def test_pictures_cost_nothing_until_one_is_drawn():
    code = "import sys, playground.cli.commands; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "numpy" in done.stdout.split()
    assert "matplotlib" not in done.stdout.split()


def test_the_program_begins_before_anything_is_imported_that_takes_time():
    code = (
        "import sys; before = {*sys.modules}; import playground.__main__; print(*({*sys.modules} - before))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not {"numpy", "pydantic", "argparse", "typing", "PySide6"} & loaded
    own = {name for name in done.stdout.split() if name.startswith("playground")}
    assert own == {"playground", "playground.__main__", "playground.interrupts"}
