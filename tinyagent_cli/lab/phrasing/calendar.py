"""Ways of asking for an event, with and without guests."""

from __future__ import annotations

from typing import Final

from tinyagent_cli.lab.phrasing.bank import Bank, lines, mails, one, people, whole_time
from tinyagent_cli.lab.phrasing.plans import Node
from tinyagent_cli.lab.phrasing.scene import Slots


def event(slots: Slots) -> list[Node]:
    """An event, its people invited."""
    guests = mails(people(slots, "with", "ps"))
    return [
        Node(
            "create_calendar_event",
            (one(slots, "title"), whole_time(slots), None, one(slots, "place"), guests,
             one(slots, "notes") or one(slots, "text"), one(slots, "calendar")),
        )
    ]  # fmt: skip


WITH_GUESTS: Final = Bank(
    "event.guests",
    event,
    commands=lines(
        """
        [schedule|set up|arrange|plan|book|create|organize|put together|get] a {gatheringwith} {when}
        [schedule|set up|arrange|plan|book|create|make] {gatheringwith} {when} [at|in] {place}
        [schedule|set up|arrange|plan|book] {gatheringwith} [on|for] {day} {hours}
        [schedule|set up|plan|book] {gatheringwith} at {clock} {day} {length}
        [schedule|set up|arrange|book] {gatheringwith}
        [set|make|book|add|fix] [up|] [a|] {gatheringwith} {when} [on|to|in] my calendar
        [add|put] [a|] {gatheringwith} [on|in|to|into] [my|the] [calendar|schedule|agenda|diary] {when}
        [put|add] {when} {gatheringwith} [on|to] my calendar
        pencil [me|us] in for [a|] {gatheringwith} {when}
        pencil [me|us] in for a {gatheringwhat} {when} with {ps}
        [pencil in|block off time for|block out time for|slot in] [a|] {gatheringwith} {when}
        [schedule|set up|arrange|plan|book|create] a {gatheringwhat} with {ps} {when}
        [schedule|set up|arrange|plan|book|create] a {gatheringwhat} {when} with {ps}
        [schedule|set up|arrange|plan] a {gatheringwhat} for {ps} {when} [at|in] {place}
        [schedule|set up|create] a {gatheringwhat} [at|in] {place} {when} and invite {ps}
        [schedule|set up|create|make] [a calendar event|an event|a calendar entry|an appointment] [for|called|named|titled] {title} {when} with {ps}
        create [a|a new] [calendar|] event [titled|called|named|for|with the title] {title} {when}, [inviting|and invite|with] {ps}
        create [a|a new] calendar event [titled|called|named|for] {title} {when} [at|in] {place}, [inviting|and invite|with attendees|with invitees|with] {ps}
        create [a|a new] calendar event [titled|called|named] {title} on {day} {hours} [at|in] {place} [with|inviting] {ps} [as participants|as attendees|as invitees|]
        create [a|a new] calendar event [titled|called] {title} for {day} at {clock} and invite {ps}
        create [a|a new] calendar event [titled|called|for] {title} {when} with {ps} as [participants|invitees|attendees|guests]
        create [a|a new] calendar event [titled|called|for] {title} {when} [at|in] {place}, invite {ps}, and [add|include] [the|a] note {notes}
        create an event [called|named|titled|for] {title} {when} with {ps} [and|, ] [add|include|with] [the|] notes {notes}
        [add|put] [a|] {gatheringwith} {when} [to|on|in] [my|the|our] {calendar} calendar
        [schedule|book|create] [a|] {gatheringwith} {when} [on|in] [my|the|our] {calendar} calendar
        [create|add|make] an event [called|titled|named|for] {title} {when} with {ps} [on|in|to] [my|the|our] {calendar} calendar
        [create|add|make] an event [in|on] [my|the|our] {calendar} calendar [called|titled|named|for] {title} {when} [and invite|inviting|with] {ps}
        [in|on] [my|the|our] {calendar} calendar, [create|add|schedule|put] [a|] {gatheringwith} {when}
        [put|get] {title} [in|on] [the calendar|calendar] {calendar} {when} and invite {ps}
        invite {ps} to {title} {when}
        invite {ps} to {title} {when} [at|in] {place}
        invite {ps} [for|to] [a|] {gatheringwhat} {when}
        invite {ps} [over|] for {gatheringwhat} [at|in] {place} {when}
        send {ps} [a calendar invite|an invite|an invitation|a meeting invite|a calendar invitation] [for|to] {title} {when}
        send [a calendar invite|an invite|an invitation|a meeting invitation] [for|to] {title} {when} to {ps}
        get {ps} [on|into] my calendar for a {gatheringwhat} {when}
        [book|schedule|find|set aside] [time|some time|{dur}] {when} for a {gatheringwhat} with {ps}
        [host|hold|organize|throw] a {gatheringwhat} {when} with {ps}
        plan {title} {when} with {ps}
        [schedule|book|set up|create|arrange] a {adur} [meeting|event|call|appointment] [called|titled|named|for|about] {title} with {ps} {when}
        [schedule|book|set up|create|arrange] a {adur} [meeting|event|call] with {ps} [called|titled|named] {title} {when}
        [schedule|book|set up|create|arrange] a {adur} [meeting|event|call] with {ps} {when} [called|titled|named|about] {title}
        [schedule|book|set up|create|arrange] a {adur} {gatheringwith} {when}
        [schedule|book|set up] a {gatheringwith} {when} for {dur}
        [schedule|book|set up|arrange] [a|an] [meeting|appointment|event] with {ps} {when} [called|titled|named|about] {title}
        [schedule|book|set up|create] [a meeting|an event|a calendar event] {when} with {ps} [called|titled|named] {title} [at|in] {place}
        [schedule|book|have] {gatheringwhat} {when} with {ps}
        [put|add|set] a {gatheringwhat} [on|in] my [schedule|calendar] with {ps} [for|on|at] {day} [at|] {clock}
        [get|book] me a {gatheringwith} {when}
        [note|mark|save|remember] [on my calendar|in my calendar|] that I have [a|] {gatheringwith} {when}
        {meetwith} {when}, put it on my calendar
        fix [up|] a {gatheringwith} {when}
        [let|invite] {ps} [know about|to] my {gatheringwhat} {when} with a calendar invite
        add {ps} to a new [event|meeting] [called|about] {title} {when}
        create [an invite|a meeting invite|a calendar invite] for {ps} for {title} {when}
        [get|bring] {ps} together for [a|] {gatheringwhat} {when}
        [get|bring] {ps} together {when} [at|in] {place} for [a|] {gatheringwhat}
        [line up|lock in|put in|work in] [a|] {gatheringwith} {when}
        [line up|lock in|put in] [a|] {gatheringwith} {when} [at|in] {place}
        for {day} at {clock}, [schedule|set up|book|plan] a {gatheringwith}
        for {day} at {clock}, [schedule|set up|book|plan] a {gatheringwhat} with {ps}
        [with|together with] {ps}, [schedule|plan|set up] a {gatheringwhat} {when}
        [at|in] {place}, [schedule|plan|set up|book] a {gatheringwith} {when}
        [create|make|add] an event {when} [at|in] {place} [called|titled|named] {title} [and invite|inviting|for] {ps}
        [create|make|add] an event [called|titled|named] {title}, {when}, [at|in] {place}, [inviting|with] {ps}
        [create|make|add] an event [called|titled|named] {title}, with {ps} [invited|attending|as guests], {when}
        [create|make|add|put] {title} [on|in|to] [my|the] calendar {when} and invite {ps}
        [create|make|add|put] {title} [on|in|to] [my|the] calendar {when}, [at|in] {place}, with {ps}
        invite {ps} to a {gatheringwhat} {when} [at|in] {place}
        [set up|schedule|book] a {gatheringwhat} [called|titled|named] {title} with {ps} {when}
        [set up|schedule|book] [a|] {gatheringwith} {when}, [it should last|lasting|it takes] {dur}
        """
    ),
    sentences=lines(
        """
        [I have|I've got|there's] a {gatheringwith} {when}, [put it on|add it to|please add it to|save it in] my calendar
        [I have|I've got] a {gatheringwith} {when}, [can you|please] [schedule it|add that to my calendar|put it in the calendar]
        [I'm having|we're having|I'd like to have] {gatheringwhat} with {ps} {when}, [please|] [schedule it|add it to my calendar|put it in my calendar|invite them]
        {gatheringwith} {when}
        {gatheringwith} {when} [at|in] {place}
        {when} {gatheringwith}
        {gatheringwhat} {when} with {ps}
        {gatheringwhat} {when} with {ps} [at|in] {place}
        {gatheringwhat} with {ps} {when}
        {day} {gatheringwhat} {clock} with {ps}
        {gatheringwith} {clock} {day}
        {gatheringwhat} {clock} {day} with {ps} [at|@] {place}
        [could|can] you [get|put] {gatheringwhat} with {ps} on [my|the] calendar {when}?
        [I need|I want|I'd like|I have] to {meetwith} {when}, [schedule it|put it on the calendar|set it up|add it to my calendar|send an invite]
        [I need|I want|I'd like] to {meetwith} {when}
        I'm [meeting|seeing] {ps} {when} for a {gatheringwhat}, [schedule it|put it on the calendar|add it to my calendar]
        [I need|I want|we need] to schedule a {adur} {gatheringwith} {when}
        {day} {clock} {gatheringwith}
        {day} [at|] {clock}: {gatheringwith} [at|in] {place}
        new [event|appointment|meeting|calendar event]: {gatheringwith} {when}
        [calendar|event|schedule]: {gatheringwith} {when}
        {ps} and I have a {gatheringwhat} {when}, [schedule that|put that on my calendar|add an event]
        [get|I want|I need|I'd like] a {gatheringwith} [scheduled|booked|set up|on the calendar] {when}
        let's [get|have|do] {gatheringwhat} with {ps} {when} on the calendar
        [do you think you could|is it possible to|would it be possible to] [schedule|set up|arrange] a {gatheringwith} {when}?
        make sure [there is|I have] a {gatheringwith} [on|in] my calendar {when}
        {title}, {when}, [at|in] {place}, with {ps}
        """
    ),
    weight=3.0,
)

