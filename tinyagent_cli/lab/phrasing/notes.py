"""Ways of asking for a note: a new one, an old one, something added to one."""

from __future__ import annotations

from typing import Final

from tinyagent_cli.lab.phrasing.bank import Bank, lines, one
from tinyagent_cli.lab.phrasing.plans import Argument, Node
from tinyagent_cli.lab.phrasing.scene import Slots
from tinyagent_cli.planning.embedded.pointing import PipedText


def _name(slots: Slots) -> Argument:
    return one(slots, "title") or one(slots, "about")


def create(slots: Slots) -> list[Node]:
    """A new note."""
    return [Node("create_note", (_name(slots), one(slots, "text"), one(slots, "folder")))]


def create_piped(slots: Slots) -> list[Node]:
    """A new note that holds the piped text."""
    return [Node("create_note", (one(slots, "title"), PipedText(), one(slots, "folder")))]


def show(slots: Slots) -> list[Node]:
    """A note, opened."""
    return [Node("open_note", (one(slots, "title"), one(slots, "folder")))]


def append(slots: Slots) -> list[Node]:
    """Something added to a note; the note is not opened first."""
    return [
        Node("append_note_content", (one(slots, "title"), one(slots, "text"), one(slots, "folder")))
    ]


def append_piped(slots: Slots) -> list[Node]:
    """The piped text, added to a note."""
    return [Node("append_note_content", (one(slots, "title"), PipedText(), one(slots, "folder")))]


_NEW = "[create|make|start|write|add|open|set up|begin|take] [a|a new] note"
_CALLED = "[called|named|titled|with the title|entitled|, title|with title|by the name of]"
_IN = "[in|in my|in the|under|under the|inside the|to the] {folder} folder"

CREATE: Final = Bank(
    "note.create",
    create,
    commands=lines(
        f"""
        {_NEW} {_CALLED} {{notename}}
        {_NEW} {_CALLED} {{notename}} {_IN}
        {_NEW} {_CALLED} {{notename}} [with|with the content|containing|that says|saying|with the text|and write] {{content}}
        {_NEW} {_CALLED} {{notename}} {_IN} [with|with the content|containing|that says|saying|with the text] {{content}}
        {_NEW} {_IN} {_CALLED} {{notename}}
        {_NEW} {_IN} {_CALLED} {{notename}} [with|containing|saying|and add] {{content}}
        {_NEW} {_CALLED} {{notename}} and [put|add|write|include|jot down] {{content}} [in it|there|to it|]
        {_NEW} {_CALLED} {{notename}}: {{content}}
        {_NEW} [saying|that says|with|with the text|to say|:|that reads|containing] {{content}}
        {_NEW} {_IN} [saying|that says|with|:] {{content}}
        {_NEW} [about|on|for] {{about}}
        [create|make|start] a [new|] {{listname}} [with|containing|that has|including|:] {{content}}
        [create|make|start] a new {{listname}}
        [create|make] a note {{notename}}
        make a [quick|short|] note [that|saying|:] {{content}}
        take a note [that|saying|:] {{content}}
        take [this|] down [as a note|]: {{content}}
        [note|jot down|write down|note down|scribble down] [that|] {{content}}
        [jot down|write down] {{content}} in a [new|] note
        [jot down|write down] {{content}} in a [new|] note {_CALLED} {{notename}}
        [save|store|put|keep|record] {{content}} [in|as|into] a [new|] note {_CALLED} {{notename}}
        [save|store|keep|record] {{content}} [in|as|into] a [new|] note
        [save|store|put] {{content}} [in|as|into] a new note {_IN}
        create {{notename}} as a new note {_IN}
        take a note [for me|] [to remember|about|of|on] {{about}}
        take a note for me to remember {{content}}
        [remember|save|record] that {{that}}
        [take|make|write] a note that {{that}}
        [make|write] a [new|] note: {{letter}}
        [make|start|create] a {{listname}} with {{content}}
        [write|save|put] {{content}} in my notes
        [write|put] {{content}} in a note {_IN}
        [jot|write|note|take|put] this down: {{content}}
        [jot|write|note] down: {{content}}
        [keep|make] a note of {{content}}
        scribble {{content}} into a new note
        make me a note about {{about}}
        [pop|drop|stick] {{content}} [in|into] a [new|fresh] note
        [pop|drop|file|log] {{content}} [in|into] a [new|fresh] note {_CALLED} {{notename}}
        [pop|drop|file|log] {{content}} [in|into] a new note {_IN}
        [have|get] a note {_CALLED} {{notename}} made [with|saying] {{content}}
        [have|get] a [new|] note {_CALLED} {{notename}} [ready|set up|started] [for me|]
        [put together|draw up|draft|type up] a note {_CALLED} {{notename}} [with|containing|listing|:] {{content}}
        [put together|draw up|draft] a note [on|about] {{about}}
        [put|get] {{content}} [down|down in writing|on paper] [as a note|]
        under {{folder}}, [create|start|make] a note {_CALLED} {{notename}} [with|saying|:] {{content}}
        in [my|the] {{folder}} folder, [create|start|make|add] a note {_CALLED} {{notename}}
        [give me|open|create] a [blank|new|fresh|empty] note {_CALLED} {{notename}}
        [give me|open|create] a [blank|new|fresh|empty] note {_CALLED} {{notename}} {_IN}
        [make|add|create] a note, {{notename}}, [with|saying|that says] {{content}}
        write {{content}} and [save|keep|file] it as a note {_CALLED} {{notename}}
        [title|name|call] a new note {{notename}} and [write|put] {{content}} [in it|there]
        """
    ),
    sentences=lines(
        f"""
        new note: {{content}}
        new note {{notename}}: {{content}}
        note to self: {{content}}
        note to self, {{content}}
        [I need|I want|I'd like] a [new|] note {_CALLED} {{notename}} [with|that says|containing] {{content}}
        [I need|I want|I'd like] a [new|] note {_CALLED} {{notename}} {_IN}
        note {_CALLED} {{notename}} with {{content}}
        note: {{content}}
        let's start a note {_CALLED} {{notename}}
        [can|could] you [note|jot down|write down|remember] [that|] {{content}}
        [I'd like|I want|I need] {{content}} [noted|written down|saved in a note|in my notes]
        {{content}}, [note that|make a note of that|write that down|jot that down]
        here's something to note: {{content}}
        [add|put] a note: {{content}}
        [for the record|for my notes|to remember]: {{content}}
        [there should be|I should have] a note {_CALLED} {{notename}} [with|saying] {{content}}
        """
    ),
    weight=2.4,
)

