"""Ways of asking for a new mail, a reply, a forward."""

from __future__ import annotations

from typing import Final

from tinyagent_cli.lab.phrasing.bank import Bank, files, lines, mails, one, people
from tinyagent_cli.lab.phrasing.plans import Node
from tinyagent_cli.lab.phrasing.scene import Slots
from tinyagent_cli.planning.embedded.pointing import PipedText


def compose(slots: Slots) -> list[Node]:
    """A new mail: subject what it is about, context what it says."""
    return [
        Node(
            "compose_new_email",
            (mails(people(slots, "ps")), mails(people(slots, "cc")), one(slots, "about"),
             one(slots, "text"), files(slots)),
        )
    ]  # fmt: skip


def compose_piped(slots: Slots) -> list[Node]:
    """A new mail that holds the piped text."""
    return [
        Node(
            "compose_new_email",
            (
                mails(people(slots, "ps")),
                mails(people(slots, "cc")),
                one(slots, "about"),
                PipedText(),
            ),
        )
    ]


def reply(slots: Slots) -> list[Node]:
    """A reply to the selected mail; its sender is not looked up."""
    return [Node("reply_to_email", (mails(people(slots, "cc")), one(slots, "text"), files(slots)))]


def reply_piped(slots: Slots) -> list[Node]:
    """A reply that holds the piped text."""
    return [Node("reply_to_email", (mails(people(slots, "cc")), PipedText()))]


def forward(slots: Slots) -> list[Node]:
    """The selected mail, passed on."""
    return [
        Node(
            "forward_email",
            (
                mails(people(slots, "ps")),
                mails(people(slots, "cc")),
                one(slots, "text"),
                files(slots),
            ),
        )
    ]


