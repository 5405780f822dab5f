"""Which file is meant by a name."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tools.conftest import FakeDesktop, FakePerson, Nobody
from tinyagent_cli.core.errors import Ambiguous, ConsentNeeded, NotFound, ToolError
from tinyagent_cli.tools import files

Put = Callable[..., Path]


@pytest.fixture
def put(desktop: FakeDesktop) -> Put:
    """Puts files on the desktop, each newer than the one before."""
    count = 0

    def put(*names: str) -> Path:
        nonlocal count
        for name in names:
            path = desktop.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name)
            count += 1
            os.utime(path, (1_700_000_000 + count, 1_700_000_000 + count))
        return path

    return put


SEVERAL = (
    "Documents/project.pdf", "Documents/Project Plan.docx", "Documents/Q3 Budget.xlsx",
    "Documents/AnnualReport_2026.pdf", "Downloads/Meeting Agenda.docx", "Downloads/setup.command",
    "Documents/Résumé.pdf", "Documents/notes.txt", "assistant.log",
)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("project.pdf", "project.pdf"),
        ("Project.PDF", "project.pdf"),
        ("project", "project.pdf"),
        ("the project", "project.pdf"),
        ("project plan", "Project Plan.docx"),
        ("ProjectPlan.docx", "Project Plan.docx"),
        ("the budget spreadsheet", "Q3 Budget.xlsx"),
        ("Q3 budget", "Q3 Budget.xlsx"),
        ("annual report", "AnnualReport_2026.pdf"),
        ("meeting agenda", "Meeting Agenda.docx"),
        ("Meeting Agnda.docx", "Meeting Agenda.docx"),
        ("résumé", "Résumé.pdf"),
        ("Re\u0301sume\u0301.pdf", "Résumé.pdf"),
        ('"notes.txt"', "notes.txt"),
        ("~/Documents/notes.txt", "notes.txt"),
        ("my notes file", "notes.txt"),
    ],
)
async def test_a_name_finds_its_file(desktop: FakeDesktop, put: Put, said: str, found: str) -> None:
    """Exactly, without its ending, by all of its words, or nearly."""
    put(*SEVERAL)
    assert (await files.find(said, desktop, Nobody())).name == found  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "said", ["Annual Review.pdf", "list", "budget.pdf", "a", "project.docx", "", "?", "photos"]
)
async def test_no_file_is_not_some_file(desktop: FakeDesktop, put: Put, said: str) -> None:
    """The nearest file is not opened in the place of one that is not there."""
    put(*SEVERAL)
    with pytest.raises(NotFound):
        await files.find(said, desktop, FakePerson("."))  # type: ignore[arg-type]


async def test_a_path_is_taken_as_it_is(desktop: FakeDesktop, put: Put) -> None:
    """A whole path needs no search."""
    path = put("deep/in/here.txt")
    assert await files.find(str(path), desktop, Nobody()) == path  # type: ignore[arg-type]
    assert desktop.asked == []


async def test_the_better_rank_wins(desktop: FakeDesktop, put: Put) -> None:
    """A file of just that name is meant, although others hold its words."""
    put("report.pdf", "report final.pdf", "the report.docx")
    assert (await files.find("report.pdf", desktop, Nobody())).name == "report.pdf"  # type: ignore[arg-type]


async def test_two_of_one_rank_are_a_question_newest_first(desktop: FakeDesktop, put: Put) -> None:
    """Two files of one name are told apart by folder and date."""
    put("old/report.pdf", "new/report.pdf")
    person = FakePerson("in old")
    assert (await files.find("report.pdf", desktop, person)).parent.name == "old"  # type: ignore[arg-type]
    ((question, choices),) = person.questions
    assert question == "Which file is “report.pdf”?"
    assert [choice.split(",")[0] for choice in choices] == [
        "report.pdf in new",
        "report.pdf in old",
    ]


async def test_with_nobody_to_ask_nothing_is_opened(desktop: FakeDesktop, put: Put) -> None:
    """Without a terminal two files of one name are an error."""
    put("old/report.pdf", "new/report.pdf")
    with pytest.raises(ConsentNeeded):
        await files.find("report", desktop, Nobody())  # type: ignore[arg-type]
    with pytest.raises(Ambiguous):
        await files.find("report", desktop, FakePerson(None))  # type: ignore[arg-type]


async def test_a_pdf_is_wanted_where_only_a_pdf_will_do(desktop: FakeDesktop, put: Put) -> None:
    """Of catalogue.docx and catalogue.pdf, the one that can be summarised."""
    put("catalogue.docx", "catalogue.pdf")
    assert (await files.find("catalogue", desktop, Nobody(), ".pdf")).suffix == ".pdf"  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["setup.command", "Game.app", "run.sh", "link.webloc"])
async def test_a_program_is_never_opened(desktop: FakeDesktop, put: Put, name: str) -> None:
    """Named in full, a program is refused; by half its name, it is not even found."""
    path = put(name)
    for said in (name, str(path)):
        with pytest.raises(ToolError, match="is a program"):
            await files.find(said, desktop, Nobody())  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        await files.find(path.stem, desktop, FakePerson(name))  # type: ignore[arg-type]


async def test_near_names_are_named(desktop: FakeDesktop, put: Put) -> None:
    """Who asks for what is not there hears what is."""
    put(*SEVERAL)
    with pytest.raises(NotFound, match=r"did you mean .*project\.pdf"):
        await files.find("projects_x.pdf", desktop, Nobody())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "said", ["/etc/\0passwd", "~nobody-here/x", "/" + "x" * 5000, "../..", "/"]
)
async def test_odd_paths_are_not_found(desktop: FakeDesktop, put: Put, said: str) -> None:
    """A path that cannot be is no crash."""
    put("a.txt")
    with pytest.raises(NotFound):
        await files.find(said, desktop, Nobody())  # type: ignore[arg-type]


async def test_a_link_is_shown_and_opened_as_what_it_leads_to(
    desktop: FakeDesktop, put: Put, tmp_path: Path
) -> None:
    """A document elsewhere by its own path; a program is none, whatever the link is called."""
    put("Documents/x.command")
    target = put("Elsewhere/real.pdf")
    documents = desktop.folder / "Documents"
    (documents / "report.pdf").symlink_to(target)
    (documents / "budget.pdf").symlink_to(documents / "x.command")
    found = await files.find("report.pdf", desktop, Nobody())  # type: ignore[arg-type]
    assert found == target.resolve()
    for said in ("budget.pdf", str(documents / "budget.pdf")):
        with pytest.raises(ToolError, match="program"):
            await files.find(said, desktop, Nobody())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name",
    [
        ".ssh/key.pdf", "Library/Mail/x.pdf", "a/.hidden/x.pdf",
        # As a Mac's disk takes them: in capitals, with what nobody sees.
        "LIBRARY/Mail/x.pdf", "Li\u200cbrary/Mail/x.pdf", "\u200d.ssh/x.pdf",
    ],
)  # fmt: skip
async def test_what_is_hidden_is_not_opened(desktop: FakeDesktop, put: Put, name: str) -> None:
    """Keys and the system's own files are nobody's documents."""
    path = put(name)
    with pytest.raises(ToolError, match="is hidden"):
        await files.find(str(path), desktop, Nobody())


async def test_icloud_drive_is_not_hidden(desktop: FakeDesktop, put: Put) -> None:
    """Though it lies in the Library."""
    path = put("library/MOBILE Documents/com~apple~CloudDocs/x.pdf")
    assert await files.find(str(path), desktop, Nobody()) == path.resolve()
    path = put("Library/Mobile Documents/com~apple~CloudDocs/x.pdf")
    assert await files.find(str(path), desktop, Nobody()) == path.resolve()


async def test_elsewhere_is_only_where_the_settings_say(
    desktop: FakeDesktop, tmp_path_factory
) -> None:
    """The hint names the setting; within such a folder nothing hidden either."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    path = elsewhere / "x.pdf"
    path.write_bytes(b"%PDF")
    with pytest.raises(ToolError, match="outside your home folder") as caught:
        await files.find(str(path), desktop, Nobody())
    assert "files.folders" in caught.value.hint
    assert (
        await files.find(str(path), desktop, Nobody(), folders=[str(elsewhere)]) == path.resolve()
    )


@pytest.mark.parametrize(
    ("name", "runs"),
    [
        ("offer.pdf.command", True),
        ("offer.COMMAND", True),
        ("offer.command .", True),
        ("offer.com\u200bmand", True),
        ("Evil.app/Contents/MacOS/offer", True),
        ("command", False),
        ("offer.pdf", False),
        ("my.app notes.txt", False),
    ],
)
def test_a_program_is_known_by_its_name(name: str, runs: bool) -> None:
    """Whatever hides the ending."""
    assert files.is_program(Path("/home/me") / name) == runs


async def test_a_path_that_the_user_typed_is_theirs(desktop: FakeDesktop, tmp_path_factory) -> None:
    """Wherever it is; but a link that lies there leads nowhere else, and a program is one."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    for name in ("x.pdf", "x.command"):
        (elsewhere / name).write_bytes(b"%PDF")
    (elsewhere / "link.pdf").symlink_to("/etc/hostname")
    found = await files.find(str(elsewhere / "x.pdf"), desktop, Nobody(), typed=True)
    assert found == (elsewhere / "x.pdf").resolve()
    for name in ("link.pdf", "x.command"):
        with pytest.raises(ToolError):
            await files.find(str(elsewhere / name), desktop, Nobody(), typed=True)
