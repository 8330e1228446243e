"""What holds for every test: no display, the same cases each time, and nothing left running."""

import gc
import importlib
import multiprocessing
import os
import sys
import threading

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import settings
from tqdm import tqdm

from playground.parts.part import families, family

settings.register_profile("suite", deadline=None, max_examples=20, derandomize=True, database=None)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("suite")

tqdm.monitor_interval = 0  # its thread would outlive every bar


def pytest_collection_finish():
    """Look for garbage in what tests make, not among ten thousand tests and all that was imported."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def gone_afterwards():
    """Forget the parts that a test declares, so that no other test meets them."""
    known = {name: family(base) for name, base in families().items()}
    yield
    gc.collect()
    assert {name: family(base) for name, base in families().items()} == known


@pytest.fixture
def made_up(gone_afterwards):
    """Make the program know the layers of ``made_up_layers`` for the length of a test, by their kinds."""
    importlib.import_module("made_up_layers")
    yield
    del sys.modules["made_up_layers"]


@pytest.fixture
def made_up_data():
    """Make the program know the data of ``made_up_data`` for the length of a test, by their kinds.

    They outlive it, in what is remembered of drawn points; without a kind no family has them any more.
    """
    declared = importlib.import_module("made_up_data")
    yield
    for member in (declared.Codes, declared.Arc):
        del member.model_fields["kind"]
    del sys.modules["made_up_data"]


@pytest.fixture(autouse=True)
def nothing_left_running():
    """Fail a test that leaves a thread or a process behind."""
    before = {*threading.enumerate(), *multiprocessing.active_children()}
    yield
    left = [one for one in (*threading.enumerate(), *multiprocessing.active_children()) if one not in before]
    for one in left:
        one.join(2.0)
    assert [one.name for one in left if one.is_alive()] == []
