"""What the program may be used for is said, and so is what it brings of others."""

import tomllib
from pathlib import Path

HOUSE = Path(__file__).parent.parent
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_licence_is_in_the_repository_and_in_what_is_built_of_it():
    assert PROJECT["license"] == "MIT AND OFL-1.1 AND CC-BY-4.0"
    texts = {name: (HOUSE / name).read_text(encoding="utf-8") for name in PROJECT["license-files"]}
    assert texts["LICENSE"].startswith("MIT License")
    assert "LICENSE" in (HOUSE / "README.md").read_text(encoding="utf-8")


def test_every_font_is_named_beside_its_licence():
    beside = (HOUSE / "assets" / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    fonts = {path.name.partition("-")[0] for path in (HOUSE / "assets" / "fonts").glob("*.[ot]tf")}
    assert fonts
    assert all(f"{name}: Copyright" in beside.replace("JetBrains Mono", "JetBrainsMono") for name in fonts)


def test_the_digits_name_their_source_and_their_licence():
    source = (HOUSE / "assets" / "digits" / "SOURCE.txt").read_text(encoding="utf-8")
    for words in ("digits.csv.gz", "Alpaydin", "Kaynak", "10.24432/C50P49", "CC BY 4.0"):
        assert words in source
    assert "assets/digits/SOURCE.txt" in PROJECT["license-files"]


def test_nothing_of_others_lies_elsewhere():
    """Whoever ships other people's data or fonts adds their licence here and to the project's files."""
    others = [
        path for path in HOUSE.glob("assets/**/*") if path.suffix in {".ttf", ".otf", ".csv", ".gz", ".npz"}
    ]
    assert {path.parent.name for path in others} == {"fonts", "digits"}
    texts = sorted(path.name for path in HOUSE.glob("assets/texts/*"))
    source = (HOUSE / "assets" / "texts" / "SOURCE.txt").read_text(encoding="utf-8")
    assert all(name in source and "public domain" in source for name in texts if name != "SOURCE.txt")