COMPOSE: Final = Bank(
    "mail.compose",
    compose,
    commands=lines(
        """
        [email|e-mail|mail|write to|write] {mps} about {about}
        [email|e-mail|mail] {mps} about {about} [saying|and say|and tell them|to say|telling them] [that|] {that}
        [email|e-mail|mail] {mps} [that|saying|saying that|to say|to say that|and say|and tell them|and let them know] {that}
        [email|e-mail|mail] {mps} [asking|and ask|to ask] [him|her|them|] {asks}
        [email|e-mail|mail|email to] {mps}: {says}
        [email|mail|send] {says} to {mps} [by email|via email|in an email]
        [email|mail] {mps} [and cc|cc|cc'ing|with a copy to|and copy] {cc} about {about}
        email {mps}
        [send|write|draft|compose|prepare|create|shoot|fire off] {mps} [an email|a mail|an e-mail|a quick email|a new email] about {about}
        [send|write|draft|compose|shoot] {mps} [an email|a mail|an e-mail|a quick email] [saying|that says|saying that|telling them that|that|to say] {that}
        [send|write|draft|compose] {mps} an [email|e-mail] with [the|] subject {subject}
        [send|write|draft|compose] {mps} an [email|e-mail] with [the|] subject {subject} [saying|and the message|and say|and body|and text] {says}
        [send|write|draft|compose|prepare|create|start] [an email|a mail|an e-mail|a new email|a quick email|a new mail] to {mps} about {about}
        [send|write|draft|compose|prepare|create] [an email|a mail|an e-mail|a new email] to {mps} [regarding|concerning|on|on the subject of] {about}
        [send|write|draft|compose|prepare|create] [an email|a mail|an e-mail|a new email] to {mps} [with the subject|with subject|with the subject line|titled|, subject|subject] {subject}
        [send|write|draft|compose] [an email|a new email] to {mps} [with the subject|with subject|titled] {subject} [and the message|and the body|saying|and context|and content|, body|and say] {says}
        [send|write|draft|compose] [an email|a new email] to {mps} with the subject {subject} and [attach|attach the file|include the file|include the attachment] {file}
        [send|write|draft|compose] [an email|a new email] to {mps}, [cc|cc'ing|with cc to|copying|and cc|and include in cc] {cc}, with the subject {subject}
        [send|write|draft|compose] [an email|a new email] to {mps} with {cc} [in cc|on cc|in copy|cc'd], about {about}
        [send|write|draft|compose] [an email|a new email] to {mps} [saying|saying that|that says|to say|telling them that|letting them know that|informing them that|stating that] {that}
        [send|write|draft|compose] [an email|a mail] to {mps} asking [him|her|them|] {asks}
        [send|write|compose] [an email|a new email] to {mps} with {doc} [attached|as an attachment]
        [send|write|compose] [an email|a new email] to {mps} and attach {file}
        [send|write|compose] [an email|a new email] to {mps} about {about} [and attach|with|attaching|including|and include] {file}
        [send|write|compose] [an email|a new email] with {file} attached to {mps}
        [send|write|compose] [an email|a new email] with the subject {subject} to {mps}
        [send|write|compose] [an email|a new email] with the subject {subject} to {mps}, cc {cc}, and attach {file}
        [send|write|compose] [an email|a new email] with the subject {subject} to {mps} [saying|and say that|stating that|to inform them that] {that}
        [send|compose|draft] [an email|a new email] to {mps}
        [email|send|mail|e-mail] {file} to {mps}
        [email|send|mail|e-mail] {doc} to {mps}
        [email|send|mail|e-mail] {file} and {doc} to {mps}
        [email|send|mail] {mps} {doc}
        [email|send|mail] {mps} {file}
        [email|send] {mps} {file} and {file2}
        [email|send] {mps} {file} [and say|saying|with the message|and tell them] {that}
        [email|send] {file} to {mps} [and cc|, cc|with a copy to|cc'ing] {cc}
        [email|send] {doc} to {mps} [with the subject|under the subject] {subject}
        [share|pass along] {file} with {mps} [by|via|over] email
        attach {file} to [an email|a new email|a mail] to {mps}
        attach {doc} to [an email|a new email] for {mps} about {about}
        [start|open|begin] [an email|a new email|a draft] to {mps}
        get [an email|a mail] [out|off] to {mps} about {about}
        [let|inform|notify] {mps} [by email|via email|over email|by e-mail] [know|] [that|about] {that}
        [tell|ask] {mps} [by email|via email|in an email] {asks}
        [reach out|write] to {mps} [by email|via email] about {about}
        [send|write] [an email|a mail|an e-mail] to {mps} saying {letter} and [title it|with the subject|with the title|call it|use the subject] {subject}
        [send|write] [an email|a new email] [titled|with the title|with subject|called] {subject} to {mps} saying {letter}
        [send|write] {mps} an email [titled|called|with the title|with the subject] {subject} saying {letter}
        [send|write] [an email|a new email] to {mps} [titled|called] {subject} [saying|with the content|with body] {letter}
        email {mps} {letter} [titled|with the subject|under the title] {subject}
        [email|send an email to|write to] {mps} [saying|with]: {letter}
        [email|mail] {mps} my {about}
        [send|write|draft|compose] [an email|a mail|an e-mail|a quick email] about {about} to {mps}
        [send|write] an email [saying|that says|telling] {that} to {mps}
        [send|write] [email|mail|e-mail] to {mps} [saying|that|about how] {that}
        [send|write] [email|mail|e-mail] to {mps}, {says}
        [send|write] [email|mail|e-mail] to {mps} [about|regarding] {about}
        [send|write] {mps} [email|mail] about {about}
        [send|email] [an email to|] {mps} [wishing them|to wish them|and wish them] {congrats}
        [inform|update|notify] {mps} [by|via] email about {about}
        [send|email] [an invitation|a thank you|a reminder|a follow-up|an apology] [email|] to {mps} [for|about|regarding] {about}
        [reach|contact] {mps} [by|through|via] [email|mail] [and say|saying|to say] {that}
        [mail|email] {file}, please, to {mps}
        send {mps} a copy of {file}
        get {doc} over to {mps} [by|via] email
        [let|make] {mps} [have|get] {doc} by email
        [send|share] {doc} [with|to] {mps} [via|by|over] email
        email {mps} and attach {file} and {file2}
        [send|compose|write] an email to {mps}, copy {cc}, saying {that}
        [email|send] {mps} the [details|address|info|plan] [of|for] {about}
        [email|send] {mps} {says} [as an email|by mail]
        drop {mps} [an email|a mail|a line by email] about {about}
        [email|mail] {mps} [with|to give them|to pass on|to share] [the news|the message|word|an update] that {that}
        [let|make sure] {mps} [know|knows|hear|hears] [by|via] [email|mail] [that|] {that}
        [inform|notify|tell|update|alert] {mps} [by|via|in an|over] [email|mail] that {that}
        [write|compose|draft] [an email|a mail|a message by email] [telling|informing|letting] {mps} [know|] that {that}
        [email|mail] {mps} [regarding|concerning|on the subject of|on] {about}
        [send|write] {mps} [an email|a mail|a quick email], [subject|with the subject|titled] {subject}, [saying|telling them|to say] [that|] {that}
        [draft|start|prepare] [an email|a mail|a message by mail] [for|to] {mps} [regarding|on|concerning] {about}
        [ask|question] {mps} [by|via|over] [email|mail] {asks}
        [check|find out] with {mps} [by|via|over] email {asks}
        [reach out to|get in touch with|contact] {mps} [by|via|over] email about {about}
        [reach out to|get in touch with|contact] {mps} [by|via|over] email [and say|saying|to say] [that|] {that}
        """
    ),
    sentences=lines(
        """
        [I need to|I want to|I have to|I'd like to|let me|I gotta] [email|send an email to|write an email to|mail] {mps} about {about}
        [I need to|I want to|I'd like to] [email|send an email to] {mps} [saying|to say|that says|that] {that}
        [email|new email|mail|e-mail] to {mps}, subject {subject}
        [email|new email|mail] to {mps}: {says}
        to: {mps} subject: {subject} body: {says}
        {mps} [needs|need|wants|want|should get|is waiting for] {doc} [by email|, email it|, send it over|, please email it]
        [is there a way to|is it possible to|would you mind] [email|emailing] {mps} about {about}?
        [can|could] you [get|have] an email [sent|written|drafted] to {mps} about {about}?
        [please|] [address|start] an email to {mps} [saying|and say] {that}
        """
    ),
    weight=4.0,
)

