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

PRELUDE: Final = """
function said(v) {
  if (typeof v === 'function') return 'a specifier';
  if (v instanceof Date) return 'date ' + v.getTime();
  if (Array.isArray(v)) return v.map(said);
  if (v && typeof v === 'object') {
    return Object.keys(v).sort().map((key) => [key, said(v[key])]);
  }
  return v === undefined ? 'undefined' : v;
}
function tried(f) {
  try {
    return said(f());
  } catch (e) {
    return [e.errorNumber || 0, String(e.message)];
  }
}
"""


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
    reading = json.dumps(sorted(names(app)))
    for way in WAYS[app]:
        yield Probe(
            f"{app}: everything of {way}", app,
            f"return {reading}.map((name) => [name, tried(() => {way}[name]()),"
            f" tried(() => {way}[name][0].name()), tried(() => {way}[name].name()),"
            f" tried(() => {way}[name].length)])",
        )  # fmt: skip
        yield Probe(f"{app}: what {way} is", app, _looks(way))
        for value in VALUES:
            said = value.replace("{first}", FIRST[app])
            yield Probe(
                f"{app}: {said} for everything of {way}", app,
                f"return {reading}.map((name) => [name, tried(() => {{ {way}[name] = {said}; }}),"
                f" tried(() => {way}[name]())])",
            )  # fmt: skip
        yield from _verbs(app, way)
    yield from _makings(app)
    for listed in LISTS[app]:
        yield Probe(
            f"{app}: filters on {listed}", app,
            "return [" + ", ".join(
                f"tried(() => {listed}.whose({said}).name()), tried(() => {listed}.whose({said}).length),"
                f" tried(() => {listed}.whose({said}).id()), tried(() => {listed}.whose({said})[0].name())"
                for said in FILTERS
            ) + "]",
        )  # fmt: skip
        yield Probe(f"{app}: the ways into {listed}", app, _ways_into(listed))
    yield from _own(app)
    yield from _faulty(app)


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


def _looks(way: str) -> str:
    return (
        f"return [tried(() => {way}()), tried(() => `${{{way}}}`), tried(() => {way} + 1),"
        f" tried(() => {way}.exists()), tried(() => {way}.get()), tried(() => {way}[Symbol.iterator]),"
        f" tried(() => {way}.nom), tried(() => {{ {way}.nom = 5; }}), tried(() => {way}.properties()),"
        f" tried(() => {way}[0]()), tried(() => {way}[0].name()), tried(() => {way}['1'].name()),"
        f" tried(() => {way}[99].name()), tried(() => {way}['01']), tried(() => {way}['x1']),"
        f" tried(() => {way}['1x']), tried(() => {{ {way}[0] = 1; }}), tried(() => {way}.running()),"
        f" tried(() => Object.keys({way}().properties())), tried(() => {way}().exists())]"
    )


def _ways_into(listed: str) -> str:
    return (
        f"const l = {listed}; return [tried(() => l.length), tried(() => l().length),"
        f" tried(() => l.get().length), tried(() => l.at(1).name()), tried(() => l.at(99).name()),"
        f" tried(() => l.byName('WORK').name()), tried(() => l.byName('nobody')()),"
        f" tried(() => l.byId(l[0].id()).name()), tried(() => l.byId('nobody').exists()),"
        f" tried(() => l.byId(5).exists()), tried(() => l.byName(5).exists()), tried(() => l.id()),"
        f" tried(() => l.name()), tried(() => l.container()), tried(() => l.nom()),"
        f" tried(() => l.name.get()), tried(() => l.name.length), tried(() => l().map((o) => o.id())),"
        f" tried(() => l()[0].name()), tried(() => {{ l.name = 'x'; }}), tried(() => l.class()),"
        f" tried(() => l.properties()), tried(() => l.push()), tried(() => l.push({{}})),"
        f" tried(() => l.push(l[0])), tried(() => l.whose({{name: l[0].name()}}).push(l[0])),"
        f" tried(() => l.push(app)), tried(() => l[0].exists()), tried(() => l[77].exists()),"
        f" tried(() => {{ const o = l[0](); app.delete(o); return [o.exists(), l.length]; }}),"
        f" tried(() => {{ const o = l[0](); app.delete(l[0]); return o.name(); }}), tried(() => l.length)]"
    )


def _verbs(app: str, way: str) -> Iterator[Probe]:
    words: dict[str, Any] = {}
    for table in ("Standard", app):
        words |= macos.table(table, macos.NEWEST_TERMS)["commands"]
    for verb, command in sorted(words.items()):
        parameters = command["parameters"]
        filled = (
            "{"
            + ", ".join(f"{name}: {_fitting(types, app)}" for name, types in parameters.items())
            + "}"
        )
        wrong = "{" + ", ".join(f"{name}: [[5]]" for name in parameters) + "}"
        one = next(iter(parameters), "x")
        arguments = ("", way, f"{way}, {filled}", f"{way}, {wrong}", filled, f"{way}, {{nom: 5}}", "'x'",
                     f"'x', {filled}", "5", "{}, {}", f"{way}, {{{one}: app.{FIRST[app]}[0]}}", "app",
                     f"{way}, {filled}, {filled}", "null")  # fmt: skip
        given = ", ".join(
            f"tried(() => app.{verb}({a})), tried(() => {way}.{verb}({a}))" for a in arguments
        )
        yield Probe(f"{app}: {verb} of {way}", app, f"return [{given}]")


