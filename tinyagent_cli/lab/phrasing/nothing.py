"""Wishes that no tool serves, near misses of the tools among them: the right plan is empty."""

from __future__ import annotations

from typing import Final

from tinyagent_cli.lab.phrasing.bank import Bank, lines

NEAR: Final = Bank(
    "none.near",
    lambda slots: [],
    commands=lines(
        """
        [delete|remove|erase|trash|get rid of] [the|my] note [called|titled|named|] {title}
        [delete|remove|erase|trash|clear] [my|the] {listname}
        [remove|delete|take|cross|scratch|strike] {item} [off|from] [my|the] {listname}
        [rename|share|print|lock|pin|export|duplicate] [the|my] {notename} note
        move [the|my] {notename} note to the {folder} folder
        [list|show|count|sort|search] [all|] my notes
        [create|make|add|delete|rename] a [new|] folder [called|named] {folder} [in notes|in my notes|]
        [cancel|delete|remove|call off|drop|clear] [my|the] {gatheringwith} [from my calendar|]
        [cancel|delete|remove|call off|drop] [my|the] {thing} {when}
        [cancel|delete|remove|clear] [everything|all events|all my meetings|my appointments] {when}
        [move|reschedule|push|postpone|shift|delay] [my|the] {gatheringwith} to {when}
        [move|reschedule|push|postpone|shift|delay] [my|the] {thing} [from {day}|] to {when}
        [change|update|edit] the [time|date|location] of [my|the] {thing} to {when}
        [extend|shorten] [my|the] {thing} by {dur}
        [accept|decline|rsvp yes to|turn down] {anyone}'s [invitation|invite|meeting request]
        [check|show|show me|read|list|tell me|look at] [my|the] [calendar|schedule|agenda|appointments|events|meetings] [for|on] {day}
        [read|check|show|list|open] [my|the] [emails|mails|inbox|new emails|unread emails|messages|latest emails] [from {anyone}|]
        [read|show|check] [me|] [the|] [last|latest|newest|unread] [email|mail|text|message|voicemail] [from {anyone}|]
        [delete|archive|trash|mark as read|flag|star|print|move to spam] [the|this|{anyone}'s|the last] [email|mail|message]
        [search|look through] my [email|inbox|mail] for {topic}
        [unsend|undo] [that|the last] [message|email|text]
        [unsubscribe|block] [me from|] {anyone}
        [delete|cancel|remove|snooze|dismiss] [the|my] reminder [to|for] {chore}
        [delete|cancel|clear] all [my|] reminders
        [show|list|read|check|what are] [me|] my reminders [for {day}|]
        [mark|check off|complete|tick off] {chore} [as done|as completed|]
        [change|move|push] [the|my] reminder to {chore} to {when}
        [call|phone|dial|ring|facetime|give a call to|redial|call up] {ps}
        [call|phone|dial] {n}'s [mobile|cell|work|home|office]
        [set|create|start|make] [an|the] alarm [for|at] {clock}
        [wake me up|set my alarm|get me up] {when}
        [set|start|cancel|pause] a timer for {dur}
        [set|start] a {dur} timer
        [count down|start a countdown for] {dur}
        [add|save|store|create] {anyone} [as a contact|to my contacts|in my address book]
        [add|save] a new contact [called|named|for] {anyone} with [number|email] {odd}
        [change|update|edit|delete|remove] {anyone}'s [number|phone number|email|contact|address]
        [read|check|show|open] [my|the] [texts|text messages|messages|SMS|chats] [from {anyone}|]
        [mute|leave|delete] [the|my] [conversation|chat|thread] with {anyone}
        [delete|remove|move|rename|copy|zip|compress|print|duplicate] [the file|] {file}
        [edit|convert|translate|encrypt|sign] {file} [into Spanish|to Word|]
        [create|make] a [new|] [folder|directory|spreadsheet|presentation|document|PDF] [called|named] {title}
        [summarize|summarise] [the news|my day|my inbox|this week|the meeting|my emails|my messages]
        [translate|proofread|fix the grammar of|rewrite] {says}
        [book|order|call|get|reserve] [a|me a] [taxi|uber|cab|lyft|ride] to {place} {when}
        [book|reserve|find] a [table|room|hotel|flight] [at|in|to] {place} {when}
        [check|show|report|what is] the traffic [to|in|on the way to] {place}
        [buy|order|purchase] {item} [online|on Amazon|from {place}|]
        [join|end|leave|record|mute] [the|my] Zoom [meeting|call]
        [cancel|delete] the Zoom meeting [about|called] {title}
        """
    ),
    sentences=lines(
        """
        [what's|what is] on my [calendar|schedule|agenda] {when}?
        what [meetings|appointments|events] do I have {when}?
        [do I have|have I got|is there] [any|a] [meeting|appointment|plans|event] {when}?
        am I [free|busy|available] {when}?
        when is [my|the] [next|] {thing}?
        when is {n}'s birthday?
        who is [coming to|invited to|attending] [my|the] {thing}?
        [do I have|are there|any] [new|unread] [emails|mails|messages|texts] [from {anyone}|]?
        did {anyone} [email|text|call|message|reply to] me [{when}|]?
        what did {anyone} [say|write|send me] [about the {topic}|]?
        who [emailed|called|texted] me [{when}|last]?
        what reminders do I have [for {day}|]?
        how old is {anyone}?
        where does {anyone} [live|work]?
        where is {anyone} [right now|]?
        who is {anyone}?
        what time is it [in {city}|]?
        """
    ),
    weight=1.0,
)

