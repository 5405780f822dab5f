"""Ways of asking for a text message."""

from __future__ import annotations

from typing import Final

from tinyagent_cli.lab.phrasing.bank import Bank, lines, one, people, phones
from tinyagent_cli.lab.phrasing.plans import Node
from tinyagent_cli.lab.phrasing.scene import Slots
from tinyagent_cli.planning.embedded.pointing import PipedText


def text(slots: Slots) -> list[Node]:
    """One message to everybody named."""
    return [Node("send_sms", (phones(people(slots, "ps")), one(slots, "text")))]


def piped(slots: Slots) -> list[Node]:
    """The piped text, sent."""
    return [Node("send_sms", (phones(people(slots, "ps")), PipedText()))]


TEXT: Final = Bank(
    "sms",
    text,
    commands=lines(
        """
        text {tps} [that|saying|saying that|to say|to say that|and say|and say that|and tell them|and tell them that|letting them know|to let them know] {that}
        text {tps} {says}
        text {tps}: {says}
        text {tps}, {says}
        text {says} to {tps}
        message {tps} [that|saying|to say|and say|and tell them|letting them know] {that}
        message {tps}: {says}
        tell {ps} [that|] {that}
        tell {ps} {asks}
        tell {ps} [by text|via text|over text|in a text] [that|] {that}
        let {ps} know [that|] {that}
        let {ps} know [by text|via SMS|with a text|over text] [that|] {that}
        inform {ps} [by text|by SMS|via text message] that {that}
        send {tps} [a text|a text message|an SMS|a message|a quick text|a sms|an sms|a quick message] [saying|saying that|that says|that|to say|telling them that|that reads|letting them know that|:] {that}
        send {tps} [a text|a text message|an SMS|a message|a sms] [saying|that says|with the message|:|that reads|, ] {says}
        send [a text|a text message|an SMS|a message|an sms message|a quick text] to {tps} [saying|saying that|that says|to say|that|letting them know|letting them know that|informing them that] {that}
        send [a text|a text message|an SMS|a message|a quick SMS|an SMS message] to {tps} [saying|with the message|with the text|:|that reads|which says|stating] {says}
        send [an SMS|a text|a message] [with|saying] {says} to {tps}
        send {says} to {tps} [by text|via SMS|by SMS|as a text|via text message|in a text|as an SMS]
        send {says} [as a text|via text|by SMS] to {tps}
        shoot {tps} a [text|message] [saying|that|:|that says|to say] {that}
        drop {tps} a [text|message|line by text] [saying|that|:] {that}
        write {tps} a [text|message|text message] [saying|that|:] {that}
        write [a text|a text message|an SMS] to {tps} [saying|that|:] {that}
        compose [a text|a text message|an SMS] to {tps} [saying|that says|with the message] {says}
        ask {ps} {asks}
        ask {ps} [by text|via text|over SMS|in a text] {asks}
        text {tps} [and ask|asking|to ask] [him|her|them|] {asks}
        text {tps} {asks}
        message {tps} [and ask|asking|to ask] {asks}
        send {tps} [a text|a message|an SMS] asking [him|her|them|] {asks}
        send [a text|a message|an SMS] to {tps} asking [him|her|them|] {asks}
        ping {tps} [that|saying|with] {that}
        SMS {tps} [that|saying|] {that}
        [say|reply] {says} to {ps} [by text|via text|in a text message|over SMS]
        notify {tps} [by text|via SMS|] that {that}
        remind {ps} [by text|via text|via SMS|with a text] {asks}
        get {ps} a message saying {that}
        text {tps} {letter}
        send [a text|an SMS|a message] to {tps} saying {letter}
        text {tps} my {textabout}
        text {tps} about {textabout}
        send [a text|an sms|an SMS] to {tps} [about|regarding] {textabout}
        [wish|tell] {ps} {congrats} [by text|via SMS|in a text|over text]
        text {tps} [to wish them|and wish them|wishing them] {congrats}
        [contact|reach|update|alert] {ps} [by text|via SMS] [that|saying|and say] {that}
        answer {ps} [by text|via text] [that|with|saying] {that}
        send {tps} a text [message|] the message is [that|] {that}
        [send|compose|write] [a text|a message] to {tps} {says}
        text {tps} and [invite|remind|ask|tell] them {asks}
        send a text and tell {tps} [that|] {that}
        give {tps} a text [that|saying] {that}
        [get|have] a text sent to {tps} saying {that}
        [let|make sure] {ps} [know|knows] via [sms|text message] that {that}
        write {that} to {tps} in a text
        text {tps} real quick that {that}
        tell {ps} {says}
        respond to {tps} by text saying {that}
        start a text to {tps} saying {says}
        [give|send|drop] {tps} [a heads up|a heads-up|word|a line] [by text|via SMS|by SMS|over text] that {that}
        [fire off|bang out|type|put together] a [text|text message|quick text] to {tps} [saying|that says|:] {says}
        [fire off|type|put together] a [text|text message|quick text] [letting|telling] {ps} [know|] that {that}
        [by text|over SMS|via text], [tell|let] {ps} [know|] that {that}
        [pass on|relay|get word] to {tps} [by text|via text|over SMS] that {that}
        [check|find out] with {tps} [by text|over text|via SMS] {asks}
        text {that} [over|across|] to {tps}
        text {tps}, {that}
        hit {tps} up [by text|with a text] [saying|that] {that}
        txt {tps} [that|saying|] {that}
        [reply|respond] to {tps} [by SMS|in a text|with a text] [with|saying] {says}
        """
    ),
    sentences=lines(
        """
        [I need|I want|I'd like] {ps} to know [that|] {that}
        [text|sms|message|to] {tps} : {says}
        {ps} [should|needs to|has to|must] know [that|] {that}, [text them|send a text|let them know by text]
        [can|could|would] you let {ps} know [that|] {that}?
        [can|could|would] you [ask|text] {ps} {asks}?
        [make sure|be sure] {ps} [knows|know] [that|] {that}
        [please say|say] {says} to {ps} [in a text|by text]
        [new|] [text|sms|message] to {tps}: {says}
        I [want|need] a text sent to {tps} saying {that}
        [I need|I want] {tps} to be texted that {that}
        {ps} needs to be told [that|] {that}
        tell {ps}: {says}
        [please|] text: {says}, to {tps}
        [I'd like to|I want to|I need to|let me] [text|message] {tps} [that|and say|saying] {that}
        [I want to|I need to|I'd like to] send [a text|a message] to {tps} [saying|that says|that] {that}
        [someone should|we should|gotta|I have to] tell {ps} [that|] {that}
        """
    ),
    weight=3.4,
)

PIPED: Final = Bank(
    "sms.piped",
    piped,
    commands=lines(
        """
        text [this|it|that|this text|the above|this message] to {tps}
        text {tps} [this|the text|that|what's here|this message]
        send [this|it|that|these notes|this text] to {tps} [by text|via SMS|as a text|as a text message|by SMS]
        send {tps} [this|a text with this|an SMS with this|this as a text|this by text message|a text message with this]
        message [this|that|it] to {tps}
        SMS [this|that|it] to {tps}
        send [an SMS|a text|a text message] to {tps} with [this|this text|the text|that|it]
        send [an SMS|a text|a text message] to {tps}
        text {tps}
        forward [this|this text] to {tps} by [text|SMS]
        let {ps} know by text
        share this with {tps} [over text|by SMS|via text message]
        """
    ),
    weight=0.0,
)

BANKS: Final = (TEXT, PIPED)
