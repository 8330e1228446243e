"""What tests ask of generated scripts, whatever their library."""

import subprocess

from ruff.__main__ import find_ruff_bin

RULES = ["--isolated", "--line-length", "88", "--target-version", "py311"]


def well_written(folder):
    """Whether ruff has nothing to say of the scripts in a folder, nor anything to change."""
    ruff = find_ruff_bin()
    for command in (["check", "--select", "E,F,I,B,UP,SIM"], ["format", "--diff"]):
        found = subprocess.run([ruff, *command, *RULES, str(folder)], capture_output=True, text=True)
        assert found.returncode == 0, found.stdout + found.stderr
    return True
