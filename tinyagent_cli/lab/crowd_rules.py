"""Rules that read a crowd worker's utterance: which tool, and where each argument stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from tinyagent_cli.lab.phrasing import when
from tinyagent_cli.lab.phrasing.listing import listed
from tinyagent_cli.lab.phrasing.plans import Argument, Node, Part, Person, Said
from tinyagent_cli.planning.embedded.pointing import Choice

_NOBODY: Final = frozenset(
    listed(
        """
someone somebody him her them me it that this the a an to and everyone all one something contact
number friend person email mail text message list new person's for with at on in of from my please
about you us saying back list's subject
"""
    )
)
_NOTHING: Final = frozenset(
    listed(
        """
this it that item items something these them things new one list lists something's reminder an a the
stuff event me meeting appointment events
"""
    )
) | {
    "new list",
    "to do something",
    "do something",
    "this item",
    "new item",
    "an item",
    "my list",
}
_VAGUE: Final = re.compile(
    r"\b(?:calendar|alarm|events?|reminders?|cancel|delete|remove|repeat\w*|meeting room|every|using|avoiding|"
    r"schedule|rooms?|prior|before|advance|something|anything|this|waze|times|list)\b|^in\b|^up\b|[<>(){}_]",
    re.IGNORECASE,
)


class Found:
    """What a rule's pattern found in a request; marks what the plan points at."""

    def __init__(self, request: str, match: re.Match[str]) -> None:
        self.request = request
        self.match = match
        self.places: dict[int, list[tuple[int, int]]] = {}

    def at(self, *spans: tuple[int, int]) -> Said:
        """Point at character ranges."""
        number = len(self.places) + 1
        self.places[number] = list(spans)
        return Said((number,))

    def text(self, group: str) -> str:
        """The text of *group*, or ""."""
        return self.match.groupdict().get(group) or ""

    def said(self, group: str) -> Said | None:
        """Point at *group*, times at its rim and a leading article left out."""
        if not self.text(group):
            return None
        start, end = self.match.span(group)
        for a, b in when.find(self.request[start:end]):
            if start + b == end and a > 0:
                end = start + a
        cut = re.sub(
            r"(?:[\s,]+(?:on|at|for|by|from|in|to|please|the|olly|this|and))*[\s,]*$",
            "",
            self.request[start:end],
        )
        article = re.match(r"(?:the|a|an|my|our|some|that|\s)+\b\s*", cut)
        if article and article.end() < len(cut):
            start += article.end()
            cut = cut[article.end() :]
        return self.at((start, start + len(cut))) if cut and cut.lower() not in _NOTHING else None

    def exact(self, group: str) -> Said | None:
        """Point at *group* as it is."""
        return self.at(self.match.span(group)) if self.text(group) else None

    def when(self) -> Said | None:
        """Point at everything that says when."""
        spans = []
        for a, b in when.find(self.request):
            lead = re.match(r"(?:on|at|by)\s+", self.request[a:b], re.IGNORECASE)
            spans.append((a + (lead.end() if lead else 0), b))
        if self.text("bare"):
            a, b = self.match.span("bare")
            spans = [s for s in spans if s[1] <= a or s[0] >= b] + [(a, b)]
        return self.at(*sorted(spans)) if spans else None

    def people(self, group: str) -> list[Person] | None:
        """The people named in *group*; None where somebody is no name."""
        start, end = self.match.span(group)
        found: list[Person] = []
        for hit in re.finditer(r"(?:(?!\s+and\s|,|&)(?:.|\n))+", self.request[start:end]):
            text = re.sub(r"^and\s+|['’]s$", "", hit.group().strip())
            if not text:
                continue
            lead = re.match(r"(?:my|the|our)\s+", text, re.IGNORECASE)
            name = text[lead.end() :] if lead else text
            if not name or _VAGUE.search(name) or name.lower() in _NOBODY or len(name.split()) > 3:
                return None
            if any(w in _NOBODY for w in name.lower().split()):
                return None
            a = start + hit.start() + hit.group().index(text) + (lead.end() if lead else 0)
            address = "mail" if "@" in name else "phone" if re.search(r"\d{3}", name) else ""
            found.append(Person(self.at((a, a + len(name))), name, address))
        return found or None


def _mails(found: Found, group: str = "ps") -> tuple[Part, ...] | None:
    return tuple(p.mail() for p in found.people(group) or ()) or None


