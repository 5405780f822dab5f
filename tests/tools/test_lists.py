"""Lists that came as one string."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinyagent_cli.tools import lists
from tinyagent_cli.tools.spec import Kind


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Sid", ["Sid"]),
        ("Sid, Lutfi and Anna", ["Sid", "Lutfi", "Anna"]),
        ("Sid, Lutfi, and Anna", ["Sid", "Lutfi", "Anna"]),
        ("Sid & Lutfi", ["Sid", "Lutfi"]),
        ("Sid; Lutfi;Anna", ["Sid", "Lutfi", "Anna"]),
        ("Sid plus Anna", ["Sid", "Anna"]),
        ("a@b.com, c@d.com", ["a@b.com", "c@d.com"]),
        ("['Sid', 'Anna']", ["Sid", "Anna"]),
        ("Sandy and Andy", ["Sandy", "Andy"]),
        ("Anderson", ["Anderson"]),
        ("", []),
        (" , and ", []),
    ],
)
def test_people_are_told_apart(text: str, items: list[str]) -> None:
    """Commas, semicolons, "and", "&" and "plus" stand between names."""
    assert list(lists.items(text, Kind.EMAIL)) == items


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("a.pdf and b.docx", ["a.pdf", "b.docx"]),
        ("a.pdf, b.docx and c.md", ["a.pdf", "b.docx", "c.md"]),
        ("Terms and Conditions.pdf", ["Terms and Conditions.pdf"]),
        ("Budget, final.xlsx", ["Budget, final.xlsx"]),
        ("budget report", ["budget report"]),
        ("a.pdf; b", ["a.pdf", "b"]),
        ("/home/me/R and D/plan.pdf", ["/home/me/R and D/plan.pdf"]),
    ],
)
def test_files_are_parted_only_after_an_ending(text: str, items: list[str]) -> None:
    """A file's name may hold "and" and commas itself."""
    assert list(lists.items(text, Kind.FILE)) == items


NAMES = st.from_regex(r"[A-Z][a-z]{2,8}( [A-Z][a-z]{2,8})?", fullmatch=True)


@given(st.lists(NAMES, min_size=1, max_size=6))
def test_what_is_joined_is_parted_again(names: list[str]) -> None:
    """However a list of names is joined, the names come back."""
    for text in (", ".join(names), " and ".join(names), "; ".join(names), "\n".join(names)):
        assert list(lists.items(text, Kind.PERSON)) == names
    spoken = ", ".join(names[:-1]) + (", and " if len(names) > 1 else "") + names[-1]
    assert list(lists.items(spoken, Kind.PHONE)) == names


@given(st.text(max_size=50), st.sampled_from(list(Kind)))
def test_no_item_is_empty(text: str, kind: Kind) -> None:
    """Any text is parted without an error, and into items that say something."""
    assert all(item == item.strip() and item for item in lists.items(text, kind))
