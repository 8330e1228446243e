"""Letters and packings of files: which encoding it is, gzip, workbooks."""

import gzip
import io
import sys
import zipfile
from pathlib import Path

import pytest

from playground.data.tables import files, workbook
from playground.data.tables.dialect import Dialect
from playground.data.tables.encoding import decoded
from playground.data.tables.files import read_bytes, read_file
from playground.data.tables.table import BadTable
from playground.files.reading import Cancelled

RUSSIAN = "город;цена\n" + "Москва;1\nПетербург;2\nНовосибирск;3\nЕкатеринбург;4\n" * 5
GREEK = "πόλη;τιμή\n" + "Αθήνα;1\nΘεσσαλονίκη;2\nΠάτρα;3\n" * 5
POLISH = "miasto;n\n" + "Świdnica;1\nŁódź;2\nKraków;3\n" * 3
JAPANESE = "都市;n\n" + "東京;1\n大阪;2\n京都;3\n" * 3
GERMAN = "Größe;Preis €\n50;1000\n60;1200\n"
FRENCH = "été;où\n1;l’hôtel\n2;garçon\n"


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (GERMAN, "utf-8", "utf-8"),
        (GERMAN, "utf-8-sig", "utf-8"),
        (GERMAN, "utf-16", "utf-16-le"),
        (GERMAN, "utf-16-le", "utf-16-le"),
        (GERMAN, "utf-16-be", "utf-16-be"),
        (GERMAN, "cp1252", "windows-1252"),
        (FRENCH, "cp1252", "windows-1252"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (GREEK, "cp1253", "windows-1253"),
        (GERMAN, "utf-32", "utf-32-le"),
        (POLISH, "cp1250", "windows-1250"),
        (JAPANESE, "shift-jis", "shift-jis"),
        ("город;цена\nред;1\nсиний;2\n", "cp1251", "windows-1251"),
        (GERMAN.replace("€", "in"), "mac-roman", "mac-roman"),
    ],
)
def test_an_encoding_is_recognized(text, encoding, expected):
    found, notes, name = decoded(text.encode(encoding))
    assert (found, name) == (text, expected)
    assert decoded(text.encode(encoding), name)[0] == text
    assert bool(notes) == (expected != "utf-8" and encoding not in ("utf-16", "utf-32"))


def test_an_encoding_can_be_said():
    data = "a;b\n1;ł\n".encode("cp1250")
    assert read_bytes(data, ".csv", dialect=Dialect(encoding="windows-1250"))["b"].words == ("ł",)
    with pytest.raises(BadTable, match="not utf-8 from byte 7 on"):
        read_bytes(data, ".csv", dialect=Dialect(encoding="utf-8"))


def test_packed_files_are_unpacked_within_bounds(monkeypatch):
    data = gzip.compress(b"a,b\n1,2\n") + gzip.compress(b"3,4\n")
    for suffix in (".csv.gz", ".gz", ".csv"):
        assert read_bytes(data, suffix)["b"].numbers.tolist() == [2.0, 4.0]
    with pytest.raises(BadTable, match="ends too early"):
        read_bytes(data[:-9], ".csv.gz")
    with pytest.raises(BadTable, match="not a whole gzip file"):
        read_bytes(b"a,b", ".csv.gz")
    monkeypatch.setattr(files, "LARGEST", 1000)
    with pytest.raises(BadTable, match="when unpacked"):
        read_bytes(gzip.compress(b"1,2\n" * 1000), ".csv.gz")


def test_a_file_packed_in_many_pieces_is_read_within_bounds():
    assert read_bytes(gzip.compress(b"1,2\n") * 10_000, ".csv.gz").rows == 10_000
    with pytest.raises(BadTable, match="pieces"):
        read_bytes(gzip.compress(b"") * 200_000, ".csv.gz")


CASES = Path(__file__).parent / "cases"
WORKBOOK = (CASES / "18c-two-sheets.xlsx").read_bytes()