COMPOSE_PIPED: Final = Bank(
    "mail.piped",
    compose_piped,
    commands=lines(
        """
        [email|mail|send|e-mail] [this|it|that|these notes|this text|the text] to {mps}
        [email|mail|e-mail] {mps}
        [email|mail|send] {mps} [this|these notes|the text|that]
        [email|send] [this|it|that] to {mps} [with the subject|with subject|under the subject|and use the subject] {subject}
        [email|send] [this|that] to {mps}, cc {cc}
        [send|write|draft|compose] [an email|a mail|a new email] to {mps} [with|containing|including] [this|this text|that|it] [in the body|as the body|]
        [send|write|draft|compose] [an email|a mail] [with|containing] this to {mps}
        [send|draft|compose] an email to {mps} [about|regarding] {about} with [this|the text] [in it|]
        [make|turn] this into an email to {mps}
        use this as [the body of an email|an email] to {mps}
        [draft|write|compose] an email to {mps} with the subject {subject}
        [draft|write|compose] an email to {mps} about {about}
        """
    ),
    weight=0.0,
)

_THE_MAIL = "[the|this|the current|the last|the latest|the selected|that|his|her|the most recent|the open] [email|e-mail|mail|message]"
REPLY: Final = Bank(
    "mail.reply",
    reply,
    commands=lines(
        f"""
        reply to {_THE_MAIL} [saying|saying that|that|and say|and say that|with|to say that|and tell them that] {{that}}
        reply to {_THE_MAIL} [saying|with|with the message|and say|:] {{says}}
        reply to {{anyone}}'s [email|mail|message|last email|e-mail] [saying|that|and say|with|and say that|saying that] {{that}}
        reply to {{anyone}}'s [email|mail|message] [with|saying|:|with the message] {{says}}
        reply to {{anyone}}'s [email|mail|message|email about the {{topic}}] [asking|and ask] [them|] {{asks}}
        reply to the email from {{anyone}} [saying|that|and say|with|and say that] {{that}}
        reply to the [email|message] from {{anyone}} [about|regarding] the {{topic}} [saying|and say|with|and tell them] {{that}}
        reply to the [email|message] [about|regarding|on|titled|with the subject] {{topic}} [saying|and say|with] {{that}}
        reply to {_THE_MAIL} and attach {{file}}
        reply to {_THE_MAIL} [with|attaching|including|and include] {{file}} [attached|as an attachment|]
        reply to {{anyone}}'s [email|mail] and attach {{doc}}
        reply to {_THE_MAIL}, [cc|cc'ing|copying|with cc to|and cc] {{cc}}
        reply to {_THE_MAIL} [cc'ing|with cc to|copying|and cc] {{cc}} [saying|and say|with the message] {{that}}
        reply to {{anyone}}'s email, cc {{cc}}, [saying|and say] {{that}}
        reply to {_THE_MAIL} [with cc to|cc'ing] {{cc}} and attach {{file}}
        reply to {_THE_MAIL}
        reply to {{anyone}}'s [email|mail|last email|message about the {{topic}}]
        reply to the email from {{anyone}} [about the {{topic}}|]
        reply [that|saying|saying that|with|and say] {{that}}
        reply {{says}} to {_THE_MAIL}
        reply {{says}} to {{anyone}}'s email
        respond to {_THE_MAIL} [saying|that|and say|with|letting them know that] {{that}}
        respond to {{anyone}}'s [email|mail|message] [saying|that|and say|with] {{that}}
        respond to {{anyone}}'s [email|mail]
        respond to {_THE_MAIL} with {{file}}
        say {{says}} to {_THE_MAIL}
        get back to {{anyone}}'s [email|mail|message] [saying|and say|and tell them|with] {{that}}
        get back to {_THE_MAIL} [saying|and say|with] {{that}}
        answer {_THE_MAIL} [saying|with|and say|and tell them] {{that}}
        answer {{anyone}}'s [email|mail|message] [saying|with|and say|that] {{that}}
        answer {{anyone}}'s [email|mail]
        write back to {{anyone}} [saying|that|and say] {{that}}
        write back [saying|that|and say] {{that}}
        email back [saying|that] {{that}}
        email {{anyone}} back [saying|that|and say] {{that}}
        [send|write|draft|compose] a [reply|response|quick reply|short answer] to {_THE_MAIL} [saying|that|with|saying that|confirming that] {{that}}
        [send|write|draft|compose] a [reply|response] to {{anyone}}'s [email|mail] [saying|that|with|stating that] {{that}}
        [send|write|draft] a [reply|response] to {_THE_MAIL}
        [send|draft] a reply [saying|with|that] {{that}}
        reply to {{anyone}} [that|saying|and say|saying that] {{that}}
        [send|write] a [reply|response] to {{anyone}} [that|saying|and say|with the answer] {{that}}
        respond to {{anyone}} [that|saying|by email that] {{that}}
        quick reply to [this|the] [email|mail]: {{says}}
        [accept|confirm] in a reply to {{anyone}}'s email [that|saying] {{that}}
        tell {{anyone}} in a reply [that|] {{that}}
        reply all [saying|with|that] {{that}}
        reply to {{anyone}}'s [latest|last|most recent] [email|mail] [about|on|titled] {{line}} [with|saying] {{says}}
        reply to the [latest|last] [email|mail] from {{anyone}} [about|on|titled] {{line}} [with|saying] {{letter}}
        [send a reply to|answer|respond to] {{anyone}}'s [latest|last] email [about|titled] {{line}} [with|saying] {{says}}
        reply {{letter}}
        """
    ),
    sentences=lines(
        f"""
        [I need to|I want to|I should|I'd like to] [reply to|answer|respond to] {_THE_MAIL} [saying|and say|with] {{that}}
        [I need to|I want to|I should] [reply to|answer|respond to] {{anyone}}'s [email|mail] [saying|and say|with] {{that}}
        reply: {{says}}
        {{anyone}} [emailed|wrote|mailed] me [about the {{topic}}|], [reply|respond|write back|answer] [that|saying|and say] {{that}}
        [can|could] you answer {_THE_MAIL} with {{that}}?
        """
    ),
    weight=2.0,
)

