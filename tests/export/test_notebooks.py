"""Notebooks: valid ones, whose cells run in their order where there are NumPy and matplotlib."""

import json
import subprocess
import sys

import pytest
from scripts import well_written

import playground
from playground.export import outgoing
from playground.export.code.formats import FORMATS

RUN = """
import json, sys
import matplotlib
matplotlib.use("Agg")
names = {"__name__": "__main__"}
for cell in json.load(open(sys.argv[1], encoding="utf-8"))["cells"]:
    if cell["cell_type"] == "code":
        exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
print(len(names["plt"].get_fignums()))
"""
NOTEBOOKS = [ending for ending, each in FORMATS.items() if each.in_cells]
PRESETS = ("circle", "digits-convolution", "remember-lstm", "three-rings")


@pytest.mark.parametrize("ending", NOTEBOOKS)
@pytest.mark.parametrize("name", PRESETS)
def test_the_cells_of_a_notebook_run_in_their_order(name, ending, tmp_path):
    if "torch" in ending:
        pytest.importorskip("torch")
    if "keras" in ending:
        pytest.importorskip("keras")
    path = tmp_path / f"it{ending}"
    playground.train(playground.load(name), epochs=1).save(path)
    command = [sys.executable, "-c", RUN, path.name]
    found = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert found.returncode == 0, found.stderr
    assert int(found.stdout.splitlines()[-1]) == 1 + (
        FORMATS[ending].training and FORMATS[ending].script.returns_losses
    )
    assert well_written(tmp_path)


@pytest.mark.parametrize("ending", NOTEBOOKS)
def test_a_notebook_is_one_by_its_format(ending, tmp_path):
    path = tmp_path / f"circle{ending}"
    run = playground.train(playground.load("circle"), epochs=1)
    run.save(path)
    plain = json.loads(path.read_text(encoding="utf-8"))
    heading = "".join(plain["cells"][0]["source"])
    assert heading.startswith("# Circle: a network that was trained in Backprop Playground\n")
    assert "Its plots need Matplotlib." in " ".join(heading.split())
    assert "import" not in heading
    shown = "\n".join(outgoing.preview(run.trained, ending))
    assert all("".join(cell["source"]) in shown for cell in plain["cells"] if cell["cell_type"] == "code")
    nbformat = pytest.importorskip("nbformat")
    nbformat.validate(nbformat.from_dict(plain))


def test_a_plot_of_the_largest_output_has_a_color_for_each_and_none_between():
    run = playground.train(playground.load("eight-clouds"), epochs=1)
    shown = "\n".join(outgoing.preview(run.trained, ".numpy.ipynb"))
    assert 'plt.get_cmap("turbo", 8)' in shown
    assert "vmax=7.5" in shown
    assert "contourf" not in shown