FAR: Final = Bank(
    "none.far",
    lambda slots: [],
    commands=lines(
        """
        [tell me|check|show me] the weather [in {city}|] {when}
        [play|put on|start|queue] [some|] [jazz|rock|{anyone}'s music|music|my playlist|{title} by {anyone}|the song {title}|a podcast about {topic}]
        [turn on|turn off|switch on|switch off|dim] the [lights|lamp|{odd} light|heater|tv] [in the kitchen|in the bedroom|in the garage|]
        [set|turn] the [thermostat|temperature|volume|brightness] to {code}
        [turn|put|crank] the volume [up|down]
        [skip|pause|stop|resume|repeat|shuffle] [this song|the music|the track|playback]
        tell me a [joke|story|fun fact|riddle] [about {topic}|]
        [translate|say] {topic} [in|to|into] [French|Spanish|German|Japanese|Korean]
        [define|spell|explain] {topic}
        [calculate|compute|work out] {code} [plus|times|minus|divided by] {code}
        convert {amount} [to|into] [euros|yen|pounds|dollars]
        [search|google|look up] {topic} [online|on the internet|on the web|on Wikipedia]
        [read|tell me|give me] the [news|headlines|latest news] [about {topic}|from {city}|]
        [post|tweet|share] {says} [on|to] [Twitter|Facebook|Instagram|my feed]
        [take|snap] a [photo|picture|screenshot|selfie]
        [open|close|quit|launch|restart|uninstall] [Safari|Chrome|Spotify|Photoshop|the browser|Slack|the app]
        [restart|shut down|lock|log out of] [the computer|my mac|my laptop]
        [pay|transfer|send|wire] {amount} [to|to my] {anyone}
        [track|check|where is] my [package|order|delivery]
        [order|get me] [a pizza|sushi|dinner|food] [from {place}|]
        write a [poem|song|haiku|python script|story] about {topic}
        [check|show me] [my|the] [bank balance|account balance|credit score|stock price of {odd}]
        [vacuum|mop] the [floor|kitchen|living room]
        [make|brew] [me|] [a coffee|an espresso|some coffee]
        [roll a die|flip a coin|pick a number]
        """
    ),
    sentences=lines(
        """
        [what's|how's|what is] the weather [like|going to be like|] [in {city}|] {when}?
        will it [rain|snow|be sunny|be cold] {when} [in {city}|]?
        what is the [capital|population|currency|area] of {city}?
        who [won|invented|wrote|discovered|painted] {topic}?
        how [tall|old|rich|far] is {anyone}?
        what is {code} [plus|times|minus] {code}?
        how do you [cook|make|bake|spell] {topic}?
        [hello|hi|hey there|good morning|good night|thanks|thank you|how are you|you are great|never mind|stop|ok|nevermind]
        [who are you|what can you do|what's your name|are you a robot|do you like {topic}|what do you think of {city}]?
        what's the [exchange rate|price of gold|stock price of {odd}|score of the game|meaning of life|time difference with {city}]
        [I'm bored|I love you|I'm tired|I feel sad|my head hurts|that was wrong|repeat that|say that again]
        what is {topic}?
        why is {topic} [so expensive|important|bad]?
        how much [does|do] {topic} cost?
        how do I [lose weight|learn {topic}|fix the wifi|reset my password|change a tire]?
        is {topic} [good for you|safe|legal|open today]?
        what [movies|shows|concerts] are [playing|on] {when}?
        when does the [train|bus|flight] to {city} [leave|arrive]?
        """
    ),
    weight=0.6,
)

BANKS: Final = (NEAR, FAR)