def test_the_first_sheet_of_a_workbook_with_something_in_it_is_read():
    pytest.importorskip("python_calamine")
    table = read_bytes(WORKBOOK, ".xlsx")
    assert table.names == ["name", "sum", "day", "good"]
    assert table["sum"].numbers.tolist() == [1234.5, 1.125, 7.0]
    assert table["day"].words == ("2024-01-02", "2024-01-03", "2024-01-04 12:30:00")
    assert table["good"].words == ("False", "True")
    assert (table.dialect.sheet, table.dialect.skip, table.ambiguity) == ("Data", 1, None)
    assert table.notes[0] == 'Sheet "Data" is read, of 2.'
    again = read_bytes(WORKBOOK, ".xlsx", dialect=table.dialect)
    assert (again.names, again.notes) == (table.names, table.notes)
    with pytest.raises(BadTable, match="there is no sheet"):
        read_bytes(WORKBOOK, ".xlsx", dialect=Dialect(sheet="Date"))


def test_a_report_in_a_workbook_is_read_without_what_stands_around_it():
    pytest.importorskip("python_calamine")
    table = read_bytes((CASES / "18e-report.xlsx").read_bytes(), ".xlsx")
    assert table.dialect.sheet == "Data"  # the first has words about it
    assert table.names == ["Region", "2019", "2020"]
    assert table["Region"].words == ("Bern", "Rom", "Ulm")
    assert (table.dialect.skip, table.dialect.skip_below) == (1, 2)


def test_a_spreadsheet_of_libreoffice_is_read():
    pytest.importorskip("python_calamine")
    table, _ = read_file(CASES / "18d-calc.ods")
    assert table["sum"].numbers.tolist() == [1234.5, 1.125, 7.0]


def test_a_workbook_says_what_reads_it_where_that_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(BadTable, match=r"python-calamine.*or save it as CSV"):
        read_bytes(WORKBOOK, ".xlsx")


def changed(name, entry, before, after):
    """Return a workbook with something else in one of its files."""
    memory = io.BytesIO()
    with zipfile.ZipFile(CASES / name) as packed, zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as other:
        for each in packed.namelist():
            text = packed.read(each)
            assert each != entry or before in text
            other.writestr(each, text.replace(before, after, 1) if each == entry else text)
    return memory.getvalue()


SHEET = "xl/worksheets/sheet2.xml"
ROW, CELL = b"<table:table-row", b"<table:table-cell "
REPEATED = b' table:number-rows-repeated="3000">', b'table:number-columns-repeated="16384" '
EXCEL, CALC = "18c-two-sheets.xlsx", "18d-calc.ods"


@pytest.mark.parametrize(
    ("name", "entry", "before", "after"),
    [
        (EXCEL, SHEET, b'r="B3"', b'r="XFD1048576"'),
        (EXCEL, SHEET, b'r="B3"', b'r="ZZZZZZZZZ3"'),
        (CALC, "content.xml", ROW + b">" + CELL, ROW + REPEATED[0] + CELL + REPEATED[1]),
    ],
)
def test_a_workbook_that_takes_all_memory_ends_no_process_but_its_own(name, entry, before, after):
    pytest.importorskip("python_calamine")
    with pytest.raises(BadTable, match=r"damaged, or a cell far from all others.*save it as CSV"):
        read_bytes(changed(name, entry, before, after), Path(name).suffix)


def test_a_workbook_with_more_cells_than_can_be_read_says_so():
    pytest.importorskip("python_calamine")
    with pytest.raises(BadTable, match=r"more than 5.000.000 cells"):
        read_bytes(changed(EXCEL, SHEET, b'r="B3"', b'r="OZ40000"'), ".xlsx")


def test_a_workbook_that_is_no_longer_wanted_is_read_no_further(monkeypatch):
    pytest.importorskip("python_calamine")
    monkeypatch.setattr(workbook, "PAUSE", 0.0)
    with pytest.raises(Cancelled):
        read_bytes(WORKBOOK, ".xlsx", progress=lambda share: False)
