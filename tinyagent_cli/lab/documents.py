"""Make the files of the simulated Mac's home from the texts of ``macos_tools/seed/documents``.

``python -m tinyagent_cli.lab.documents`` writes ``macos_tools/seed/home``: ``x.pdf.txt``
becomes a PDF, ``x.docx.txt`` a Word document, ``x.xlsx.csv`` a workbook, anything else is
copied.  The formats are written by hand, as little of each as its readers ask for.
"""

from __future__ import annotations

import csv
import textwrap
import zipfile
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from macos_tools import ROOT

LINES: Final = 46  # on a page
WIDTH: Final = 84  # characters in a line

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"


def pdf(text: str) -> bytes:
    """A PDF of *text*, whose first line is the title; Latin-1 only."""
    lines = [
        line
        for paragraph in text.strip().split("\n")
        for line in (textwrap.wrap(paragraph, WIDTH) or [""])
    ]
    pages = [lines[start : start + LINES] for start in range(0, len(lines), LINES)]
    return paper([_page(page) for page in pages])


def paper(pages: list[bytes]) -> bytes:
    """A PDF of pages that are given as content streams (one font, F1, is Helvetica)."""
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for index, page in enumerate(pages):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>"
            + f"/Contents {5 + 2 * index} 0 R>>".encode()
        )
        # Not compressed: every version of zlib would make other bytes of the same page.
        objects.append(f"<</Length {len(page)}>>stream\n".encode() + page + b"\nendstream")
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj".encode() + body + b"endobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + tail.encode()


def _page(lines: list[str]) -> bytes:
    shown = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines]
    body = "\n".join(f"({line}) '" for line in shown)
    return f"BT /F1 11 Tf 15 TL 62 742 Td\n{body}\nET".encode("cp1252")


def xlsx(rows: list[list[str]]) -> dict[str, str]:
    """The parts of a workbook of one sheet."""
    cells = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return {
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Q3" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData>'
        "</worksheet>",
        **_frame(
            "xl/workbook.xml",
            {
                "/xl/workbook.xml": "spreadsheetml.sheet.main",
                "/xl/worksheets/sheet1.xml": "spreadsheetml.worksheet",
            },
        ),
    }


def _cell(value: str) -> str:
    if value.isdigit():
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def docx(text: str) -> dict[str, str]:
    """The parts of a Word document, a paragraph a line."""
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.split("\n"))
    return {
        "word/document.xml": f'<w:document xmlns:w="{main}"><w:body>{body}</w:body></w:document>',
        **_frame("word/document.xml", {"/word/document.xml": "wordprocessingml.document.main"}),
    }


def _frame(main: str, kinds: dict[str, str]) -> dict[str, str]:
    overrides = "".join(
        f'<Override PartName="{part}" ContentType='
        f'"application/vnd.openxmlformats-officedocument.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="{main}"/>'
        "</Relationships>",
    }


def _zipped(parts: dict[str, str], path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, text in sorted(parts.items()):
            # A fixed date, so that the same texts make the same bytes.
            entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            archive.writestr(entry, f'<?xml version="1.0" encoding="UTF-8"?>{text}')


def main(source: Path = ROOT / "seed" / "documents", home: Path = ROOT / "seed" / "home") -> None:
    """Write every document of *source* under *home*, and one scanned page without text."""
    for path in sorted(path for path in source.rglob("*") if path.is_file()):
        target = home / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8")
        made = target.with_suffix("") if path.suffix in (".txt", ".csv") else target
        match made.suffix:
            case ".pdf":
                made.write_bytes(pdf(text))
            case ".docx":
                _zipped(docx(text.strip()), made)
            case ".xlsx":
                _zipped(xlsx(list(csv.reader(text.splitlines()))), made)
            case _:
                target.write_text(text, "utf-8")
    (home / "Downloads" / "Scan 0042.pdf").write_bytes(paper([b"0.9 g 100 100 400 500 re f"]))
    print(f"{sum(path.stat().st_size for path in home.rglob('*') if path.is_file()):,} bytes")


if __name__ == "__main__":
    main()
