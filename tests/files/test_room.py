"""No other room opens a path by itself: what is said of reading and writing holds for every file."""

import ast
from pathlib import Path

import playground

HOUSE = Path(playground.__file__).parent
OPENING = {
    "open", "fdopen", "read_text", "read_bytes", "write_text", "write_bytes", "mkstemp", "NamedTemporaryFile",
    "load", "ZipFile", "load_file", "save_file", "fromfile", "tofile", "loadtxt", "genfromtxt", "savetxt",
    "memmap", "replace", "rename",
}  # fmt: skip
OWNERS = {
    "os",
    "io",
    "np",
    "numpy",
    "tempfile",
    "codecs",
    "gzip",
    "bz2",
    "lzma",
    "safetensors",
    "shutil",
    "zipfile",
}
METHODS = {"read_text", "read_bytes", "write_text", "write_bytes", "tofile", "load_file", "save_file"}


def openings(tree):
    """Yield the calls that take a path and open it."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(id="open") if "devnull" not in ast.unparse(node):
                yield node
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner in OWNERS:
                if name in OPENING and "devnull" not in ast.unparse(node):
                    yield node
            case ast.Attribute(attr=name) if name in METHODS:
                yield node
            case ast.Attribute(attr="open") if _mode(node):
                yield node


def _mode(call):
    """Whether the first argument says how a path is opened, as that of ``Path.open`` does."""
    first = call.args[0] if call.args else None
    return isinstance(first, ast.Constant) and isinstance(first.value, str) and 0 < len(first.value) < 4


def test_only_the_room_of_files_opens_paths():
    found = {
        f"{path.relative_to(HOUSE)}:{node.lineno}"
        for path in HOUSE.rglob("*.py")
        if path.parent != HOUSE / "files"
        for node in openings(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == set()


def test_what_opens_a_path_is_seen():
    opening = "open(p)", "p.open('rb')", "p.read_text()", "np.fromfile(p)", "os.replace(a, b)", "io.open(p)"
    others = "dialog.open()", "store.open(experiment, path)", "text.replace(a, b)", "os.open(os.devnull, 1)"
    assert all(list(openings(ast.parse(line))) for line in opening)
    assert not any(list(openings(ast.parse(line))) for line in others)