def _text(found: Found) -> list[Node] | None:
    who = found.people("ps")
    return [Node("send_sms", (tuple(p.phone() for p in who), found.exact("text")))] if who else None


def _mail(found: Found) -> list[Node] | None:
    who = _mails(found)
    if who is None:
        return None
    return [Node("compose_new_email", (who, None, found.said("about"), found.exact("text")))]


def _reply(found: Found) -> list[Node]:
    return [Node("reply_to_email", (None, found.exact("text")))]


def _forward(found: Found) -> list[Node] | None:
    who = _mails(found)
    return [Node("forward_email", (who,))] if who else None


def _append(found: Found) -> list[Node] | None:
    item, name = found.said("item"), found.said("list")
    if item is None or name is None:
        return None
    return [Node("append_note_content", (name, item))]


def _new_list(found: Found) -> list[Node] | None:
    name = found.said("list")
    return [Node("create_note", (name, found.said("item")))] if name else None


def _open_list(found: Found) -> list[Node] | None:
    name = found.said("list")
    return [Node("open_note", (name,))] if name else None


def _remind(found: Found) -> list[Node] | None:
    name = found.said("chore")
    if name is None or _VAGUE.search(found.text("chore")) or when.FIND.match(found.text("chore")):
        return None
    return [Node("create_reminder", (name, found.when()))] if name else None


def _event(found: Found) -> list[Node] | None:
    title: Argument = found.said("title")
    if title is None or _VAGUE.search(found.text("title")):
        return None
    guests = _mails(found) if found.text("ps") else None
    if found.text("ps") and guests is None:
        return None
    return [Node("create_calendar_event", (title, found.when(), None, found.said("place"), guests))]


def _way(found: Found) -> list[Node] | None:
    place = found.said("place")
    if _VAGUE.search(found.text("place")) or re.search(
        r"\btrains?\b.*\b(time|ticket|available)", found.request
    ):
        return None
    said = found.request.lower()
    transport = "w" if re.search(r"\b(walk\w*|on foot|by foot)\b", said) else "d"
    if re.search(
        r"\b(bus|train|subway|public trans\w+|metro)\b(?! (?:station|stop|depot|terminal))", said
    ):
        transport = "r"
    return (
        [Node("maps_show_directions", (found.said("start"), place, Choice(transport)))]
        if place
        else None
    )


def _place(found: Found) -> list[Node] | None:
    place = found.exact("place")
    return (
        [Node("maps_open_location", (place,))] if place and len(found.text("place")) > 3 else None
    )


def _nothing(found: Found) -> list[Node]:
    return []


def _number(found: Found) -> list[Node] | None:
    who = found.people("ps")
    return [p.phone() for p in who if isinstance(p.phone(), Node)] if who else None  # type: ignore[misc]


def _address(found: Found) -> list[Node] | None:
    who = found.people("ps")
    return [p.mail() for p in who if isinstance(p.mail(), Node)] if who else None  # type: ignore[misc]


Rule = tuple[str, str, re.Pattern[str], Callable[[Found], list[Node] | None]]

_WHO = r"(?P<ps>(?:(?:my|the|our) )?[\w'.@+()-]+(?: [\w.@-]+)??(?:(?:,? and |, )(?:my |the )?[\w'@.-]+)*)"
_LEAD = (
    r"(?:.{0,12}?\b(?:siri|alexa|olly|pda|google|computer|hey|hi|ok|okay)\b,?\s+)?"
    r"(?:(?:please|can|could|would|will|you|kindly|i|need|want|would like|i'd|like|to|go ahead and|just|do|me a favor and)\s+)*?"
)
_TAIL = r"(?:,? (?:please|for me|thanks|now))*"
_SAY = (
    r"(?:that says|saying that|saying|stating that|stating|to say that|to say|and say that|and say"
    r"|(?:and )?(?:tell|telling|to tell|let|letting|to let|informing) (?:him|her|them)(?: know)?(?: that)?"
    r"|that reads|with the message|that|and write|and tell that)"
)
_BARE = r"(?: (?:at|for) (?P<bare>\d{1,2}(?::?[0-5]\d)?)(?! ?[ap]\.?m|[:\d]|th|st|nd|rd| \w+ (?:minutes|hours)))?"
_ASK = r"(?:asking|and ask|to ask|ask)(?: (?:him|her|them))?"