def _fitting(types: str, app: str) -> str:
    first = types.rstrip("?").split("|")[0]
    known = {"text": "'x'", "integer": "1", "boolean": "true", "date": "new Date(2026, 10, 27)",
             "file": "Path('/x')", "rich text": "'x'", "real": "1.5", "type": "'note'",
             "location specifier": f"app.{FIRST[app]}[0]", "specifier": f"app.{FIRST[app]}[0]",
             "record": "{}", "any": "'x'"}  # fmt: skip
    return known.get(first, f"app.{FIRST[app]}[0]")


def _makings(app: str) -> Iterator[Probe]:
    """One of every class, with every property, in every list."""
    table = macos.table(app, macos.NEWEST_TERMS)["classes"]
    for kind in sorted(table):
        name = _camel(kind)
        made = name[0].upper() + name[1:]
        fields = [_camel(word) for word in table[kind].get("properties", ())]
        for value in ("'x'", "5", "true", "new Date(2026, 10, 27, 15)", "null"):
            tries = [
                f"tried(() => {{ const o = app.{made}({{{field}: {value}}}); {listed}.push(o);"
                f" return [{listed}.length, tried(() => o.{field}()), tried(() => o.id()),"
                f" tried(() => o.name()), tried(() => {listed}.push(o))]; }})"
                for listed in LISTS[app]
                for field in fields
            ]
            yield Probe(f"{app}: {kind} with {value}", app, f"return [{', '.join(tries)}]")
        yield Probe(
            f"{app}: a bare {kind}", app,
            "return [" + ", ".join(
                f"tried(() => {{ const o = app.{made}(); {listed}.push(o); return o.properties(); }}),"
                f" tried(() => app.{made}({{nom: 1}})), tried(() => app.{made}({{}}).exists()),"
                f" tried(() => app.{made}({{name: 'a'}}).name()), tried(() => app.{made}({{}})())"
                for listed in LISTS[app]
            ) + "]",
        )  # fmt: skip


def _own(app: str) -> Iterator[Probe]:
    for number, body in enumerate(OWN.get(app, ()), start=1):
        yield Probe(f"{app}: its own {number}", app, body)
    world = (
        "return [tried(() => Application('Notes')), tried(() => Application()),"
        f" tried(() => Application('{app}').{FIRST[app]}()), tried(() => Path('/a b').toString()),"
        " tried(() => `${Path(5)}`), tried(() => delay(1)), tried(() => console.log(1)),"
        " tried(() => ObjC), tried(() => app.doShellScript('id')),"
        " tried(() => Application('com.apple.systemevents'))]"
    )
    yield Probe(f"{app}: the world", app, world)
    yield Probe(
        f"{app}: the world, its name an extension's", app, world,
        Conditions(quirks=frozenset({"name-is-an-extension"})),
    )  # fmt: skip
    yield Probe(
        f"{app}: an error of its own", app, "throw Object.assign(new Error(''), {errorNumber: 0})"
    )


def _faulty(app: str) -> Iterator[Probe]:
    """Faults by event, object, number of events before; with words of their own."""
    first = FIRST[app]
    body = (
        f"return [tried(() => app.{first}[0].name()), tried(() => app.{first}.length),"
        f" tried(() => app.{first}[0].exists()), tried(() => app.{first}[0].name()),"
        f" tried(() => {{ app.{first}[0].name = 'new'; }}), tried(() => app.{first}[0].name()),"
        f" tried(() => app.{first}[77].exists()), tried(() => app.{first}.byName('x').exists()),"
        " tried(() => app.activate()), tried(() => app.quit()), tried(() => app.count(app)),"
        f" tried(() => app.count(app, {{each: '{first[:-1]}'}}))]"
    )
    for fault in (
        Fault(app, -1743), Fault(app, -609, after=2), Fault(app, -609, after=2, once=True),
        Fault(app, -10000, event="set"), Fault(app, -10000, event="set", acts=True),
        Fault(app, -1728, object="[0]"), Fault(app, -1719, object=first, message="so says the app"),
        Fault(app, -1700, event="exists"), Fault(app, -1728, event="count", after=1),
        Fault("Finder", -1743), Fault(app, 0), Fault(app, -1712, event="get", object="name", once=True),
        Fault(app, -1712, event="activate"), Fault(app, -1728, event="exists", object="77"),
    ):  # fmt: skip
        said = (
            f"{fault.number} {fault.event} {fault.object} {fault.after} {fault.once} {fault.acts}"
        )
        yield Probe(f"{app}: {said}", app, body, Conditions((fault,)))
    for language in macos.languages():
        there = Conditions((Fault(app, -1728, event="exists"),), language=language)
        yield Probe(f"{app}: in {language}", app, body, there)


OWN: Final[Mapping[str, tuple[str, ...]]] = {
    "Mail": tuple(
        f"return [tried(() => app.mailto({url})), tried(() => app.outgoingMessages[0].properties()),"
        " tried(() => app.outgoingMessages[0].toRecipients.address()),"
        " tried(() => app.outgoingMessages[0].ccRecipients.address()),"
        " tried(() => app.outgoingMessages[0].bccRecipients.address()),"
        " tried(() => app.outgoingMessages[0].content())]"
        for url in (
            "'mailto:a@example.com'", "'mailto:'", "'mailto:?'", "'mailto:a@example.com?'",
            "'mailto:a@example.com,b@example.com?cc=c@example.com,d@example.com&bcc=e@example.com'",
            "'mailto:?to=a@example.com&subject=A%26B%3D1&body=one%0D%0Atwo%20%2B'",
            "'MAILTO:a@example.com?SUBJECT=x&BODY=y&nom=z'", "'http://x'", "'mailto:%zz'", "''",
            "'mailto:%22b%2Cc%22@example.com?CC=d@example.com&subject=x=y&body'",
        )
    ),
}  # fmt: skip