CREATE_PIPED: Final = Bank(
    "note.create.piped",
    create_piped,
    commands=lines(
        f"""
        {_NEW} {_CALLED} {{notename}}
        {_NEW} {_CALLED} {{notename}} {_IN}
        {_NEW} {_CALLED} {{notename}} [with|from|out of|containing] [this|this text|that|the text]
        {_NEW} {_IN} {_CALLED} {{notename}} [with|from] [this|it|that]
        {_NEW} [with|from|out of] [this|this text|that|the above]
        {_NEW} [of|from|with|out of] [this|that|it|this text|these] {_CALLED} {{notename}}
        make a note of [this|that|it|this text] {_CALLED} {{notename}}
        [take|make|write] a note of [this|that] [and call it|named|, title|under the name|as] {{notename}}
        [note|write|jot] [this|that] down as {{notename}}
        [save|store|put|keep|file|dump] [this|it|that|these|this text|the text] [in|as|into] a [new|] note {_CALLED} {{notename}}
        [save|store|put|keep|file] [this|it|that] [in|as|into] a [new|] note
        [save|store|put|keep] [this|it|that|the text] [in|as] a note {_CALLED} {{notename}} {_IN}
        [save|store|put|keep] [this|it] [in|as] a note {_IN}
        [make|turn] this into a note {_CALLED} {{notename}}
        note this down
        """
    ),
    weight=0.0,
)

