"""Ways of asking where something is and how to get there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tinyagent_cli.lab.phrasing.bank import Bank, lines, one
from tinyagent_cli.lab.phrasing.plans import Node
from tinyagent_cli.lab.phrasing.scene import Slots
from tinyagent_cli.planning.embedded.pointing import Choice


def place(slots: Slots) -> list[Node]:
    """A place, shown."""
    return [Node("maps_open_location", (one(slots, "place"),))]


def directions(transport: str) -> Callable[[Slots], list[Node]]:
    """The way to a place, by car ("d"), on foot ("w") or by public transport ("r")."""

    def way(slots: Slots) -> list[Node]:
        return [
            Node(
                "maps_show_directions",
                (one(slots, "start"), one(slots, "place"), Choice(transport)),
            )
        ]

    return way


PLACE: Final = Bank(
    "maps.place",
    place,
    commands=lines(
        """
        [open|show|show me|find|locate|display|pull up|bring up|look up|search for|search|pinpoint] {place} [on the map|on a map|in Apple Maps|in Maps|on maps|in the maps app|on my map]
        [open|show|show me|find|get|display] the location [of|for] {place}
        [open|show|show me|find|display] the location [of|for] {place} [in Apple Maps|in Maps|on the map|on a map]
        [open|launch] [Apple Maps|maps|Maps|the map] [to|at|for|and find|and show|and show me|and search for|and look for] {place}
        [show|open|find] [me|] [a|the] map of {place}
        [show me|tell me] where {place} is
        [show|find] me {place}
        [find|locate|look up] {place}
        [drop|put] a pin [on|at] {place}
        [check|look up|view|see|get] [the location of|where to find] {place} [on the map|in Maps|in Apple Maps]
        [find|look for|search for] {place} [near me|around here|nearby|close by]
        zoom the map to {place}
        [find|show|show me|locate|search for|look for|look up|recommend|recommend me|suggest] [a|me a|some|any|the|] [good|nice|] {kindnear}
        [find|show me|locate] [the|] {kind} on the map
        [help me|] find [a|some] {kind}
        [point|show] me [out|] where {place} is [on the map|]
        [center|centre] the map on {place}
        [take|bring] me to {place} [on the map|in Maps]
        [map|pin] {place} [for me|]
        [locate|look for] {place} [in Apple Maps|on Apple Maps|on a map]
        let me see {place} on [the|a] map
        [look|search] [around|] for [a|some|] {kindnear}
        """
    ),
    sentences=lines(
        """
        where is {place}
        where is {place}?
        where's {place} [on the map|]?
        where can I find {place}?
        where exactly is {place} [located|]?
        [whereabouts|where abouts|where on earth|where about] is {place}?
        any idea where {place} is?
        which [part of town|street|direction] is {place} in?
        [I need|I want] to [see|know] where {place} is
        what's the [location|address] of {place}?
        [map|maps|location]: {place}
        {place} on [the|a] map
        is {place} on the map?
        [what|which] {kind} [are|is] [near me|nearby|around here|in the area|close by]?
        [are there|is there] [any|a] {kindnear}?
        where [is|are] [the|a|] {kindnear}?
        where can I find [a|some] {kindnear}?
        what's the {kindnear}?
        [I need|I want|I'm looking for|looking for] [a|some|the] {kindnear}
        {kindnear}
        where [should I|can I] go for {kind} [around here|nearby|near me]?
        can you tell me where the {kindnear} is?
        [show me|find] the nearest {place}
        what is the nearest {kind} [to me|to my location|from here|]
        how [close|near] is the [nearest|closest] {kind}?
        {place}, where is [it|that]?
        [do you know|can you tell me|tell me] where {place} is [located|]?
        [whereabouts|where] would I find {place}?
        [I can't find|I'm trying to find|I'm looking for] {place}, [where is it|show me on the map]
        [got|know] [a|any] [good|decent] {kindnear}?
        """
    ),
    weight=1.5,
)

_SHOW = "[show|show me|get|get me|find|find me|give me|open|pull up|display|look up|bring up|check]"


def _ways(transport: str, word: str, verbs: str, weight: float) -> Bank:
    on = "[in Apple Maps|in Maps|on the map|]"
    return Bank(
        f"maps.way.{transport}",
        directions(transport),
        commands=lines(
            f"""
            {_SHOW} [the|] {word} directions to {{place}} {on}
            {_SHOW} [the|] {word} directions from {{start}} to {{place}} {on}
            {_SHOW} [the|] {word} directions from [here|my location|my current location|where I am] to {{place}} {on}
            {_SHOW} [the|] {word} directions to {{place}} from {{start}}
            {_SHOW} [the|] {word} directions to {{place}} from [here|my location|my current location]
            [show|tell] me [how to|how I can] {verbs} to {{place}}
            [show|tell] me [how to|how I can] {verbs} from {{start}} to {{place}}
            {_SHOW} [the|a|] {word} route [from {{start}} to|to] {{place}}
            {_SHOW} the [best|fastest|quickest|shortest] {word} [way|route] [from {{start}} to|to] {{place}}
            tell me how to {verbs} to {{place}} [from {{start}}|from here|]
            """
        ),
        sentences=lines(
            f"""
            how [do|can|would|should] I {verbs} [from {{start}} to|to] {{place}}?
            how [do|can] I {verbs} to {{place}} from [{{start}}|here|my house]
            how do you {verbs} to {{place}}
            [I need|I want] {word} directions [from {{start}} to|to] {{place}}
            [I need|I want] to {verbs} [from {{start}} to|to] {{place}}, show me [the way|how|directions]
            what is the [best|fastest|quickest] {word} [way|route] [from {{start}} to|to] {{place}}
            {word} directions to {{place}}
            {word} directions from {{start}} to {{place}}
            """
        ),
        weight=weight,
    )


_PLAIN = Bank(
    "maps.way",
    directions("d"),
    commands=lines(
        """
        [navigate|take me|guide me|route me|direct me|drive me] to {place}
        [navigate|take me|guide me|get me] from {start} to {place}
        [start|begin] navigation to {place}
        [plot|map|plan|calculate] [a|the] [route|course|way] [from {start} to|to] {place}
        [map out|work out] the way [from {start} to|to] {place}
        [find|tell me|show me] the way [from {start} to|to] {place}
        [lead|steer|get|bring] me [from {start} to|to] {place}
        [get|fetch|pull up|look up] the [route|way|directions] [from {start} to|to] {place}
        [set|put in|enter] {place} as [my|the] destination
        [directions|route|way] [from {start} to|to] {place}, please
        [head|set off] [for|to] {place}
        [show|find] [me|] [a|the] route that [gets|takes] me [from {start} to|to] {place}
        [figure out|look up|check] how to get [from {start} to|to] {place}
        """
    ),
    sentences=lines(
        """
        directions to {place}
        directions [from|] {start} to {place}
        {start} to {place} [directions|route]
        how do I get [there|] from {start} to {place}
        how far is {place} [from here|from {start}|]
        how long [does it take|will it take] to get to {place}
        what's the way to {place}?
        I'm [lost|driving], [how do I get|get me|take me] to {place}
        I need to [get|be|go] [to|at] {place}, [show me the way|give me directions|navigate]
        [what's|what is] the [shortest|fastest|best|easiest] [way|route] [from {start} to|to] {place}?
        which way [is it|do I go] [from {start} to|to] {place}?
        [I'm|we're] [at|in] {start}, how do [I|we] get to {place}?
        [heading|driving|going] to {place} [from {start}|], [which way|how do I get there|directions please]
        {place} from {start}, how do I get there?
        can you [get|take|lead] me [from {start} to|to] {place}?
        """
    ),
    weight=0.8,
)
_PLAIN = Bank(
    _PLAIN.name,
    _PLAIN.build,
    _PLAIN.commands,
    tuple(s.replace("get [there|] from", "get from") for s in _PLAIN.sentences),
    _PLAIN.weight,
)
_ON_FOOT = lines(
    """
    [show|show me|get|get me|find|give me|open|check] [the|] directions [from {start} to|to] {place} [on foot|by foot|for walking|by walking|walking]
    [show|show me|get|get me|find] directions from [here|my current location] to {place} [on foot|by foot|for walking|by walking]
    """
)
_BY_TRAIN = lines(
    """
    [show|show me|get|get me|find|give me|open|check] [the|] directions [from {start} to|to] {place} [by|using|via|with|on|for] [the tube|the subway|the tram|tram|ferry|rail|public transport|public transit|transit|bus|train|subway|public transportation|the metro]
    [show|show me|get|get me|find] directions from [here|my current location] to {place} [by|using] [public transit|bus|train]
    [show|tell] me how to get [from {start} to|to] {place} [on|by|with] [the bus|the train|the tube|public transport|the subway|the tram]
    """
)
_HOW_ON_FOOT = lines(
    """
    how [do|can|would|should] I get [from {start} to|to] {place} [on foot|walking|by foot]?
    what's the way [from {start} to|to] {place} [on foot|by foot|if I walk]?
    how long is the walk [from {start} to|to] {place}?
    """
)
_HOW_BY_TRAIN = lines(
    """
    how [do|can|would|should] I get [from {start} to|to] {place} [by|on|with|using] [the tube|the bus|the train|bus|train|subway|public transport|public transit|the metro|the tram]?
    which [bus|train|tram|subway] [goes|do I take|should I take] [from {start} to|to] {place}?
    what's the [best|quickest] way [from {start} to|to] {place} by [bus|train|public transport|metro]?
    """
)
_BY_CAR = lines(
    """
    [show|show me|get|get me|find|give me|open|check] [the|] directions [from {start} to|to] {place} [by car|for driving|by driving|driving]
    [show|show me|get|get me|find] directions from [here|my current location] to {place} [by car|for driving]
    """
)

BANKS: Final = (
    PLACE,
    _ways("d", "", "[get|go]", 1.0),
    _ways("d", "driving", "drive", 0.5),
    _ways("w", "walking", "walk", 0.6),
    _ways("r", "[transit|bus|train|public transport|subway|public transit]", "[take the bus|take the train|go by bus|get by train|take public transit]", 0.6),
    _PLAIN,
    Bank("maps.foot", directions("w"), _ON_FOOT, _HOW_ON_FOOT, 0.3),
    Bank("maps.train", directions("r"), _BY_TRAIN, _HOW_BY_TRAIN, 0.4),
    Bank("maps.car", directions("d"), _BY_CAR, (), 0.2),
)  # fmt: skip
