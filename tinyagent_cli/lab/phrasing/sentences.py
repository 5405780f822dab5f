"""A small grammar of what people write to each other: message bodies and note contents."""

from __future__ import annotations

from typing import Final

from tinyagent_cli.lab.phrasing.listing import kept

# Statements, to be told ("tell her that …"); each can stand alone.
STATEMENTS: Final = (
    "I'm [running|going to be|about|] [late|ten minutes late|a bit late]",
    "I'll be [there|home|back|at {place}|at the office|in {city}] [soon|{when}|in {duration}|by {clock}|]",
    "I [can't make it|won't make it|can make it|am on my way|am almost there|just landed] [{when}|to the {gathering}|]",
    "the {gathering} [is|was|has been] [moved|postponed|pushed|rescheduled] to {when}",
    "the {gathering} is [cancelled|canceled|off|still on|confirmed]",
    "the {topic} [is|are] [ready|done|due {when}|in the {room}|almost finished|on the {color} shelf|attached]",
    "[dinner|lunch|breakfast|the cake|the {goods}] is [ready|on the table|in the {room}|on me]",
    "we [need|should buy|ran out of|are out of] {goods} [and {goods}|]",
    "we [should|need to|can|must] [{chore}|talk about the {topic}|meet {when}]",
    "I [sent|mailed|uploaded|shared|finished|read|signed] the {topic} [{when}|already|to {name}|]",
    "I love [you|it|the {goods}|your {topic}]",
    "I [need|want|forgot|lost|found|have] the [{goods}|{document}|{topic}]",
    "I need [help with the {topic}|you to {chore}|the {document} by {when}|{number} more {goods}]",
    "[she|he|{name}|the {office}] [called|is waiting|wants to talk|is sick|will join us|said yes|emailed me]",
    "{name} and {name} are [coming|here|in {city}|late|waiting at {place}]",
    "the [code|password|pin|gate code|room number|order number] is {code}",
    "my [flight|train|bus|meeting|appointment] is [delayed|at {clock}|cancelled|over|{when}]",
    "the [key|package|{goods}] is [under the mat|at {place}|with {name}|in the {room}]",
    "the [{bill} bill|total|deposit|budget|ticket|quote] is {amount}",
    "you owe me {amount}", "it costs {amount} and we split it", "I [owe|paid] {name} {amount}",
    "the {thing} is [broken|fixed|leaking|on fire|making noises] [again|]",
    "it's [raining|snowing|{name}'s birthday|too late|fine|all good|a boy|a girl|{number} degrees in {city}]",
    "everything [is fine|went well|works now|is on track for {when}]",
    "we're meeting [at {place}|{when}|at {clock}|with {name}|in room {code}]",
    "I'm [at {place}|in {city}|in a meeting|stuck in traffic|with {name}|out of office|not feeling well|proud of you]",
    "I [miss|trust|need|forgive] you",
    "I agree with [you|the {topic}|{name}]", "the {document} looks [good|great|wrong|outdated]",
    "I will [call|email|text] [{name}|you] [{when}|about the {topic}|]",
    "[the|our] {topic} [starts|begins|ends|opens] {when}",
    "we won", "I got the job", "the baby is here", "I'm outside", "traffic is terrible", "I quit",
    "your {goods} [has arrived|is here|was delivered]", "I made a reservation [at {place}|for {number}|for {clock}]",
    "{odd} [failed|is down|passed|needs review|shipped]",
) * 20 + kept("statements")  # fmt: skip