OPEN: Final = Bank(
    "note.open",
    show,
    commands=lines(
        f"""
        open [the|my] note {_CALLED} {{notename}}
        open [the|my|] note {{notename}}
        open [the|my|] note {{notename}} {_IN}
        open [the|my] {{notename}} note
        open [the|my] {{notename}} note {_IN}
        open [up|] [my|the] {{listname}}
        open [up|] my notes [on|about] {{notename}}
        open {{notename}} in [notes|my notes|the notes app|Notes]
        [pull up|bring up|show|show me|display|go to|find|get|find me|look at] [the|my] {{notename}} note
        [pull up|bring up|show|show me|display|go to|find|get] [the|my] note {_CALLED} {{notename}}
        [pull up|bring up|show me|display|get] my {{listname}}
        [show|show me|bring up|pull up] [the|my] note {{notename}} {_IN}
        [read|check|view|see] [my|the] {{notename}} note
        [view|access|launch|check] the note {{notename}} {_IN}
        [let me see|let me look at|take me to] my {{notename}} note
        [dig up|dig out|hunt down|fetch] [the|my] {{notename}} note
        [dig up|dig out|hunt down|fetch] [the|my] note {_CALLED} {{notename}}
        [read|read me|recall] [the|my] {{notename}} note
        [read|read me|look up|recall] [the|my] note {_CALLED} {{notename}} {_IN}
        [look|have a look] at [my|the] {{listname}}
        [look|have a look] at [my|the] note {_CALLED} {{notename}}
        [get|bring] {{notename}} up [from|in] my notes
        from [my|the] {{folder}} folder, [open|show|get] [the|] note {{notename}}
        """
    ),
    sentences=lines(
        f"""
        what's [on|in] my {{listname}}?
        what is [on|in] my {{listname}}
        what [did I write|does it say|have I got] in [the|my] {{notename}} note?
        where is my {{notename}} note?
        [I need|I want] to [see|look at|read] [my|the] {{notename}} note
        [I need|I want] to [see|look at|read] the note {_CALLED} {{notename}}
        my {{listname}}
        [is|do I have] {{item}} on my {{listname}}?
        [how many|which] [items|things] are on my {{listname}}?
        [tell me|read me|list] what is on my {{listname}}
        [where did I put|I'm looking for|I can't find] my {{notename}} note
        [what have I|what did I] [put|write] on my {{listname}}?
        [can|could] I see [my|the] {{notename}} note?
        what did I [note|write|jot down] about {{notename}}?
        [have I|did I] put {{item}} on my {{listname}}?
        """
    ),
    weight=1.4,
)

