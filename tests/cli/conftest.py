"""Where commands run: in a folder of their own."""

import pytest


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    """Run each test in an empty folder, so that nothing is left in another."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
