"""Ways of asking for files, summaries of PDFs and people's numbers."""

from __future__ import annotations

from typing import Final

from tinyagent_cli.lab.phrasing.bank import Bank, lines, one, people
from tinyagent_cli.lab.phrasing.plans import Node
from tinyagent_cli.lab.phrasing.scene import Slots


def show(slots: Slots) -> list[Node]:
    """The files, opened."""
    value = slots["files"]
    assert isinstance(value, tuple)
    return [n for n in value if isinstance(n, Node)]


def summary(slots: Slots) -> Node:
    """A PDF, opened and summed up."""
    return Node("summarize_pdf", (one(slots, "file"),))


def numbers(slots: Slots) -> list[Node]:
    """Phone numbers, looked up."""
    return [n for p in people(slots, "ps") if isinstance(n := p.phone(), Node)]


def addresses(slots: Slots) -> list[Node]:
    """E-mail addresses, looked up."""
    return [n for p in people(slots, "ps") if isinstance(n := p.mail(), Node)]


OPEN: Final = Bank(
    "file.open",
    show,
    commands=lines(
        """
        open [the file|the document|up|] {file}
        open [the file|] {file} and {file2}
        open the [file|document] [named|called|titled] {file}
        open {doc}
        [find|locate|find and open|look up|search for|get|fetch] [the file|the document|] {file}
        [pull up|bring up|show me|show|display|launch|view|load] [the file|] {file}
        [pull up|bring up|show me|show|find|get] {doc}
        get the [path|file path|location|path name] [of|to|for] [the file|] {file}
        [tell me|find] [the path of|the path to] {file}
        [tell me|find|find out] where {file} is
        [open|find] {file} on my [computer|mac|laptop|disk]
        [let me see|let me look at] {file}
        [dig up|dig out|track down|hunt down] {file}
        [dig up|dig out|get out|fetch] {doc}
        [take me to|bring me] {file}
        [double-click|start|load up] {file}
        put {file} [on the screen|up on screen]
        [have a look for|go find] {file}
        """
    ),
    sentences=lines(
        """
        where is [the file|] {file}?
        where did I [put|save] {file}?
        what's the [path|file path] of {file}
        [I need|I want] to [see|open|look at|read] {file}
        [I need|I want] to [see|open|look at] {doc}
        [I need|I want] {file} [open|opened|on screen]
        {file} please
        [have you seen|do you know where I put] {file}?
        [which|what] folder is {file} in?
        can I [see|have a look at] {file}?
        [time to|let's] [look at|open|work on] {file}
        [I can't find|I've lost|I'm looking for] {file}
        """
    ),
    weight=1.4,
)

SUMMARIZE: Final = Bank(
    "file.summarize",
    lambda slots: [summary(slots)],
    commands=lines(
        """
        [summarize|summarise|sum up] [the|] {pdf}
        [summarize|summarise] the [file|document|pdf|PDF file|content of|contents of|key points of|main points of] {pdf}
        [summarize|summarise] {pdf} for me
        [give me|get|get me|write|create|make|provide] a [summary|short summary|brief summary|quick summary|synopsis|digest] of {pdf}
        [give me|get me|show me|tell me] the [gist|key points|main points|highlights|essence] of {pdf}
        tell me what {pdf} [says|is about]
        [open|find] and [summarize|summarise] {pdf}
        [condense|shorten|boil down|recap] {pdf}
        read {pdf} and [summarize it|sum it up|tell me what it says|give me a summary]
        [skim|go through|look through] {pdf} and [tell me the gist|give me the key points|sum it up]
        brief me on {pdf}
        [give|get] me [an overview|a rundown|the short version|the main findings|the takeaways] of {pdf}
        [pull|extract|get] the [key points|main points|highlights|takeaways] [from|out of] {pdf}
        [read|digest] {pdf} for me
        [explain|outline] [the contents of|what is in|] {pdf}
        catch me up on {pdf}
        [find|locate] {pdf} and [tell me what it says|sum it up|give me the gist]
        """
    ),
    sentences=lines(
        """
        what does {pdf} say?
        what is {pdf} about?
        what's in {pdf}?
        [I need|I want|I'd like] a [summary|quick summary] of {pdf}
        tl;dr of {pdf}
        {pdf} summary
        can I get a summary of {pdf}?
        I don't have time to read {pdf}, summarize it
        [sum up|summary of] {pdf} please
        [what are|what're] the [key points|main points|takeaways|highlights] [of|in|from] {pdf}?
        [any chance of|how about] a [quick|short|] summary of {pdf}?
        {pdf}, [the short version|in short|in a nutshell|tldr]
        {pdf} is [too long|way too long], [sum it up|give me the gist]
        [what's|what is] the [gist|upshot|bottom line] of {pdf}?
        """
    ),
    weight=1.3,
)

PHONE: Final = Bank(
    "contact.phone",
    numbers,
    commands=lines(
        """
        [get|find|look up|show me|give me|tell me|fetch|retrieve|show|pull up|search for|dig up] {n}'s [phone number|number|cell number|mobile number|phone|cell|telephone number|mobile]
        [get|find|look up|show me|give me|tell me|fetch|retrieve|obtain] the [phone number|number|cell number|mobile number|telephone number] [for|of] {n}
        [get|find|look up|retrieve|obtain] the phone numbers [for|of] {n} and {n2}
        [check|search] my contacts for {n}'s [number|phone number]
        [get|find|look up|retrieve] the phone number [of|for] {n} [from my contacts|in contacts|in my address book|from contacts]
        """
    ),
    sentences=lines(
        """
        what is {n}'s [phone number|number|cell|mobile number|cell phone number]
        what's {n}'s [phone number|number|cell|mobile]?
        what's the [number|phone number] [of|for] {n}?
        do [I|you|we] have {n}'s [number|phone number|cell]?
        [I need|I want|need] {n}'s [phone number|number|cell number]
        [I need|I want] the [number|phone number] [of|for] {n}
        {n}'s [phone number|number]
        {n} phone number
        which number does {n} have?
        how can I [call|phone] {n}, what's the number?
        [can|could] you tell me {n}'s number?
        """
    ),
    weight=1.2,
)

ADDRESS: Final = Bank(
    "contact.mail",
    addresses,
    commands=lines(
        """
        [get|find|look up|show me|give me|tell me|fetch|retrieve|show|pull up|search for|dig up] {n}'s [email address|email|e-mail|e-mail address|mail address]
        [get|find|look up|show me|give me|tell me|fetch|retrieve|obtain] the [email address|email|e-mail address|mail address] [for|of] {n}
        [get|find|look up|retrieve|obtain] the email addresses [for|of] {n} and {n2}
        [check|search] my contacts for {n}'s [email|email address]
        [get|find|look up|retrieve] the email address [of|for] {n} [from my contacts|in contacts|in my address book|from contacts]
        """
    ),
    sentences=lines(
        """
        what is {n}'s [email address|email|e-mail address|mail]
        what's {n}'s [email address|email|mail address]?
        what's the [email|email address] [of|for] {n}?
        do [I|you|we] have {n}'s [email|email address|mail]?
        [I need|I want|need] {n}'s [email address|email]
        [I need|I want] the [email address|email] [of|for] {n}
        {n}'s [email|email address]
        {n} email address
        which email does {n} use?
        [can|could] you tell me {n}'s email?
        """
    ),
    weight=1.2,
)

BANKS: Final = (OPEN, SUMMARIZE, PHONE, ADDRESS)