_ADD = "[add|append|put|write|include|insert|jot down]"
APPEND: Final = Bank(
    "note.append",
    append,
    commands=lines(
        f"""
        {_ADD} {{item}} [to|on|onto] [my|the|our] {{listname}}
        {_ADD} [some|more|a|] {{item}} [to|on] [my|the] {{listname}}
        {_ADD} {{content}} [to|on|in|onto] [my|the] {{listname}}
        {_ADD} {{content}} [to|in|into|at the end of] [my|the] note {_CALLED} {{notename}}
        {_ADD} {{content}} [to|in|into] [my|the] {{notename}} note
        {_ADD} {{content}} [to|in|into] [my|the|] note {{notename}}
        {_ADD} {{content}} [to|in|into] [my|the] {{notename}} note {_IN}
        {_ADD} {{content}} [to|in|into] [my|the] note {_CALLED} {{notename}} {_IN}
        {_ADD} {{content}} [to|in] {{notename}} in [my notes|Notes|the notes app]
        [add|append] to [my|the] {{notename}} note [that|:|the line|] {{content}}
        [add|append] to [my|the] note {_CALLED} {{notename}} [that|:] {{content}}
        [add|append] to my {{listname}}: {{content}}
        [throw|stick|get|pop|chuck] {{item}} [on|onto] [my|the] {{listname}}
        [update|extend|edit] [my|the] {{notename}} note with {{content}}
        [update|extend] [my|the] {{notename}} note {_IN} [with|and add|to include] {{content}}
        [update|extend] my {{listname}} with {{content}}
        [append|add] {{content}} to the existing note {{notename}}
        [write|put|note] {{content}} [down|] [in|on] my {{listname}}
        [in|on] my {{listname}} [add|put|write] {{item}}
        add {{item}} to [my|the] {{listname}} [cause|because|as] [I'm out|we ran out|I'm all out of it|we need it|there is none left]
        [get|have] {{item}} [added to|put on] my {{listname}}
        [include|list|mark down|place|insert|note] {{item}} [on|in|to] [my|the] {{listname}}
        [also|] put [a|some|more|] {{item}} on the {{listname}}
        add to my {{listname}}: {{content}}
        add to [my|the] {{listname}} {{item}}
        [tack|stick|slap] {{item}} onto my {{listname}}
        [write|add] {{content}} under my {{notename}} note
        [note|log|record] {{content}} in [the|my] {{notename}} note
        [add|append|write] one more [line|thing|point] to [my|the] {{notename}} note: {{content}}
        [add|append|write] one more [line|thing] to [my|the] note {_CALLED} {{notename}}: {{content}}
        [fill in|type|enter] {{content}} [in|into] [my|the] {{notename}} note
        in [my|the] {{notename}} note, [add|write|put|include|append] {{content}}
        in [my|the] note {_CALLED} {{notename}}, [add|write|put|include|append] {{content}}
        to [my|the] note {_CALLED} {{notename}} [add|append] {{content}}
        to [my|the] {{notename}} note [add|append] {{content}}
        [supplement|complete|continue] [my|the] {{notename}} note with {{content}}
        [supplement|complete|continue] [my|the] note {_CALLED} {{notename}} {_IN} with {{content}}
        [place|drop|slot|write in] {{content}} [in|into|under] [my|the] note {_CALLED} {{notename}}
        [add|append|write] {{content}} [to|in] {{notename}} {_IN}
        have {{content}} [appended|added] to [my|the] note {_CALLED} {{notename}}
        [pop|bung|whack|jot] {{item}} [on|onto] [the|my|our] {{listname}}
        [remember|note] {{item}} for [the|my] {{listname}}
        """
    ),
    sentences=lines(
        """
        [I need|we need|we're out of|I ran out of|we ran out of|we're low on] {item}, [add it|put it|add that|please add it|can you put it] [to|on] [my|the] {listname}
        {item} [should be|needs to go|goes] on [my|the] {listname}
        {listname}: {item}
        {item} on the {listname} [please|]
        {item} [has to|must|needs to|should] be [added to|put on|on] my {listname}
        [I'm|we're] [out of|low on] {item}, [add it to|put it on|can you add that to|will you put that on] [my|the] {listname}
        [can|may] I [get|have] {item} on my {listname}?
        may I suggest we put {item} on the {listname}
        for the {listname}, add {item} [as well|]
        [don't forget|be sure to put] {item} on my {listname}
        make sure {item} is on my {listname}
        on my {listname} [please|] put {item}
        to my {listname} [please|] add {item}
        [I want|I'd like] {item} [on|added to|put on] my {listname}
        [I need to|I have to] {chore}, [put it on|add it to] my {listname}
        [could|can|would] you [stick|put|add|pop|get] {item} [on|onto|to] [the|my] {listname}?
        {item}, [add|put] [it|that] [to|on] [my|the] {listname}
        {item} and then some, [add|put] [it|that] [to|on] [my|the] {listname}
        [my|the] {listname} needs {item}
        [we could use|we should get|I could do with] {item}, [add that to|put that on] [the|my] {listname}
        [I almost forgot|oh and|ah], {item} [for|on] the {listname}
        """
    ),
    weight=2.4,
)

APPEND_PIPED: Final = Bank(
    "note.append.piped",
    append_piped,
    commands=lines(
        f"""
        [add|append|put|write|save|paste] [this|it|that|this text|these|the text] [to|in|into|at the end of] [my|the] {{notename}} note
        [add|append|put|paste] [this|it|that|this text] [to|in] [my|the] note {_CALLED} {{notename}}
        [add|append|put|paste] [this|it|that] [to|in] [my|the|] note {{notename}} {_IN}
        [add|append|put] [this|these|them|it|that] [to|on] my {{listname}}
        [update|extend] [my|the] {{notename}} note with [this|that|it]
        append to [my|the] {{notename}} note
        """
    ),
    weight=0.0,
)


def _with_chore(slots: Slots) -> Slots:
    return {**slots, "text": slots["chore"]} if "chore" in slots else slots


def append_any(slots: Slots) -> list[Node]:
    """Something added to a list, be it a thing or a chore."""
    return append(_with_chore(slots))


BANKS: Final = (
    CREATE,
    CREATE_PIPED,
    OPEN,
    Bank("note.append", append_any, APPEND.commands, APPEND.sentences, APPEND.weight),
    APPEND_PIPED,
)
