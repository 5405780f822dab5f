"""Wishes in which one result flows into the next call: Zoom links, summaries, maps, notes."""

from __future__ import annotations

from typing import Final

from tinyagent_cli.lab.phrasing.bank import (
    Bank,
    lines,
)
from tinyagent_cli.lab.phrasing.documents import summary
from tinyagent_cli.lab.phrasing.flows import (
    appended,
    bare_link,
    both_ways,
    link,
    mailed,
    map_of,
    meeting,
    note,
    noted,
    replied,
    texted,
    way,
)

_IN = "[in|in the|under|under the] {folder} folder"
_CALLED = "[called|named|titled]"
_SUM = "[summarize|summarise|summarize|summarise|summarize|sum up|boil down|condense|recap] [the|the file|the document|the content of|] {pdf}"

BANKS: Final = (
    Bank(
        "zoom.meeting",
        meeting,
        commands=lines(
            """
            [schedule|set up|create|arrange|book|organize|plan|start] a Zoom [meeting|call|session] [called|titled|named|for|on|about] {title} {zwhen} [with|inviting|and invite] {ps}
            [schedule|set up|create|arrange|book|organize|plan] a Zoom [meeting|call|session] [called|titled|named|for|on] {title} {zwhen}
            [schedule|set up|create|arrange|book] a Zoom [meeting|call|session] [called|titled|named|for] {title} {zwhen} for {dur} [with|inviting|and invite] {ps}
            [schedule|set up|create|arrange] a Zoom [meeting|call] [called|titled|named|for] {title} {zwhen} with a duration of {dur} and invite {ps}
            [schedule|set up|create|arrange|book|plan] a {zoomwith} {zwhen}
            [schedule|set up|create|arrange|book|plan] a {dur} {zoomwith} {zwhen}
            [schedule|set up|create|arrange|book|plan] a Zoom [meeting|call] with {ps} {zwhen} [about|for|to discuss|on|regarding] {gatheringwhat}
            [schedule|set up|create|arrange|book|plan|put] [a|] {gatheringwith} {zwhen} on Zoom
            [schedule|set up|create|arrange|book|plan] a {gatheringwith} [on|over|via|by|through|using] Zoom {zwhen}
            [schedule|set up|create|arrange] a {gatheringwhat} [on|over|via] Zoom {zwhen} with {ps} [and send them the invitation|and invite them|]
            [schedule|set up|create|arrange] a {gatheringwhat} {zwhen} [on|over|via] Zoom with {ps}
            [schedule|set up|create] [an event|a calendar event|a meeting] [called|titled|for] {title} {zwhen} with {ps} [and add|and include|with] a Zoom link
            create [a|a new] calendar event [called|titled|for] {title} {zwhen} with {ps} [and a Zoom link|, and put a Zoom link in it|, on Zoom|and attach a Zoom link to it|and include a Zoom meeting link]
            create [a|a new] calendar event [called|titled|for] {title} {zwhen} [with a Zoom link|on Zoom|and add a Zoom meeting link|including a Zoom meeting link]
            [get|create|generate] a Zoom [meeting|] link for {title} {zwhen} with {ps} and [add it to|put it in|put it on|save it to] [my|the] calendar
            [get|create|generate] a Zoom [meeting|] link for {title} {zwhen}, and [create|schedule|set up] a calendar event [with it|for it|with the link] [inviting|with] {ps}
            [get|create|generate] a Zoom [meeting|] link for {title} {zwhen} and [create|schedule|set up] [an event|a calendar event] with [the link|it|the Zoom link]
            invite {ps} to a Zoom [call|meeting] [about|on|for] {title} {zwhen}
            [schedule|set up|create|add] a Zoom [meeting|call] [called|titled|named|for] {title} {zwhen} with {ps} [on|in|to] [my|the] {calendar} calendar
            [meet|have a call] with {ps} on Zoom {zwhen} about {title}
            have a {zoomwith} {zwhen} for {dur}
            [schedule|set up|create] {zoomwith} {zwhen} [for|lasting] {dur}
            [add|put] a {zoomwith} {zwhen} [to|on|in] [my|the] calendar
            [hop|get|jump] on a {zoomwith} {zwhen}
            [line up|lock in|pencil in|put together] a {zoomwith} {zwhen}
            [line up|lock in|pencil in|put together] a Zoom [meeting|call|session] [on|about|for] {title} {zwhen} with {ps}
            [get|bring] {ps} [together|] on [a|] Zoom {zwhen} for [a|the|our] {gatheringwhat}
            [get|bring] {ps} [together|] on [a|] Zoom [call|meeting|] {zwhen} [called|about|titled] {title}
            [schedule|set up|create|arrange] [a|an] [online|virtual|remote] {gatheringwhat} [on|over|via] Zoom {zwhen} with {ps}
            [schedule|set up|create|host|hold] {title} [on|over|via] Zoom {zwhen} with {ps}
            [schedule|set up|create|host|hold] {title} [on|over|via] Zoom {zwhen}
            [put|add] {title} [on|in|to] [my|the] calendar {zwhen} with a Zoom link [for|and invite] {ps}
            for {day} at {clock}, [schedule|set up|create] a Zoom [meeting|call] [called|titled|about|on] {title} [with|for] {ps}
            [video call|videoconference] with {ps} [on|over] Zoom {zwhen} [about|on] {title}, [schedule it|put it on the calendar|set it up]
            [start|open|launch] a Zoom [meeting|call|session] [called|titled|named|about|for] {title} with {ps} {zwhen}
            """
        ),
        sentences=lines(
            """
            {zoomwith} {zwhen}
            {zwhen} {zoomwith}
            [I need|I want|I'd like] a {zoomwith} {zwhen}
            {gatheringwith} on Zoom {zwhen}
            {gatheringwith} {zwhen} on zoom
            let's [do|have] a {zoomwith} {zwhen}
            """
        ),
        weight=1.7,
    ),
    Bank(
        "zoom.link",
        lambda s: [link(s)],
        commands=lines(
            """
            [get|give me|generate|fetch|get me|make me|create|obtain|send me] a [Zoom|Zoom meeting|zoom] link for {title} {zwhen}
            [get|give me|generate|fetch|get me|create|obtain] a [Zoom|Zoom meeting|zoom] link for {title} {zwhen} [with|inviting|and invite|for] {ps}
            [get|give me|generate|fetch|get me|create|obtain] [a|the] [Zoom|Zoom meeting|zoom] link for [a|the] {gatheringwhat} {zwhen}
            [get|give me|generate|fetch|get me|create|obtain] a [Zoom|Zoom meeting|zoom] link for [a|the|our|my] {gatheringwith} {zwhen}
            [get|generate|create|obtain] [a|the] Zoom meeting link for {title} {zwhen} [with a duration of|lasting|for] {dur} [with|and invite|inviting] {ps}
            [get|generate|create|obtain] [a|the] Zoom meeting link for {title} {zwhen} [with a duration of|lasting|for] {dur}
            [get|generate|create] a {dur} Zoom link for {title} {zwhen}
            [get|generate|create|obtain] [a|the] Zoom meeting link for [a|the] {gatheringwhat} {zwhen} with {ps} as [participants|invitees]
            [get|generate|create] a Zoom link [called|titled|with the topic|named] {title} starting [at|] {clock} {day} for {dur}
            [set me up|fix me up|hook me up] with a Zoom link for {title} {zwhen}
            [prepare|get ready|produce|grab] a [Zoom|Zoom meeting] link for {title} {zwhen}
            [prepare|produce|grab] a [Zoom|Zoom meeting] link [called|named|titled] {title} [for|with] {ps} {zwhen}
            [make|get|generate] me a link for a Zoom [call|meeting] [about|on|called] {title} {zwhen}
            [make|get|generate] a link to meet [on|over] Zoom {zwhen} [about|for] {title}
            """
        ),
        sentences=lines(
            """
            [I need|I want|I'd like|we need] a [zoom|Zoom|Zoom meeting] link for {title} {zwhen}
            [I need|I want|we need] a [zoom|Zoom] link for [the|a|our] {gatheringwhat} {zwhen}
            [can|could] [I|we] [get|have] a [zoom|Zoom] link for {title} {zwhen}?
            zoom link for {title} {zwhen}
            zoom link [for|] {gatheringwith} {zwhen}
            """
        ),
        weight=1.2,
    ),
    Bank(
        "zoom.mail",
        mailed(link),
        commands=lines(
            """
            [email|mail|send] {mps} [a|the] Zoom link for {title} {zwhen}
            [email|mail|send] {mps} [a|the] Zoom [link|meeting link] for [the|our] {gatheringwhat} {zwhen}
            [email|mail|send] [a|the] Zoom [link|meeting link] for {title} {zwhen} to {mps} [by email|]
            [send|write|compose] [an email|a new email] to {mps} with [a|the] Zoom [link|meeting link] for {title} {zwhen}
            [send|write|compose] [an email|a new email] to {mps} with the subject {subject} and include [a|the] Zoom link [in the context|in it|]
            let {mps} have the Zoom link for {title} {zwhen} by [email|mail]
            get {mps} a Zoom link for {title} {zwhen}, by email
            [create|generate|get] a Zoom link for {title} {zwhen}, then [email|mail|send] it to {mps} [by email|]
            [create|set up|generate] a Zoom [meeting|call] for {title} {zwhen} and mail the link to {mps}
            [email|mail] the [dial-in|call link|video link|Zoom details] for [the|our] {gatheringwhat} {zwhen} to {mps}
            drop {mps} an email with [a|the] Zoom [link|meeting link] for {title} {zwhen}
            make sure {mps} [get|receive] [a|the] Zoom link for [the|our] {gatheringwhat} {zwhen} [by email|in an email]
            """
        ),
        weight=0.5,
    ),
    Bank(
        "zoom.text",
        texted(bare_link),
        commands=lines(
            """
            text {tps} [a|the] Zoom [link|meeting link] for {title} {zwhen}
            [send|text] [a|the] Zoom [link|meeting link] for {title} {zwhen} to {tps} [by text|via SMS|as a text]
            send {tps} [a text|an SMS] with [a|the] Zoom link for [the|our] {gatheringwhat} {zwhen}
            get a Zoom link for {title} {zwhen} and [text it to|send it by SMS to] {tps}
            [create|generate|set up] a Zoom [meeting|call] for {title} {zwhen} and text {tps} the link
            [generate|create] a Zoom [link|meeting link] for {title} {zwhen}, then [message|text] it to {tps}
            let {tps} have the Zoom link for {title} {zwhen} by text
            shoot {tps} a text with [a|the] Zoom link for {title} {zwhen}
            message {tps} the [Zoom|video call|call] link for [the|our] {gatheringwhat} {zwhen}
            [SMS|text] {tps} a link to join {title} on Zoom {zwhen}
            """
        ),
        weight=0.3,
    ),
    Bank(
        "summary.mail",
        mailed(summary),
        commands=lines(
            f"""
            {_SUM} and [email|mail|send] [it|the summary|that|the result] to {{mps}}
            {_SUM} and [email|send] {{mps}} [the summary|the key points|it]
            {_SUM}, then [email|mail|send] [it|the summary] to {{mps}} [by email|]
            [email|mail|send] {{mps}} a summary of {{pdf}}
            [email|mail|send] [a summary|the summary|the key points|the main points] of {{pdf}} to {{mps}}
            [send|write|compose] [an email|a new email] to {{mps}} with [a|the] summary of {{pdf}}
            [send|write|compose] [an email|a new email] to {{mps}} with the subject {{subject}} [containing|including|and include|with] [a|the] summary of {{pdf}}
            [get|make|create] a summary of {{pdf}} and [email|mail] it to {{mps}}
            {_SUM} and let {{mps}} have [it|the summary] by email
            {_SUM} and pass the [highlights|key points|gist] on to {{mps}} by [email|mail]
            [email|mail] {{mps}} the [gist|highlights|main findings|key takeaways|essentials] of {{pdf}}
            [email|mail] {{mps}} what {{pdf}} [says|boils down to]
            tell {{mps}} by email what {{pdf}} [says|is about]
            [write|send] {{mps}} an email [summing up|summarizing|that summarizes|recapping] {{pdf}}
            [draft|compose|prepare] an email to {{mps}} [summing up|summarizing|that recaps|with the main points of] {{pdf}}
            after summarizing {{pdf}}, [email|mail|send] the [summary|result|key points] to {{mps}} by email
            put the [key points|main points|highlights] of {{pdf}} in an email to {{mps}}
            {_SUM} for {{mps}} and [email|mail] it [over|to them|]
            [email|mail] {{mps}} about {{about}} with [a|the] summary of {{pdf}} [in it|in the body|]
            """
        ),
        weight=0.9,
    ),
    Bank(
        "summary.mail.attached",
        both_ways,
        commands=lines(
            f"""
            {_SUM} and [email|send] [it|the summary] to {{mps}} with the [file|document|PDF|original] attached
            [send|compose] an email to {{mps}} with the subject {{subject}}, attach {{pdf}} and include a summary of it
            [email|send] {{pdf}} to {{mps}} [with|along with|together with] [a|its] summary
            [email|mail] {{mps}} {{pdf}} together with a summary of it
            [email|mail] {{mps}} both {{pdf}} and [a|its] summary
            {_SUM}, then email [it|the summary] to {{mps}} and attach the [original|document|PDF|file itself]
            attach {{pdf}} to an email to {{mps}} [and put its summary in the body|and sum it up in the email]
            [send|write|compose] an email to {{mps}} with {{pdf}} attached and its [key points|summary|main points] in the [body|text]
            [email|mail] {{mps}} a summary of {{pdf}}, attaching the [file|original|PDF] as well
            """
        ),
        weight=0.3,
    ),
    Bank(
        "summary.text",
        texted(summary),
        commands=lines(
            f"""
            {_SUM} and [text|message] [it|the summary|the key points] to {{tps}}
            {_SUM} and [text|message] {{tps}} [the summary|the key points|it]
            {_SUM}, then send the summary to {{tps}} [by text|via SMS|via text message]
            text {{tps}} a summary of {{pdf}}
            text [a summary|the key points] of {{pdf}} to {{tps}}
            send {{tps}} [a text|an SMS] with [a|the] summary of {{pdf}}
            send [a text|an SMS] to {{tps}} with [a|the] summary of {{pdf}}
            [text|message] {{tps}} the [gist|highlights|main findings|key takeaways] of {{pdf}}
            [text|message] {{tps}} what {{pdf}} [says|boils down to]
            tell {{tps}} by text what {{pdf}} says
            {_SUM} and let {{tps}} know the [gist|key points|highlights] [by text|via SMS]
            {_SUM} and shoot [it|the gist|the summary] to {{tps}} [by text|in a text]
            after summarizing {{pdf}}, text the [result|summary|key points] to {{tps}}
            [SMS|message] {{tps}} [a short|a brief|a quick] summary of {{pdf}}
            put the [gist|main points] of {{pdf}} in a text to {{tps}}
            """
        ),
        weight=0.7,
    ),
    Bank(
        "summary.note",
        noted(summary),
        commands=lines(
            f"""
            {_SUM} and [save|put|store|write] [it|the summary|that] [in|into|as|to] a [new|] note {_CALLED} {{notename}}
            {_SUM} and [save|put|store] [it|the summary] [in|into|as] a [new|] note {_CALLED} {{notename}} {_IN}
            {_SUM} and [create|make] a note {_CALLED} {{notename}} [with|from] [the summary|it|the key points]
            {_SUM} and [save|put|store] [it|the summary] [in|as] a [new|] note
            create a note {_CALLED} {{notename}} with [a|the] summary of {{pdf}}
            create a note {_CALLED} {{notename}} {_IN} with [a|the] summary of {{pdf}}
            [put|save] a summary of {{pdf}} [in|into] a new note {_CALLED} {{notename}}
            make a note {_CALLED} {{notename}} out of the [key points|main points|summary] of {{pdf}}
            [note|write|jot] down the [key points|main points|gist|highlights] of {{pdf}} in a [new|] note {_CALLED} {{notename}}
            {_SUM} [into|as] a [new|] note {_CALLED} {{notename}}
            {_SUM} [into|as] a [new|] note {_CALLED} {{notename}} {_IN}
            {_SUM}, then [start|create|make|write] a note {_CALLED} {{notename}} with the [result|summary|gist]
            [start|open] a [new|] note {_CALLED} {{notename}} and [write|put] a summary of {{pdf}} in it
            [take|make] notes on {{pdf}} in a new note {_CALLED} {{notename}}
            keep a summary of {{pdf}} as {{notename}} [in my notes|in Notes]
            {_SUM} and [file|keep] it {_IN} as a note {_CALLED} {{notename}}
            [write|note] down what {{pdf}} says in a new note
            """
        ),
        weight=0.9,
    ),
    Bank(
        "summary.append",
        appended(summary),
        commands=lines(
            f"""
            {_SUM} and [append|add] [it|the summary|the key points] to [the|my] note {_CALLED} {{notename}}
            {_SUM} and [append|add] [it|the summary] to [the|my] {{notename}} note
            {_SUM} and [append|add] [it|the summary] to [the|my] {{notename}} note {_IN}
            [append|add] [a|the] summary of {{pdf}} to [the|my] {{notename}} note
            [append|add] [a|the] summary of {{pdf}} to [the|my] note {_CALLED} {{notename}} {_IN}
            [update|extend] [the|my] note {_CALLED} {{notename}} with [a|the] summary of {{pdf}}
            [update|extend] [the|my] {{notename}} note with the [key points|highlights|gist] of {{pdf}}
            {_SUM} and [write|put|tack] [it|that|the result] [on|in|at the end of] [the|my] {{notename}} note
            {_SUM}, then [append|add] the [result|summary|main points] to [the|my] note {_CALLED} {{notename}}
            {_SUM} into [the|my] [existing|] {{notename}} note
            [put|write] the [key points|gist|main points] of {{pdf}} [in|into|at the end of] [the|my] note {_CALLED} {{notename}}
            [put|write] the [key points|gist|main points] of {{pdf}} [in|into] [the|my] {{notename}} note {_IN}
            [add|append] what {{pdf}} says to [the|my] {{notename}} note
            """
        ),
        weight=0.9,
    ),
    Bank(
        "summary.reply",
        replied(summary),
        commands=lines(
            f"""
            {_SUM} and reply to [the|this|the latest|the current] email with [it|the summary]
            reply to [the|this|the latest|{{anyone}}'s] email with [a|the] summary of {{pdf}}
            {_SUM} and [use|send] [it|the summary] as a reply to [the|this|{{anyone}}'s] email
            [answer|respond to] [this|the|the current|{{anyone}}'s] [email|mail|message] with [a|the] summary of {{pdf}}
            [answer|respond to|reply to] [this|the|{{anyone}}'s] email with the [key points|gist|highlights] of {{pdf}}
            reply to [this|the|{{anyone}}'s] email, summing up {{pdf}}
            write [back|a reply] [to {{anyone}}|] with [a|the] summary of {{pdf}} [by email|in the email]
            {_SUM}, then put [it|the summary] in a reply to [the|this|the latest] email
            [reply to|answer] the email from {{anyone}} with what {{pdf}} says
            """
        ),
        weight=0.4,
    ),
    Bank(
        "map.text",
        texted(map_of),
        commands=lines(
            """
            text {tps} [the location|the address|a map|a link to the location] of {place}
            send {tps} the location of {place} [by text|via SMS|in a text]
            find {place} [on the map|in Maps|] and [text it to|text the location to|text the link to] {tps}
            let {tps} know by text where {place} is
            text {tps} where {place} is
            [message|SMS] {tps} the [whereabouts|address|map link|location] of {place}
            look up {place} and [message|text] {tps} [where it is|the address|the location]
            show {tps} where {place} is, by text
            drop {tps} a pin for {place} by text
            """
        ),
        weight=0.35,
    ),
    Bank(
        "map.mail",
        mailed(map_of),
        commands=lines(
            """
            email {mps} [the location|the address|a map|the map location] of {place}
            send {mps} an email with [the location|a map|the Apple Maps link|the map link] of {place}
            find {place} [on the map|in Maps|] and email [it|the location|the link] to {mps}
            let {mps} know by email where {place} is
            [email|mail] {mps} where {place} is
            look up {place} and [mail|email] {mps} [where it is|the address|the location]
            [write|send] an email to {mps} [containing|with] the [address|location|map] of {place}
            mail {mps} a map link for {place}
            [email|mail] the [address|location|map] of {place} to {mps}
            """
        ),
        weight=0.35,
    ),
    Bank(
        "way.text",
        texted(way),
        commands=lines(
            """
            text {tps} [the directions|directions|the route] [from {start} to|to] {place}
            send {tps} [the directions|directions] [from {start} to|to] {place} [by text|via SMS|in a text]
            [get|find] directions [from {start} to|to] {place} and text [them|it] to {tps}
            [text|message] {tps} how to get [from {start} to|to] {place}
            [text|message] the [way|route|directions] [from {start} to|to] {place} to {tps}
            let {tps} know by text how to get to {place}
            look up the [way|route] [from {start} to|to] {place} and [text|message] it to {tps}
            shoot {tps} a text with [the directions|directions] [from {start} to|to] {place}
            """
        ),
        weight=0.35,
    ),
    Bank(
        "way.mail",
        mailed(way),
        commands=lines(
            """
            email {mps} [the directions|directions|the route] [from {start} to|to] {place}
            send {mps} an email with [the directions|directions] [from {start} to|to] {place}
            [get|find] directions [from {start} to|to] {place} and email them to {mps}
            [email|mail] {mps} how to get [from {start} to|to] {place}
            [email|mail] the [way|route|directions] [from {start} to|to] {place} to {mps}
            let {mps} know by email how to get to {place}
            look up the [way|route] [from {start} to|to] {place} and [email|mail] it to {mps}
            [write|draft|compose] an email to {mps} explaining how to get [from {start} to|to] {place}
            """
        ),
        weight=0.35,
    ),
    Bank(
        "note.mail",
        mailed(note),
        commands=lines(
            """
            open [my|the] note {notename} and email [it|its content|the content] to {mps}
            email [the content of|] [my|the] {notename} note to {mps}
            open [my|the] {notename} note and send [it|its content|the content] to {mps} by email
            let {mps} have [my|the] {notename} note by [email|mail]
            [email|mail] {mps} [my|the] {notename} note
            [email|mail] {mps} [what is in|what I wrote in|the text of|the content of] [my|the] {notename} note
            send {mps} [my|the] note {notename} by email
            share [my|the] {notename} note with {mps} [by|via|over] email
            open [my|the] note {notename}, then [email|mail] its contents to {mps}
            [email|mail] [my|the] {listname} to {mps}
            pull up [my|the] {notename} note and mail it to {mps}
            """
        ),
        weight=0.3,
    ),
    Bank(
        "note.text",
        texted(note),
        commands=lines(
            """
            open [my|the] note {notename} and text [it|its content|the content] to {tps}
            text [the content of|] [my|the] {notename} note to {tps}
            text [my|the] {listname} to {tps}
            text {tps} [my|the] {listname}
            [text|message] {tps} [my|the] {notename} note
            [text|message] {tps} [what is in|the text of|the contents of] [my|the] {notename} note
            share [my|the] {notename} note with {tps} [by|via|over] [text|SMS]
            send {tps} [my|the] {listname} [by text|as a text|via SMS]
            pull up [my|the] {notename} note and text it to {tps}
            let {tps} have [my|the] {listname} by text
            """
        ),
        weight=0.3,
    ),
)