def _rule(
    name: str, intents: str, pattern: str, build: Callable[[Found], list[Node] | None]
) -> Rule:
    return name, intents, re.compile(pattern, re.IGNORECASE), build


_SMS = r"text$|sms/send"
_SEND = r"email_sendemail|email/send"
_LISTS = r"lists_createoradd|list_update"
_AWAY: Final = r"(?:remove|delete|erase|cancel|clear|cross|take|empty|get rid|drop|no longer|don't need|strike|scratch)"
_CAL = r"calendar_set|calendar_update|schedule_meeting"
_NAVIGATE = r"transport_query|directions|maps/navigate"

RULES: Final[tuple[Rule, ...]] = (
    _rule("none.away", r"calendar_update|list_update|lists_createoradd", rf"(?!.*\b(?:add|put|insert|reschedule|include)\b).*\b{_AWAY}\b.*\b(?:calendar|schedule|lists?|appointment|event|meeting)\b.*", _nothing),
    _rule("none.train", r"transport_query", r".*\b(?:tickets?|price|schedule[sd]?|timings?|depart\w*|arriv\w+|leav(?:e|es|ing)|next (?:\w+ )?train|last train|first train|train times?|cost)\b.*", _nothing),
    _rule("none.lists", r"lists_query", r".*\b(?:what|which|how many|all|available|current|show|list)\b.*\blists\b.*", _nothing),
    _rule("none.contacts", r"email_querycontact", r"(?!.*\b(?:number|e-?mail)\b).*\b(?:missed call|call(?:ed)? me|address|live|lives|living|work|works|travelling|born|birthday|job|call to)\b.*", _nothing),
    _rule("none.rooms", r"schedule_meeting", r".*\b(?:are|is) (?:there )?(?:any |a )?(?:open |available )?(?:meeting )?rooms?\b.*", _nothing),
    _rule("sms", _SMS, rf"{_LEAD}(?:text|message) {_WHO}(?: for me)?(?: a text| a message)? (?:{_SAY}|{_ASK}|:) (?P<text>.+?){_TAIL}", _text),
    _rule("sms", _SMS, rf"{_LEAD}send {_WHO} (?:a|an) (?:text|message|sms|text message)(?: for me)? (?:{_SAY}|{_ASK}|:) (?P<text>.+?){_TAIL}", _text),
    _rule("sms", _SMS, rf"{_LEAD}(?:send|write|compose) (?:a|an) (?:text|message|sms|text message) to {_WHO} (?:{_SAY}|{_ASK}|:) (?P<text>.+?){_TAIL}", _text),
    _rule("sms", _SMS, rf"{_LEAD}(?:tell|let) {_WHO}(?: know)?(?: by text)? that (?P<text>.+?){_TAIL}", _text),
    _rule("sms", _SMS, rf"{_LEAD}(?:send|compose) (?:a|an) (?:text|message) to (?P<ps>(?:my )?\w+) (?P<text>(?:i'll|i'm|be|where|i)\b.+?){_TAIL}", _text),
    _rule("sms", _SMS, rf"{_LEAD}(?:send|text|message)(?: a text to)? (?P<ps>(?:my )?\w+)(?: a (?:text|message))?,? (?P<text>(?:i'll|i'm|i am|be there|where|hello|hi|what|you|see|happy|how|are you)\b.*?){_TAIL}", _text),
    _rule("sms.bare", _SMS, rf"{_LEAD}(?:send|write|compose|create|start) (?:a|an) (?:text|message|sms|text message) to {_WHO}{_TAIL}", _text),
    _rule("sms.bare", _SMS, rf"{_LEAD}(?:text|message) {_WHO}{_TAIL}", _text),
    _rule("reply", _SEND + r"|email/reply", rf"{_LEAD}(?:reply|respond) to .*?(?:e-?mail|mail|message)(?: from [\w ]+?)? (?:{_SAY}|with) (?P<text>.+?){_TAIL}", _reply),
    _rule("reply.bare", _SEND + r"|email/reply", rf"{_LEAD}(?:reply|respond) to [^,]*?(?:e-?mail|mail){_TAIL}", _reply),
    _rule("forward", _SEND, rf"{_LEAD}forward .*?(?:e-?mail|mail) to {_WHO}{_TAIL}", _forward),
    _rule("mail", _SEND, rf"{_LEAD}(?:e-?mail|mail) (?:to )?{_WHO} (?:{_SAY}|{_ASK}) (?P<text>.+?){_TAIL}", _mail),
    _rule("mail", _SEND, rf"{_LEAD}(?:send|write|compose|draft) (?:an? |the |new )*(?:e-?mail|mail) to {_WHO} (?:{_SAY}|{_ASK}) (?P<text>.+?){_TAIL}", _mail),
    _rule("mail", _SEND, rf"{_LEAD}(?:send|write) {_WHO} an (?:e-?mail|mail) (?:{_SAY}|{_ASK}) (?P<text>.+?){_TAIL}", _mail),
    _rule("mail.about", _SEND, rf"{_LEAD}(?:e-?mail|mail) (?:to )?{_WHO} (?:about|regarding) (?P<about>.+?){_TAIL}", _mail),
    _rule("mail.about", _SEND, rf"{_LEAD}(?:send|write|compose|draft) (?:an? |the |new )*(?:e-?mail|mail) to {_WHO} (?:about|regarding|with the subject) (?P<about>.+?){_TAIL}", _mail),
    _rule("mail.about", _SEND, rf"{_LEAD}(?:send|write|compose|draft) (?:an? |the |new )*(?:e-?mail|mail) about (?P<about>.+?) to {_WHO}{_TAIL}", _mail),
    _rule("mail", _SEND, rf"{_LEAD}(?:send|write|compose|draft) (?:an? |the |new )*(?:e-?mail|mail) to {_WHO}[,:]? ['\"](?P<text>.+?)['\"]?{_TAIL}", _mail),
    _rule("reply", _SEND, rf"{_LEAD}(?:reply|respond) to (?:my )?\w+ (?:{_SAY}) (?P<text>.+?){_TAIL}", _reply),
    _rule("mail.bare", _SEND, rf"{_LEAD}(?:send|write|compose|draft|start) (?:an? |the |new )*(?:e-?mail|mail) (?:to|for) {_WHO}{_TAIL}", _mail),
    _rule("mail.bare", _SEND, rf"{_LEAD}(?:e-?mail|mail) (?:to )?{_WHO}{_TAIL}", _mail),
    _rule("list.add", _LISTS, rf"{_LEAD}(?:add|put|include|throw|place|insert|write) (?:some |more |the |an? )*(?P<item>.+?) (?:to|on|onto|in|into) (?:my |the |our |a )*(?P<list>(?:[\w' -]+? )?list\b(?: (?:for|of|to) [\w ]+?)?)(?:,? (?:cause|because|as|i'm|i am|if it).*)?{_TAIL}", _append),
    _rule("list.add", _LISTS, rf"{_LEAD}(?:i |we |i'm |i am |we're )*(?:need|ran out of|out of|low on)(?: to)? (?P<item>[\w ]+?)[,;]? (?:so |please |and |will you |can you |could you )*(?:add|put) (?:(?:it|them|that|this) )?(?:to|on) (?:my |the |our )*(?P<list>[\w' -]*?list){_TAIL}", _append),
    _rule("list.add", _LISTS, rf"(?:to|on|onto) (?:my|the) (?P<list>[\w' -]*?list),? {_LEAD}(?:please )?(?:add|put) (?P<item>.+?){_TAIL}", _append),
    _rule("list.new", _LISTS, rf"{_LEAD}(?:create|make|start|begin) (?:me )?(?:an? |the |new )*(?P<list>[\w' -]+? list)(?: (?:with|of|for) (?P<item>.+?))?{_TAIL}", _new_list),
    _rule("list.open", r"lists_query|shopping_list$|todo_list$", r"(?!.*\b(?:kind|all lists|lists|playlist|remove|delete|email|mail)\b).*\b(?:my|the|our) (?P<list>[\w'-]*(?: ?to ?-?do| ?[\w'-]+)? ?list)\b(?! of).*", _open_list),
    _rule("remind", r"calendar_set|reminder_update|reminder/set", rf"{_LEAD}(?:\w+ )??remind me(?: again)?(?: please)? (?:to|about|of|that|for) (?P<chore>.+?){_TAIL}", _remind),
    _rule("remind", r"calendar_set|reminder_update|reminder/set", rf"{_LEAD}remind me (?:on |at |in |for )?(?:{when.FIND.pattern}) (?:to|about|of|that) (?P<chore>.+?){_TAIL}", _remind),
    _rule("remind", r"calendar_set|reminder_update|reminder/set", rf"(?:on |at |in )?(?:{when.FIND.pattern}),? {_LEAD}remind me (?:to|about|of|that) (?P<chore>.+?){_TAIL}", _remind),
    _rule("remind", r"calendar_set|reminder_update|reminder/set", rf"{_LEAD}(?:set|create|make|add|set up|have)(?: me| up)? (?:an? |the |new )*reminder(?: for me)? (?:to|about|of|that|for) (?P<chore>.+?){_TAIL}", _remind),
    _rule("remind", r"calendar_set|reminder_update|reminder/set", rf"{_LEAD}(?:set|create|make|add)(?: an?)? (?:new )?reminder (?:on |at |in |for )?(?:{when.FIND.pattern}),? (?:to|about|of|that|for) (?P<chore>.+?){_TAIL}", _remind),
    _rule("remind", r"calendar_set|reminder_update|reminder/set", rf"(?:i have|there is|i've got) (?:an? |my )*(?P<chore>[\w' ]+?) (?:on |at )?(?:{when.FIND.pattern}),? {_LEAD}remind me{_TAIL}", _remind),
    _rule("remind", r"reminder_update|reminder/set|calendar_set", rf"{_LEAD}(?:a reminder|don't let me forget|to be reminded|to be notified|to get reminded)(?: for me)? to (?P<chore>.+?){_TAIL}", _remind),
    _rule("event.with", _CAL, rf"{_LEAD}(?:schedule|set up|set|book|arrange|add|create|make|plan|put|have|organize)(?: up)? (?:an? |my |the |new )*(?P<title>(?:[\w-]+ )?(?:meeting|lunch|dinner|breakfast|brunch|appointment|call|coffee|date|lunch date|conference) with {_WHO})(?: (?:in|to|on) my (?:calendar|schedule))?(?: (?:at|in) (?P<place>the [\w' ]+?))?{_BARE}(?:,? (?:on |for |at |in |from )?(?:{when.FIND.pattern})(?: (?:to|on|in) my calendar)?)?{_TAIL}", _event),
    _rule("event.with", _CAL, rf"{_LEAD}(?:set|put|get|book|schedule)(?: me)? (?:an? |my )*(?P<title>(?:[\w-]+ )?(?:meeting|lunch|dinner|breakfast|appointment|call|coffee) with {_WHO})(?: (?:in|to|on) my (?:calendar|schedule))?{_BARE}(?: (?:for |at |on )?(?:{when.FIND.pattern}))?{_TAIL}", _event),
    _rule("event.have", _CAL, rf"(?:i have|i've got|there is|mark that i have|i have got) (?:an? |my )*(?P<title>(?!reminder|event\b|to\b)[\w' ]+?)(?: with (?P<ps>\w+))? (?:on |for |at |from )?(?:{when.FIND.pattern}),? (?:please |can you |could you |so )*(?:add|put|schedule|mark)(?: it| that| this)?(?: (?:to|on|in) (?:my|the) (?:calendar|schedule))?{_TAIL}", _event),
    _rule("event.add", _CAL, rf"{_LEAD}(?:add|put)(?: it)? (?:to|on|in) (?:my|the) (?:calendar|schedule)(?: for)? (?:an? |my |the )*(?P<title>[\w' ]+?) (?:on |for |at |from )?(?:{when.FIND.pattern}){_TAIL}", _event),
    _rule("event.add", _CAL, rf"{_LEAD}(?:add|put|mark|place|enter|schedule|include)(?: in)? (?:an? |my |the |new )*(?P<title>(?!reminder|event\b|meeting\b|this|it\b|that\b)[\w' -]+?) (?:(?:on|to|in|into|onto) (?:my|the) (?:\w+ )?(?:calendar|schedule|agenda))(?:,? (?:on |for |at |from )?(?:{when.FIND.pattern}))?{_TAIL}", _event),
    _rule("event.add", _CAL, rf"{_LEAD}(?:add|put|mark|place|enter|schedule|set|create) (?:an? |my |the |new )*(?P<title>(?!reminder|event\b|meeting\b|this|it\b|that\b|alarm|alert)[\w' -]+?) (?:on |for |at |from )?(?:{when.FIND.pattern})(?:,? (?:(?:on|to|in|into) (?:my|the) (?:\w+ )?(?:calendar|schedule|agenda)))?{_TAIL}", _event),
    _rule("event.called", _CAL, rf"{_LEAD}(?:add|put|set|create|make|schedule) (?:an? |my |the |new )*(?:calendar )?event (?:called|named|titled|for|of) (?P<title>.+?){_TAIL}", _event),
    _rule("event.meeting", _CAL, rf"{_LEAD}(?:schedule|set up|set|book|arrange|add|create|make|plan) (?:an? |my |the |new )*(?P<title>(?:[\w-]+ )?(?:meeting|appointment|call)) (?:on |for |at |in )?(?:{when.FIND.pattern}){_TAIL}", _event),
    _rule("way", _NAVIGATE, rf".*?(?:directions?|route|way|navigate|get|walk|drive|take me|guide me|go|bring me|travel|trip|path)(?: there)? from (?P<start>(?!here|my)[\w.' ]+?) to (?P<place>[\w.,' ]+?)(?: by (?:bus|train|car)| on foot| using public transportation)?{_TAIL}", _way),
    _rule("way", _NAVIGATE, rf".*?(?:directions?|route|way|get|walk|drive|go) to (?P<place>[\w.' ]+?) from (?P<start>(?!here|my)[\w.' ]+?)(?: by (?:bus|train|car)| on foot)?{_TAIL}", _way),
    _rule("way", _NAVIGATE, rf"(?!.*\b(?:ticket|book|next|schedule|when|reserve|nearest|closest|uber|taxi|cab|what time)\b).*?(?:directions?|route|way|navigate|get|walk|drive|take me|guide me|bring me|lead me|navigation|path)(?: on foot)? to (?P<place>(?!know|get|go|take|my destination)[\w.,' -]+?)(?: by (?:bus|train|car|foot)| on foot| using public transportation| from here| from my (?:current )?location)?{_TAIL}", _way),
    _rule("place", r"recommendation_locations|directions|maps/search", r".*?\b(?:what|which|are there|is there|any|recommend(?: me)?|find(?: me)?|the best|a good|show(?: me)?|list|all)(?: the| any| some| a| an| good| nice| best| all| of| me)* (?P<place>(?!kinds?|types?|of|it|me|do|is|are|can|to|shops? name)(?:[\w'-]+ ){0,2}?(?:restaurants?|shops?|stores?|pubs?|bars?|cafes?|bakery|bakeries|supermarkets?|malls?|markets?|theaters?|theatres?|centers?|places|hotels?|food|pizza|groceries|stations?|banks?|salons?|cinemas?))\b(?: (?:that )?(?:is|are|close|near|nearby|around|in|here|within|can|do|on|to|local|located|you|i|the|my|area|me|by|neighborhood)\b.*)?", _place),
    _rule("place", r"recommendation_locations|directions|transport_query|maps/search", rf".*?\b(?:where is|where's|where are|locate|find|show me|look for|search for|find me|what is|what's|need|which is)(?: me)?(?: a| an| the| some)? (?P<place>(?:nearest|closest|nearby|closest|local) [\w' ]+?){_TAIL}", _place),
    _rule("place", r"recommendation_locations|directions|maps/search", rf".*?\b(?:where is|where's|locate|find|show me|find me|look for|search for)(?: me)?(?: a| an| the| some)? (?P<place>[\w'-]+(?: [\w'-]+){{0,3}}? (?:near(?: to)? me|nearby|near here|close to me|around here|in [\w ]+|near [\w ]+)){_TAIL}", _place),
    _rule("number", r"email_querycontact|phone/search", r".*?\b(?!my\b)(?P<ps>(?:my )?[\w]+(?: [\w]+)?)['’]s (?:\w+ )?(?:phone|mobile|cell|telephone)?\s?(?:number|phone)\b.*", _number),
    _rule("number", r"email_querycontact|phone/search", rf".*?(?:phone|mobile|cell)?\s?number (?:of|for) {_WHO}{_TAIL}", _number),
    _rule("address", r"email_querycontact", r".*?\b(?P<ps>(?:my )?[\w]+(?: [\w]+)?)['’]s (?:work |home )?(?:e-?mail(?: address)?|mail id)\b.*", _address),
    _rule("address", r"email_querycontact", rf".*?e-?mail(?: address)? (?:of|for) {_WHO}{_TAIL}", _address),
)  # fmt: skip
