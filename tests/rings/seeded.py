"""Errors to seed in the scripts, one each, and that tsc must find by the typings of the apps."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Seed:
    """*old* of a script becomes *new*, which tsc must refuse with the error *code*."""

    what: str
    script: str
    old: str
    new: str
    code: int


OPEN = "notes/open_note.js"
CREATE = "notes/create_note.js"
EVENT = "calendar/create_event.js"
REMINDER = "reminders/create_reminder.js"
PERSON = "contacts/find_person.js"
COMPOSE = "mail/compose.js"
REPLY = "mail/reply.js"
SEND = "messages/send_message.js"

# A line a seed.
# fmt: off
SEEDS = (
    # Names that the dictionary does not have.
    Seed("a property that there is not", OPEN, "note.plaintext()", "note.text()", 2339),
    Seed("a property in the wrong case", OPEN, "note.plaintext()", "note.plainText()", 2551),
    Seed("an element that there is not", OPEN, "notes.notes.byId", "notes.notices.byId", 2551),
    Seed("a class that there is not", CREATE, "notes.Note({ body", "notes.Notiz({ body", 2339),
    Seed("a verb that there is not", OPEN, "notes.show(note)", "notes.reveal(note)", 2339),
    Seed("a verb of another app", CREATE, "notes.show(note)", "notes.reply(note)", 2339),
    Seed("a verb of another class", EVENT, "event.uid()", "calendar.show()", 2339),
    Seed("a term of before Big Sur", SEND, "messages.accounts()", "messages.services()", 2339),
    Seed("a property of a column", EVENT, "app.calendars.writable()", "app.calendars.uid()", 2339),
    Seed("a column that there is not", SEND, "participants.handle()", "participants.service()", 2339),
    Seed("a name made of text", EVENT, "event.summary()", "event['sum' + payload.url]()", 7053),
    Seed("a name out of the payload", EVENT, "event.summary()", "event[payload.title]()", 7053),
    Seed("an id for what has none", EVENT, "return begun", "event.attendees.byId('x'); return begun", 2339),
    Seed("a name for what has none", EVENT, "return begun", "event.attendees.byName('x'); return begun", 2551),
    # What may be written, and with what.
    Seed("writing what is read-only", OPEN, "notes.activate()", "note.plaintext = 'x'", 2540),
    Seed("writing an id", REMINDER, "reminder.id()", "(reminder.id = 'x')", 2540),
    Seed("reading what is write-only", COMPOSE, "draft.id()", "draft.htmlContent()", 6234),
    Seed("a number for text", OPEN, "notes.activate()", "note.body = 5", 2322),
    Seed("text for a date", EVENT, "startDate: localTime(payload.start)", "startDate: 'x'", 2322),
    Seed("text for a number", REMINDER, "properties.priority = payload.priority", "properties.priority = 'high'", 2322),
    Seed("text for a file", COMPOSE, "fileName: Path(path)", "fileName: path", 2322),
    Seed("nothing for a date", REMINDER, "properties.dueDate = due.date", "properties.dueDate = null", 2322),
    Seed("an object where text belongs", OPEN, "notes.activate()", "note.body = note", 2322),
    Seed("a colour that is text", REMINDER, "return begun", "list.color = 3; return begun", 2322),
    # Making.
    Seed("making with a read-only property", CREATE, "notes.Note({ body:", "notes.Note({ plaintext:", 2353),
    Seed("making with an unknown property", EVENT, "properties.alldayEvent = true", "properties.allDay = true", 2339),
    Seed("pushing a plain record", CREATE, "notes.push(note)", "notes.push({ body: title })", 2353),
    Seed("a folder among notes", CREATE, "notes.push(note)", "notes.push(notes.Folder({ name: title }))", 2345),
    Seed("a cc among the recipients to", COMPOSE, "draft.toRecipients.push(mail.ToRecipient", "draft.toRecipients.push(mail.CcRecipient", 2345),
    Seed("pushing what is there already", OPEN, "notes.activate()", "notes.notes.push(note)", 2345),
    Seed("making in a read-only element", SEND, "messages.accounts()", "messages.chats.push(messages.Chat())", 2339),
    # Verbs and their parameters.
    Seed("an unknown parameter", REPLY, "openingWindow: true", "openWindow: true", 2561),
    Seed("a parameter of the wrong type", REPLY, "openingWindow: true", "openingWindow: 'yes'", 2322),
    Seed("a parameter that is missing", SEND, ", { to: way.participant }", "", 2554),
    Seed("a required parameter left out", SEND, "{ to: way.participant }", "{}", 2741),
    Seed("the wrong object to send to", SEND, "to: way.participant", "to: payload.handle", 2322),
    Seed("a value that no enumeration has", "mail/delete_draft.js", "saving: 'no'", "saving: 'never'", 2322),
    Seed("no object for a verb", OPEN, "notes.show(note)", "notes.show()", 2554),
    Seed("too much for a verb", OPEN, "notes.show(note)", "notes.show(note, {}, {})", 2554),
    Seed("a verb on what does not answer it", EVENT, "return begun", "app.show(calendar); return begun", 2345),
    Seed("an answer to a draft", REPLY, "inFront(mail);", "mail.reply(draft);", 2345),
    Seed("closing what has no window", REPLY, "inFront(mail);", "mail.close(message);", 2345),
    # A property is not its value.
    Seed("a getter that is compared", "notes/delete_note.js", "bare(note.plaintext()) !== bare(payload.text)", "note.plaintext !== payload.text", 2367),
    Seed("a getter in a text", "notes/delete_note.js", "note.name() + '”", "note.name + '”", 2469),
    Seed("a getter as a condition", OPEN, "locked ?", "note.passwordProtected ?", 2774),
    Seed("a getter that is returned", OPEN, "name: note.name()", "name: note.name", 2322),
    Seed("a getter that is passed on", "notes/delete_note.js", "bare(note.plaintext())", "bare(note.plaintext)", 2345),
    Seed("the length of a getter", OPEN, "locked ?", "note.name.length > 3 ?", 2469),
    Seed("an object as text", OPEN, "name: note.name()", "name: '' + note", 2469),
    Seed("a template of an object", OPEN, "name: note.name()", "name: `${note.container}`", 2731),
    Seed("a column before it is read", CREATE, "notes.folders.name()", "notes.folders.name", 2345),
    Seed("one value where there are many", REPLY, "mail.selection()", "mail.selection()[0]", 2339),
    Seed("many values where there is one", EVENT, "calendar.name()", "app.calendars.name()", 2322),
    Seed("a value that may be missing", PERSON, "person.nickname() || ''", "person.nickname()", 2345),
    Seed("a date that may be text", PERSON, "if (typeof value === 'string') found", "found", 2322),
    # Filters.
    Seed("a filter on an unknown property", PERSON, "{ nickname: {", "{ nick: {", 2353),
    Seed("an unknown comparison", PERSON, "{ name: { _contains", "{ name: { _like", 2353),
    Seed("a filter of the wrong type", PERSON, "{ name: { _contains: payload.name }", "{ name: { _contains: 5 }", 2322),
    Seed("a filter on a kind of service", SEND, "messages.accounts()", "messages.accounts.whose({ serviceType: 'SMS' })()", 2353),
    Seed("an id of the wrong type", "mail/delete_draft.js", "byId(payload.id)", "byId(payload.subject)", 2345),
    # What is none of an app's.
    Seed("an app by its name", OPEN, "'com.apple.Notes'", "'Notes'", 2769),
    Seed("another app than its own", OPEN, "'com.apple.Notes'", "'com.apple.mail'", 2339),
    Seed("the Objective-C bridge", OPEN, "notes.activate()", "ObjC.import('Foundation')", 2304),
    Seed("a shell", OPEN, "notes.activate()", "notes.doShellScript('date')", 2339),
    Seed("StandardAdditions", OPEN, "notes.activate()", "notes.includeStandardAdditions = true", 2339),
    Seed("a console", OPEN, "notes.activate()", "console.log(1)", 2584),
    Seed("newer than ES2019", CREATE, "replace(/&/g", "replaceAll(/&/g", 2550),
    Seed("an array of ES2022", "mail/read_selected.js", "selected[0];", "selected.at(0);", 2550),
    # What a script says that it takes and gives.
    Seed("another key of the payload", EVENT, "payload.title", "payload.titel", 2551),
    Seed("a result without what it promised", OPEN, "id: payload.id, name", "name", 2741),
    Seed("what is not checked for being there", "calendar/delete_event.js", "event.summary()", "payload.title.owner", 2339),
)
# fmt: on