# What is said but not reported: no "tell her that" goes before these.
EXCLAMATIONS: Final = (
    "[happy birthday|congratulations|congrats on the {topic}|good luck|thank you|thanks for the {topic}|see you {when}|get well soon]",
    "no worries", "yes", "no", "ok", "on my way", "call me [back|later|when you can|]", "hello [there|]", "hi [{name}|]",
    "please {chore} [and {chore}|]", "don't forget to {chore}", "[pick up|get|bring] {goods} [and {goods}|] [on your way home|]",
    "let's [meet|talk|have {gathering}] [{when}|at {place}|at {place} {when}]", "{chore} [please|]", "good morning",
    "[thanks|thank you] for [the {goods}|everything|{chore}|dinner]", "love you", "sorry", "running late", "see you at {place}",
    "bring {goods} to the {gathering}", "wish me luck", "hope you feel better", "sounds good", "will do", "merry christmas",
    "the {document} please", "{statement}, {name}", "{statement} and {statement}",
)  # fmt: skip

# What one asks, with the word that asks kept: "ask Sid *if he is coming*".
QUESTIONS: Final = (
    "if [he|she|they|you]['s|'re| can| could| will| wants to| want to] [coming|coming to the {gathering}|join us|make it|bring {goods}|free {when}|{chore}]",
    "whether [the {topic} is ready|we should {chore}|the {gathering} is still on|{name} is coming|it's okay to {chore}]",
    "if the {topic} [is|are] [ready|done|still on|approved|on time]",
    "what time [the {gathering} starts|dinner is|works|we should meet|he gets home|she lands]",
    "what [they want for dinner|the {code} is for|he thinks of the {topic}|I should bring]",
    "where [the {goods} is|the {gathering} is|we should meet|they are|the {document} is]",
    "when [the {topic} is due|he will be home|she is free|we can talk|they arrive]",
    "how [the {topic} went|he is doing|much the {goods} is|many people are coming|things are going]",
    "who [is coming|is bringing {goods}|made the {document}]",
    "to [{chore}|{chore}|{chore}|{chore} {when}|call me|send me the {document}|bring {goods}|join the call]",
    "for [the {document}|the {topic}|{amount}|{goods}|a ride|the {code}|an update on the {topic}|help]",
)  # fmt: skip

# Questions as they are sent.
ASKED: Final = (
    "are you [free|coming|home|still up for {gathering}|ok] [{when}|]",
    "can you {chore}", "could you [send me the {document}|{chore}|call me {when}]",
    "do you [want|need|have] [{goods}|to {chore}|the {document}]",
    "[where are you|how are you|how's it going|what's up|what's for dinner|what time is it there|when are you home]",
    "what do you think [about|of] the {topic}", "did you [get my email|see the {document}|{chore}]",
    "is [{name}|the {gathering}] [coming|still on|at {clock}]", "want to [get|grab] {gathering} {when}",
    "have you [seen {name}|finished the {document}|heard about the {topic}]", "will you marry me",
)  # fmt: skip

# Contents of notes, things to add to lists, notes of events.
CONTENTS: Final = (
    "{goods}", "{goods}", "{goods} and {goods}", "{goods}, {goods} and {goods}", "{goods}, {goods}, {goods}",
    "{goods}, {goods}, and {goods}", "{number} {goods}", "{chore}", "{chore}", "{statement}", "{statement}",
    "call the {office}", "{topic}", "{adjective} {topic}", "the {code} code {odd}", "{name}'s {topic}",
    "[discuss|review|update|think about|look into|research|compare] the {topic} [and the {topic}|with {name}|]",
    "ideas for [the {topic}|{name}'s birthday|the {gathering}|a {topic} in {city}]",
    "{name} [likes|recommended|hates|prefers] {goods}", "[wifi|locker|door|alarm] code [is|] {code}",
    "[spent|paid|got|saved] {amount} [on {goods}|at {place}|for the {topic}|]", "{amount} for {goods}",
    "[agenda items for|minutes of|highlights from|key points of|action items from] the [{topic}|{gathering}|{topic} {gathering}]",
    "[book|movie|restaurant|gift] ideas: {goods}, {place}", "{odd}", "{topic}, {topic} and {topic}",
    "meeting with {name} went well", "bring {goods}", "[read|watch|try|visit] {title}",
)  # fmt: skip