ALONE: Final = Bank(
    "event.alone",
    event,
    commands=lines(
        """
        [add|put] [a|an|my|the|] {thing} [to|on|in|into] [my|the] [calendar|schedule|agenda|diary|planner] {when}
        [add|put] {thing} {when} [to|on|in] [my|the] [calendar|schedule|agenda]
        [add|put] {when} {thing} [to|on] my calendar
        [add|put] {thing} [at|in] {place} {when} [to|on|in] [my|the] calendar
        [add|create|make|set|set up|schedule] [a|an|] [new|] [event|calendar event|appointment|calendar entry|entry] [for|called|named|titled] {title} {when}
        [add|create|make|set up|schedule] [a|an] [event|calendar event] [for|called|named|titled] {title} {when} [at|in] {place}
        create [a|a new] calendar event [titled|called|named|for|with the title] {title} [on|for] {day} {hours} [at|in] {place}
        create [a|a new] calendar event [titled|called|named|for] {title} {when} [at|in] {place} [with the notes|with notes|and add the note|with the description] {notes}
        create [a|a new] calendar event {when} [titled|called|named] {title}
        create [a|a new] calendar event [titled|called] {title} starting at {clock} {day} [and lasting|lasting] {dur}
        [schedule|book|plan|arrange|set up] [a|my|the|] {thing} {when}
        [schedule|book|plan] {thing} [on|for] {day} [at|from] {clock}
        [schedule|book|plan] {thing} {when} [at|in] {place}
        [schedule|plan|organize|host] [a|the] {gatheringwhat} {when} [at|in] {place}
        [schedule|plan|organize|hold|set up] [a|the|] {gatheringwhat} {when}
        [mark|note|save|enter|log|jot down|record] [a|my|] {thing} {when} [in|on] [my|the] [calendar|agenda]
        [mark|block|block off|reserve|block out|book] [my calendar|my schedule|the calendar|time|time in my calendar] {when} for {thing}
        [block|block off|reserve|hold] {hours} {day} for {thing}
        [save the date for|save] {title} {when} [in my calendar|on my calendar|as an event]
        [put|add] an event {when} [for|called] {title}
        [set|make|fix] [an|] appointment [for|with the|at the] {thing} {when}
        update my calendar with {thing} {when}
        [add|put|enter|save|stick] [a|an|my|the|] {thing} {when} [to|on|in|into] [my|the|our] {calendar} calendar
        [add|put|enter|save] [a|an|my|the|] {thing} [to|on|in|into] [my|the|our] {calendar} calendar {when}
        [schedule|book|plan|block] {thing} {when} [on|in] [my|the|our] {calendar} calendar
        [create|add|make|schedule] [an event|a calendar event|an entry] [in|on] [my|the|our] {calendar} calendar [for|called|titled|named] {title} {when}
        [create|add|make|schedule] [an event|a calendar event] [called|titled|named] {title} {when} [at|in] {place} [in|on|to] [my|the|our] {calendar} calendar
        [create|add|schedule] {title} {when} [in|on|to] the calendar [called|named|] {calendar}
        [in|on] [my|the|our] {calendar} calendar, [add|put|create|schedule] {thing} {when}
        update my {calendar} calendar with {thing} {when}
        [create|add|schedule] [an event|a calendar event] [called|titled|named|for] {title} {when}, [calendar|calendar:] {calendar}
        [create|add|schedule] [an event|a calendar event] [called|titled|named|for] {title} {when}, [notes|note|with the notes]: {notes}
        [schedule|book|set up|create|add] a {adur} [meeting|event|call|appointment] [called|titled|named|for] {title} {when}
        [schedule|book|set up|create|add] a {adur} [meeting|event] {when} [called|titled|named] {title}
        [create|add] [a|an] [event|meeting] [called|named] {title} {when} for {dur}
        [block|reserve|hold] {dur} {when} for {thing}
        [make|add] a calendar [entry|note|item] [for|that says] {title} {when}
        [put|add] down {thing} {when}
        set {thing} {when}
        [note|mark|save|remember] [on my calendar|in my calendar|] that I have [a|my|] {thing} {when}
        add to [my|the] [calendar|schedule] [a|my|] {thing} {when}
        add to [my|the] calendar: {thing} {when}
        on {day} [add|put|schedule|set] {thing} [to|on|in] my calendar
        [calendar|schedule in|diarise|log] {thing} {when}
        [mark|put] down {when} as {thing}
        [make|set|mark] {day} as {title} [in|on] my calendar
        repeat {thing} {when} [in|on] my calendar
        [add|put] {title} [for|on] {day} at {clock} [to|in|on] [my|the] {calendar} calendar
        [block|block off|block out|keep|set aside|free up] {when} for {thing}
        [keep|set aside|reserve] {dur} {when} for {thing}
        [slot|squeeze|fit|pop|drop] {thing} [in|into my calendar|into my schedule|in the diary] {when}
        [pencil in|pencil] [a|my|the|] {thing} {when}
        [line up|lock in|put in|enter] [a|my|the|] {thing} {when} [in my calendar|in the calendar|]
        for {day} at {clock}, [schedule|add|book|put in] [a|my|] {thing}
        [at|in] {place}, [schedule|plan|book] [a|my|the] {thing} {when}
        [create|make|add] an event {when} [at|in] {place} [called|titled|named] {title}
        [create|make|add] an event [called|titled|named] {title}, {when}, [at|in] {place}
        [create|make|add] an event [called|titled|named] {title}, {when}, with the notes {notes}
        [create|make|add] an event, {title}, {when}
        [get|have] {thing} [in|on|onto] [my|the] [calendar|schedule] {when}
        [set up|schedule|book] {title} {when}, [lasting|it takes|for] {dur}
        [note|mark] {when} [in|on] my calendar for {thing}
        """
    ),
    sentences=lines(
        """
        [I have|I've got|there's|I'm going to] [a|an|my] {thing} {when}, [put it on|add it to|please add it to|mark it in] my calendar
        [I have|I've got] [a|an] {thing} {when}, [can you|please] [schedule it|put that in my calendar|add that]
        {thing} {when}, [add to|put on|goes on|for] [my|the|our] {calendar} calendar
        {calendar} calendar: {thing} {when}
        {thing} {when}, [add to calendar|calendar|put it on the calendar|schedule it]
        {thing} {when} [at|in] {place}, add to my calendar
        new [event|appointment|calendar event]: {title} {when}
        {thing} {when}
        {thing} {when} [at|in] {place}
        {thing}, {when}
        {thing} {clock} {day}
        {thing} {day} {clock} [{place}|]
        {day}: {thing}, {clock}
        {clock} {thing} {day}
        {thing} [needs to|should] [go on|be added to|be put on|be on] [my|the] calendar [for|on] {day} [at {clock}|]
        the {thing} {when} needs to be added to my calendar
        I want to go to {thing} {when}, [add it|schedule it|put it in my calendar]
        can you see that {thing} gets on my calendar {when}?
        new [event|calendar event] [called|] {title}, {when}, [at|in] {place}
        [calendar|event|schedule]: {thing} {when}
        [I need|I want|I would like] [an event|a calendar event|something on my calendar|an entry] for {thing} {when}
        make sure {thing} {when} is [on|in] my calendar
        my {thing} is {when}, [add it to the calendar|calendar it|please schedule it|get it on my calendar]
        {when} [is|I have] {title}, [put that in|add that to] my [calendar|schedule]
        """
    ),
    weight=2.2,
)

BANKS: Final = (WITH_GUESTS, ALONE)
