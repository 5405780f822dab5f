"""Ways of asking to be reminded."""

from __future__ import annotations

from typing import Final

from tinyagent_cli.lab.phrasing.bank import Bank, lines, one
from tinyagent_cli.lab.phrasing.plans import Node
from tinyagent_cli.lab.phrasing.scene import Slots


def remind(slots: Slots) -> list[Node]:
    """A reminder."""
    return [
        Node(
            "create_reminder",
            (one(slots, "chore") or one(slots, "title") or one(slots, "about") or one(slots, "text"),
             one(slots, "when"), one(slots, "notes"), one(slots, "list"), one(slots, "priority")),
        )
    ]  # fmt: skip


_A = "[create|set|add|make|set up|give me|schedule|put in] a [new|] reminder"
REMIND: Final = Bank(
    "reminder",
    remind,
    commands=lines(
        f"""
        remind me to {{chore}}
        remind me to {{chore}} {{when}}
        remind me {{when}} to {{chore}}
        remind me {{when}} [that I have to|that I need to|that I should|that I must] {{chore}}
        remind me [that I need to|that I have to|I need to|I have to] {{chore}} {{when}}
        remind me [about|of] {{about}} {{when}}
        remind me {{when}} [about|of] {{about}}
        remind me [about|of] [the|my] {{thing}} {{when}}
        remind me [about|of] [the|my|] {{gatheringwhat}} {{when}}
        remind me [about|of] [the|my|] {{meetname}} {{when}}
        {_A} for [the|my|] {{meetname}} {{when}}
        remind me that {{that}} {{when}}
        remind me that {{that}}
        remind me by {{clock}} {{day}} to {{chore}}
        remind me to {{chore}} [by|before] {{day}} {{clock}}
        remind me to {{chore}} [at|by] {{clock}} [on|] {{day}}
        {_A} to {{chore}}
        {_A} to {{chore}} {{when}}
        {_A} {{when}} to {{chore}}
        {_A} {{when}} [for|about] {{about}}
        {_A} [for|about] {{about}} {{when}}
        {_A} for [my|the] {{thing}} {{when}}
        {_A} [named|called|titled|with the title|for|that says|:] {{title}} {{when}}
        {_A} [named|called|titled|with the title] {{title}} [due|for|due on|due by|by] {{day}} [at|by] {{clock}}
        {_A} [named|called|titled] {{title}} {{when}} with {{priority}} priority
        {_A} to {{chore}} {{when}} with {{priority}} priority
        {_A} to {{chore}}, {{priority}} priority, due {{day}}
        {_A} to {{chore}} [in|on] my {{inlist}} list
        {_A} to {{chore}} {{when}} [in|on] [my|the] {{inlist}} list
        {_A} [named|called|titled] {{title}} {{when}} [in|on] the {{inlist}} list
        {_A} to {{chore}} {{when}} [with the note|with notes|and note|with the notes|, note:] {{notes}}
        {_A} [for|on] {{day}} at {{clock}}: {{chore}}
        {_A} [named|called|titled] {{title}} [due|for] {{day}}, [in|on] the {{inlist}} list, with {{priority}} priority and notes {{notes}}
        [set|create|add|make] a {{priority}} priority reminder to {{chore}} {{when}}
        [set|create|add|make] a {{priority}} priority reminder [for|called|titled] {{title}} {{when}}
        [make sure I|don't let me forget to|don't let me forget to|see that I] {{chore}} {{when}}
        don't let me forget [about|] {{about}} {{when}}
        [add|put] {{chore}} [to|on|in] my reminders
        [add|put] {{chore}} [to|in] my reminders [for|due] {{when}}
        [nudge|ping|poke|prompt|notify|alert] me to {{chore}} {{when}}
        [alert|notify] me {{when}} [about|of] {{about}}
        tell me to {{chore}} {{when}}
        remember to {{chore}} {{when}}
        remind me {{when}} [that|] {{that}}
        [poke|nudge|bug|ping|buzz] me {{when}} [about|to do] {{about}}
        give me a [nudge|shout|ping|heads up] {{when}} to {{chore}}
        help me [to|] remember to {{chore}} {{when}}
        remind to {{chore}} {{when}}
        remind me [about|of] {{weekday}}'s {{meetname}}
        remind me [about|of] {{weekday}}'s {{gatheringwhat}} at {{clock}}
        {_A} for {{weekday}}'s {{gatheringwhat}}
        remind me when I [get home|get to work|get to the office|leave|wake up|get back] to {{chore}}
        {_A} for {{day}}, {{chore}}
        {_A} {{when}}, {{chore}}
        {_A}, {{chore}} {{when}}
        {_A} that {{that}}
        {_A} that says {{chore}} {{when}}
        [send|give] me a reminder {{when}} to {{chore}}
        [send|give] me a [reminder|notification|heads up] [about|of|for] {{about}} {{when}}
        [set|create] a [notification|alert] {{when}} [about|for] {{about}}
        put [a|] reminder [on|in] my [phone|list] to {{chore}} {{when}}
        [schedule|set] a daily reminder to {{chore}}
        [keep|have] me [reminded|posted] to {{chore}} {{when}}
        [set|create|make] [me|] a reminder {{when}} to {{chore}} [in|on] my {{inlist}} list
        [get|have] me reminded to {{chore}} {{when}}
        [remind me|set a reminder] {{day}} [at|] {{clock}} to {{chore}}
        remind me {{when}} [to|that I have to] {{chore}}, it's {{priority}} priority
        remind me [about|of] {{title}} {{when}}
        remind me [not to forget|to not forget] {{about}} {{when}}
        [ping|alert|prompt] me {{when}} to {{chore}}
        [nudge|poke|bug|buzz|jog] me {{when}} to {{chore}}
        [make sure|see to it that|ensure] I {{chore}} {{when}}
        [make sure|see to it that] I don't forget to {{chore}} {{when}}
        don't let me forget to {{chore}} {{when}}
        don't let me forget {{about}} {{when}}
        don't let me forget to {{chore}}
        tell me {{when}} to {{chore}}
        tell me to {{chore}} {{when}}
        [put|add] {{chore}} [on|to] my [reminders|reminder list|to-dos in Reminders] [for {{day}}|{{when}}]
        [add|put] {{chore}} [to|on] my {{inlist}} reminders {{when}}
        [add|put] a reminder [on|to|in] [my|the] {{inlist}} list to {{chore}} {{when}}
        [add|put] a reminder to {{chore}} [on|to|in] [my|the] {{inlist}} list [due|for] {{day}}
        [add|create|set] [a|an] {{priority}} priority reminder to {{chore}} {{when}}
        [add|create|set] [a|an] {{priority}} priority reminder [called|titled|named] {{title}} {{when}}
        [add|create|set] [a|an] {{priority}} reminder to {{chore}} {{when}}
        [add|create|set|give me] [a|an] {{priority}} reminder [called|titled|named|for] {{title}} {{when}}
        [add|create|set] [a|an] {{priority}} priority reminder [in|on|to] [my|the] {{inlist}} list to {{chore}} {{when}}
        [add|create|set] [a|an] {{priority}} priority reminder [in|on] [my|the] {{inlist}} list [called|titled|named] {{title}}, due {{day}}
        {_A} to {{chore}} {{when}}, priority [is|:|] {{priority}}
        {_A} [called|titled|named] {{title}} {{when}}, priority: {{priority}}, notes: {{notes}}
        {_A} [called|titled|named] {{title}} {{when}}, list: {{inlist}}, priority: {{priority}}
        [on|in] [my|the] {{inlist}} list, [remind me to|add a reminder to] {{chore}} {{when}}
        [put|add] {{chore}} [on|in|to] [my|the] {{inlist}} reminders {{when}}
        {_A} [with|of] {{priority}} priority to {{chore}} {{when}}
        {_A} [with|of] {{priority}} priority [called|titled|named] {{title}} [due|for] {{day}}
        {_A} so [that|] I {{chore}} {{when}}
        {_A} so I don't forget to {{chore}} {{when}}
        have a reminder [come up|pop up|go off|ready] {{when}} to {{chore}}
        {{when}}, remind me to {{chore}} with the [note|notes] {{notes}}
        remind me to {{chore}} {{when}}, [notes|note]: {{notes}}
        remind me to {{chore}} {{when}} and [note|add|write] {{notes}} [in the notes|with it|in it]
        remind me to {{chore}} [on|in] [my|the] {{inlist}} list
        remind me {{when}} to {{chore}}, [put it on|in|on] [my|the] {{inlist}} list
        """
    ),
    sentences=lines(
        """
        [I need|I want|I'd like] [a reminder|to be reminded] to {chore} {when}
        [I need|I want|I'd like] a reminder [about|for] {about} {when}
        [I need to|I have to|I must|gotta] {chore} {when}, [remind me|please remind me|set a reminder|can you remind me]
        [I have|there's|I've got] [a|my] {thing} {when}, [remind me|please remind me|set a reminder]
        reminder: {chore} {when}
        reminder to {chore} {when}
        reminder {when} {chore}
        {when} remind me [that|] {that}
        {when} remind me [about|of] {about}
        I keep [forgetting|neglecting] to {chore}, [nudge|ping|poke|remind] me {when}
        I [must not|mustn't|better not] forget to {chore} {when}
        [I don't want to|I can't] forget to {chore} {when}
        [I have|there's] [a|] {meetname} {when}, [remind me|set a reminder|please remind me of it]
        how about a reminder to {chore} {when}?
        [today|tonight] I have to {chore}, remind me at {clock}
        need a reminder [for|about] {about} {when}
        {chore} - remind me {when}
        you [need to|should] remind me to {chore} {when}
        I'd hate to forget {about} {when}, [set a reminder|remind me]
        {chore} {when}, [remind me|reminder|set a reminder]
        {when} [remind me|I need to be reminded|please remind me] to {chore}
        [at|by] {clock} {day}, remind me to {chore}
        can I get a reminder {when} to {chore}?
        [when it's|come] {day}, remind me to {chore}
        I [keep forgetting|always forget|don't want to forget] to {chore}, remind me {when}
        [I'd appreciate a reminder|a reminder would be nice] to {chore} {when}
        {priority} priority: {chore} {when}, [remind me|reminder]
        {priority} reminder: {chore} {when}
        [it's important|it's vital|I really need] to {chore} {when}, [remind me|so remind me|don't let me forget]
        {chore} {when}, [don't let me forget|make sure I don't forget|nudge me]
        {chore}, remind me {when}
        [I'll forget|I know I'll forget|I tend to forget] to {chore}, so remind me {when}
        [set|put] one for {when} too, to {chore}
        a reminder for {when}: {chore}
        [reminder|todo] for {day}: {chore}
        [do remind|please do remind|kindly remind] me {when} to {chore}
        """
    ),
    weight=3.2,
)

BANKS: Final = (REMIND,)
