"""Everything that can be said to a simulated app, right or wrong, and what it makes of it.

No shipped script says most of this, which is why a mistake in the simulator would not be seen by
them: a probe reads every property of every object, sets each to a value of every type, gives every
verb, makes one of every class everywhere, and filters by everything.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from tinyagent_cli.desktop import macos
from tinyagent_cli.desktop.engine import Conditions, Fault

# Ways to one object of each kind that the seed has, and to some that are not there.
WAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "Notes": ("app", "app.accounts[0]", "app.folders[0]", "app.notes[0]", "app.notes.byName('Apartment')",
              "app.attachments[0]", "app.notes[99]", "app.notes", "app.defaultAccount",
              "app.defaultAccount.defaultFolder", "app.notes.byId('x')", "app.accounts[0].folders"),
    "Calendar": ("app", "app.calendars[0]", "app.calendars[2]", "app.calendars[0].events[0]",
                 "app.calendars[0].events", "app.calendars[1].events[0].attendees[0]",
                 "app.calendars.byName('work')", "app.calendars"),
    "Reminders": ("app", "app.accounts[0]", "app.lists[0]", "app.reminders[0]", "app.reminders",
                  "app.defaultList", "app.lists.byName('groceries').reminders[0]",
                  "app.defaultAccount"),
    "Contacts": ("app", "app.people[1]", "app.people[1].phones[0]", "app.people[1].emails[0]",
                 "app.people", "app.groups[0]", "app.myCard", "app.people[1].phones"),
    "Messages": ("app", "app.accounts[0]", "app.accounts[1]", "app.participants[0]", "app.chats[0]",
                 "app.accounts[0].participants.byId('+14155550132')", "app.accounts",
                 "app.accounts[0].participants.byName('Sid')"),
    "Mail": ("app", "app.accounts[0]", "app.inbox", "app.mailboxes[0]", "app.inbox.messages[0]",
             "app.inbox.messages[0].toRecipients[0]", "app.outgoingMessages[0]",
             "app.messageViewers[0]", "app.selection()[0]", "app.draftsMailbox",
             "app.inbox.messages", "app.reply(app.selection()[0], {openingWindow: true})"),
}  # fmt: skip
# One value of each type, and what is none.
VALUES: Final = (
    "'x'", "''", "5", "1.5", "true", "false", "null", "undefined", "new Date(2026, 10, 27, 15, 4, 5)",
    "new Date(NaN)", "Path('/x')", "[]", "['a', 5]", "{}", "{name: 'x'}", "app", "app.{first}[0]",
    "app.{first}", "'none'", "'iMessage'", "NaN", "-3",
)  # fmt: skip
FIRST: Final = {"Notes": "folders", "Calendar": "calendars", "Reminders": "lists",
                "Contacts": "people", "Messages": "accounts", "Mail": "accounts"}  # fmt: skip
FILTERS: Final = (
    "{name: 'SHOPPING list'}", "{name: {_equals: 'Work'}}", "{name: {'=': 'work'}}",
    "{name: {_contains: 'O'}}", "{name: {_beginsWith: 's'}}", "{name: {_endsWith: 'S'}}",
    "{name: {_greaterThan: 'M'}}", "{name: {'>': 'M'}}", "{name: {_lessThan: 'M'}}",
    "{name: {'<': 'M'}}", "{name: {_beginsWith: 'i', _endsWith: 's'}}", "{name: {_like: 'x'}}",
    "{_and: [{name: 'Work'}, {id: 'x'}]}", "{_or: [{name: 'Work'}, {name: 'Home'}]}",
    "{_not: [{name: 'Work'}]}", "{_and: []}", "{_or: []}", "{nom: 'x'}", "{_and: [{nom: 'x'}]}",
    "{name: null}", "{id: {_contains: '1'}}", "{}", "{name: {_contains: null}}", "{name: 5}",
    "{lastName: 'Rivera'}", "{_and: [{lastName: 'Rivera'}, {_not: [{nickname: 'Mom'}]}]}",
    "{name: 'Cafe\\u0301'}", "{completed: false}", "{completed: {_equals: true}}",
    "{priority: {_greaterThan: 0}}", "{priority: {'<': 5}}", "{dueDate: null}",
    "{modificationDate: {_lessThan: new Date(2026, 10, 22)}}",
    "{modificationDate: {_greaterThan: new Date(2026, 10, 22)}}",
    "{startDate: {_greaterThan: new Date(2026, 10, 25)}}", "{startDate: new Date(2026, 10, 24, 10)}",
    "{serviceType: 'SMS'}", "{enabled: true}", "{writable: false}", "{subject: {_contains: 'budget'}}",
    "{readStatus: false}", "{name: {_beginsWith: 'Meeting', nom: 'x'}}",
)  # fmt: skip
LISTS: Final = {
    "Notes": ("app.notes", "app.folders", "app.accounts[0].notes", "app.attachments"),
    "Calendar": ("app.calendars", "app.calendars[0].events", "app.calendars[1].events"),
    "Reminders": ("app.reminders", "app.lists", "app.lists[0].reminders"),
    "Contacts": ("app.people", "app.groups", "app.people[1].phones"),
    "Messages": ("app.accounts", "app.participants", "app.chats"),
    "Mail": ("app.mailboxes", "app.inbox.messages", "app.accounts", "app.outgoingMessages"),
}

PRELUDE: Final = Path(__file__).with_suffix(".js").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Probe:
    """*body*, which returns something, said to *app* as ``app`` under *conditions*."""

    id: str
    app: str
    body: str
    conditions: Conditions = Conditions()

    @property
    def source(self) -> str:
        """It as a script."""
        bundle = json.dumps(macos.table(self.app, macos.NEWEST_TERMS)["bundle"])
        return (
            f"{PRELUDE}\nfunction run(argv) {{\n  const app = Application({bundle});\n"
            f"  return JSON.stringify(tried(() => {{ {self.body} }}));\n}}"
        )


def probes(app: str) -> Iterator[Probe]:
    """Those of *app*."""
    reading, first = json.dumps(sorted(names(app))), FIRST[app]
    for way in WAYS[app]:
        yield Probe(f"{app}: what {way} is", app, f"return looked(() => {way})")
        yield Probe(f"{app}: everything of {way}", app, f"return read(() => {way}, {reading})")
        for value in VALUES:
            put = f"(() => ({value.replace('{first}', first)}))"
            body = f"return set(() => {way}, {reading}, {put})"
            yield Probe(f"{app}: {value} for everything of {way}", app, body)
        yield from _verbs(app, way)
    for listed in LISTS[app]:
        all_ = ", ".join(f"() => ({one})" for one in FILTERS)
        yield Probe(
            f"{app}: filters on {listed}", app, f"return filtered(() => {listed}, [{all_}])"
        )
        yield Probe(f"{app}: ways into {listed}", app, f"return walked(app, () => {listed})")
        yield from _makings(app, listed)
    if app == "Notes":
        pages = json.dumps(HTML)
        yield Probe(
            "Notes: what HTML reads as", app, f"return {pages}.map((html) => paged(app, html))"
        )
    if app == "Mail":
        for url in MAILTO:
            yield Probe(f"Mail: {url}", app, f"return mailed(app, {json.dumps(url)})")
    body = f"return world(app, '{app}', '{first}')"
    hidden = Conditions(quirks=frozenset({"name-is-an-extension"}))
    yield Probe(f"{app}: the world", app, body)
    yield Probe(f"{app}: the world, its name an extension's", app, body, hidden)
    yield Probe(f"{app}: an error without a number", app, "throw new Error('')")
    for fault in _faults(app):
        yield Probe(
            f"{app}: {fault}", app, f"return exercised(app, '{first}')", Conditions((fault,))
        )
    for language in macos.languages():
        there = Conditions((Fault(app, -1728, event="exists"),), language=language)
        yield Probe(f"{app}: in {language}", app, f"return exercised(app, '{first}')", there)


@cache
def names(app: str) -> frozenset[str]:
    """Every name that a script could say to an object of *app*, and some that it cannot."""
    found: set[str] = {"nom", "exists", "get", "class", "properties", "id", "name", "running", "at"}
    for table in (
        macos.table(app, macos.NEWEST_TERMS),
        macos.table("Standard", macos.NEWEST_TERMS),
    ):
        for kind, one in table["classes"].items():
            found |= {_camel(word) for word in one.get("properties", ())}
            found |= {_camel(f"{word}s") for word in (*one.get("elements", ()), kind)}
            found.add(_camel(one.get("plural", "nom")))
    return frozenset(found)


def _camel(term: str) -> str:
    first, *rest = term.replace("-", " ").split()
    first = first if first[:2].isupper() else first[0].lower() + first[1:]
    return first + "".join(word[0].upper() + word[1:] for word in rest)


def _verbs(app: str, way: str) -> Iterator[Probe]:
    words: dict[str, Any] = {}
    for table in ("Standard", app):
        words |= macos.table(table, macos.NEWEST_TERMS)["commands"]
    for verb, command in sorted(words.items()):
        types = command["parameters"]
        filled = ", ".join(f"{name}: {_fitting(said, app)}" for name, said in types.items())
        wrong = ", ".join(f"{name}: [[5]]" for name in types)
        rest = f"'{next(iter(types), 'x')}', () => app.{FIRST[app]}[0]"
        body = (
            f"return commanded(app, () => {way}, '{verb}', () => ({{{filled}}}),"
            f" () => ({{{wrong}}}), {rest})"
        )
        yield Probe(f"{app}: {verb} of {way}", app, body)


def _fitting(types: str, app: str) -> str:
    first = types.rstrip("?").split("|")[0]
    known = {"text": "'x'", "integer": "1", "boolean": "true", "date": "new Date(2026, 10, 27)",
             "file": "Path('/x')", "rich text": "'x'", "real": "1.5", "type": "'note'",
             "location specifier": f"app.{FIRST[app]}[0]", "specifier": f"app.{FIRST[app]}[0]",
             "record": "{}", "any": "'x'"}  # fmt: skip
    return known.get(first, f"app.{FIRST[app]}[0]")


def _makings(app: str, listed: str) -> Iterator[Probe]:
    """One of every class, with every property."""
    for kind, one in sorted(macos.table(app, macos.NEWEST_TERMS)["classes"].items()):
        name = _camel(kind)
        maker = name[0].upper() + name[1:]
        for value in ("'x'", "5", "true", "new Date(2026, 10, 27, 15)", "null"):
            fields = [_camel(word) for word in one.get("properties", ())]
            body = (
                f"return {json.dumps(fields)}.map((field) =>"
                f" made(app, '{maker}', () => {listed}, field, () => {value}))"
            )
            yield Probe(f"{app}: {kind} with {value} among {listed}", app, body)
        body = f"return bare(app, '{maker}', () => {listed})"
        yield Probe(f"{app}: a bare {kind} among {listed}", app, body)


def _faults(app: str) -> Iterator[Fault]:
    """By event, by object, after some that went well, once; with words of their own."""
    first = FIRST[app]
    yield Fault(app, -1743)
    yield Fault(app, -609, after=2)
    yield Fault(app, -609, after=2, once=True)
    yield Fault(app, -10000, event="set")
    yield Fault(app, -10000, event="set", acts=True)
    yield Fault(app, -1728, object="[0]")
    yield Fault(app, -1719, object=first, message="so says the app")
    yield Fault(app, -1700, event="exists")
    yield Fault(app, -1728, event="count", after=1)
    yield Fault("Finder", -1743)
    yield Fault(app, 0)
    yield Fault(app, -1712, event="get", object="name", once=True)
    yield Fault(app, -1712, event="activate")
    yield Fault(app, -1728, event="exists", object="77")


HTML: Final = (
    "", "plain", "<div>a</div><div>b</div>", "<div>a</div>\n<div>b</div>\r\n", "a<br>b<br/>c<BR />d",
    "<div>a<br></div><div><br></div><div>b</div>", "<P>a<br/></P><p>b</p>", "<h1>T</h1><h2>U</h2>x",
    "<ul><li>x</li><li>y<br></li></ul>z", "<ol><li>1</li></ol><div><br></div>", "<b>a</b><i>b</i>",
    "&lt;a&gt; &lt;b&gt; &quot;c&quot;&quot; &#39;d&#39;' e&nbsp;f&nbsp; &amp;lt; &amp;amp;",
    "<DIV>a</DIV><LI>b</LI><UL></UL><OL></OL><H3>c</H3>", "a\n\nb\n", "<div>a</div><div></div>",
    "<div><br></div>", "<br>", "<br><br>x", "x<br>", "<br >y<br\t/>z", "a</div></p></li>b</ul></ol>c",
    "<span\nclass=x>a</span>", "<div>first</div><div>second</div>", "<p><br></P>x", "<h9>a<br></h9>b",
    '<ul class="Apple-dash-checklist"><li>Milk</li></ul>', '<ul CLASS="x checklist y" id=z><li>a</li></ul>',
    '<ul class="a"><li class="checklist">b</li><li class="checklist">c</li></ul>',
)  # fmt: skip
MAILTO: Final = (
    "mailto:a@example.com", "mailto:", "mailto:?", "mailto:a@example.com?", "http://x", "mailto:%zz",
    "mailto:a@example.com,b@example.com?cc=c@example.com,d@example.com&bcc=e@example.com", "",
    "mailto:?to=a@example.com&subject=A%26B%3D1&body=one%0D%0Atwo%20%2B",
    "MAILTO:a@example.com?SUBJECT=x&BODY=y&nom=z",
    "mailto:%22b%2Cc%22@example.com?CC=d@example.com&subject=x=y&body",
    "mailto:a@example.com?body=one%0Atwo%0D%0A%0D%0Athree&subject=",
)  # fmt: skip