REPLY_PIPED: Final = Bank(
    "mail.reply.piped",
    reply_piped,
    commands=lines(
        f"""
        reply to {_THE_MAIL} with [this|this text|the text|that|these notes]
        reply with [this|this text|that]
        reply to {{anyone}}'s email with [this|this text|it]
        [answer|respond to] {_THE_MAIL} with this
        [use|send] this as [the|a|my] [reply|answer|response] to {_THE_MAIL}
        reply to {_THE_MAIL} with this, cc {{cc}}
        send [this|it] as a reply
        """
    ),
    weight=0.0,
)

FORWARD: Final = Bank(
    "mail.forward",
    forward,
    commands=lines(
        f"""
        forward {_THE_MAIL} to {{mps}}
        forward [it|this|that|this one] to {{mps}}
        forward {{anyone}}'s [email|mail|message|last email] to {{mps}}
        forward the [email|message] from {{anyone}} to {{mps}}
        forward the [email|message|mail] [from {{anyone}}|] [about|regarding|on|with] [the|] {{topic}} to {{mps}}
        forward the {{topic}} email to {{mps}}
        forward {_THE_MAIL} to {{mps}} [saying|with the message|and say|with the note|and tell them|with the comment] {{that}}
        forward {_THE_MAIL} to {{mps}}, [cc|cc'ing|with cc to|copying] {{cc}}
        forward {_THE_MAIL} to {{mps}} [and cc|with|and include] {{cc}} [in cc|in the cc|on cc|]
        forward {_THE_MAIL} to {{mps}} [and attach|with|attaching|and include] {{file}} [attached|]
        forward {_THE_MAIL} to {{mps}}, cc {{cc}}, [and attach|with the attachment|attaching] {{file}}
        forward {{anyone}}'s [email|mail] to {{mps}} [and attach|along with] {{doc}}
        forward the [email|message] [about|regarding] the {{topic}} to {{mps}} with [the message|the note|a note saying|the context] {{says}}
        forward to {{mps}}
        forward the [latest|last|most recent] [email|mail] [about|on|titled|with the subject] {{line}} to {{mps}}
        forward {{anyone}}'s [latest|last] [email|mail] [about|titled] {{line}} to {{mps}}
        forward the email [called|titled] {{line}} [from {{anyone}}|] to {{mps}}
        forward the [last|latest] email from {{anyone}} about {{line}} to {{mps}}
        forward {{mps}} {_THE_MAIL}
        [send|pass|relay|pass on|shoot] {_THE_MAIL} [on|along|] to {{mps}}
        [pass|send] {{anyone}}'s [email|mail] [on|along] to {{mps}}
        fwd [this|the email|the mail|it] to {{mps}}
        share {_THE_MAIL} with {{mps}}
        """
    ),
    sentences=lines(
        f"""
        [I need to|I want to|I'd like to] forward {_THE_MAIL} to {{mps}}
        {{mps}} [should|needs to|has to|must] [see|get|read] {_THE_MAIL}, forward it
        [can|could] you [get|pass] {_THE_MAIL} [over|on|along] to {{mps}}?
        """
    ),
    weight=1.6,
)

BANKS: Final = (COMPOSE, COMPOSE_PIPED, REPLY, REPLY_PIPED, FORWARD)
