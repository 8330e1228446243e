"""The commands of the README, one after the other as they stand there: each is taken, and none fails."""

import shlex
from importlib.util import find_spec
from pathlib import Path

import numpy as np

import playground
from playground.cli.commands import main
from playground.experiment import presets

README = Path(playground.__file__).parent.parent / "README.md"


def commands():
    """What stands in the block of commands, without the comments, a list of words for each."""
    block = README.read_text().partition("## On the command line")[2].split("```")[1]
    return [shlex.split(line, comments=True) for line in block.replace("\\\n", " ").splitlines() if line]


def test_every_command_of_the_readme_does_what_it_is_there_for(here, capsys):
    generator = np.random.default_rng(0)
    rows = [
        f"{i % 3 + x:.3f},{i % 3 - y:.3f},{'abc'[i % 3]}"
        for i, (x, y) in enumerate(generator.random((60, 2)))
    ]
    for name in ("flowers.csv", "more.csv"):
        (here / name).write_text("\n".join(["length,width,species", *rows]))
    (here / "new.csv").write_text("width,length\n1,2\n0.5,0.4\n")
    presets.save(playground.load("xor"), "mine.json")
    found = commands()
    assert len(found) > 15
    for program, *words in found:
        assert program == "playground"
        if "--tensorboard" in words and find_spec("tensorboardX") is None:
            continue
        epochs = "3" if "--resume" in words else "2"  # beyond those that the run has made
        short = ["--epochs", epochs] if words[0] == "train" else []
        film = ["--film-epochs", "1..2"] if "--film" in words else []
        assert main([*words, *short, *film]) == 0, (words, capsys.readouterr().err)
