"""What a model is measured by when it was quantised: the same few requests, the same text."""

from __future__ import annotations

from typing import Final

REQUESTS: Final = (
    "text Sid and Lutfi that I'm running late",
    "what's Ana's phone number",
    "email Olga the file budget.xlsx and say that it is final",
    "schedule a design review with Priya on Friday from 3 to 4pm in room 12",
    "remind me to water the plants tomorrow at 8",
    "make a note called Ideas that says a talk about small models",
    "add buy stamps to my shopping list note",
    "how do I get from the office to the station on foot",
    "show me the harbour on the map",
    "summarize report.pdf and email the summary to Tom",
    "create a Zoom meeting called Standup on Monday at 10 and invite Femi",
    "reply that Tuesday is fine",
    "forward this mail to Nick with the contract.pdf attached",
    "open the note about the garden",
    "remind me about the dentist next Thursday, and text Ana that I can't come",
    "turn the heating down",
    "open minutes.pdf",
    "text 555 0123 that the parcel came",
    "put lunch with Lutfi in my calendar for noon on the 4th and send him a message about it",
    "mail Sid and cc Priya about the offsite: we meet at the north gate at nine",
)

TEXT: Final = """\
The harbour master kept two books. In the first he wrote the name of every ship that came in, \
the hour, the wind, and what she carried; it was a plain book, and anyone could read it. In the \
second he wrote what he thought of her captain. Nobody had seen the second book, but everybody \
knew of it, and it was said that a captain who shouted at the tide would find, the next time he \
came, that the only free place was at the coal quay.

One evening in March a small boat came in with no name on her bow. There were three people in \
her, two of them asleep. The third, a woman of about sixty, asked how much it cost to stay for a \
night. "That depends," said the harbour master, "on how long she is." He measured her with his \
eyes, as he always did, and then, because the light was going, with a rope: 7.4 metres. For up \
to 8 metres the price was 12 pounds, and 3 more for water. The woman counted out 15 and asked \
whether there was a telephone. There was one in the office, beside the barometer, which had been \
falling since noon.

At ten the wind went round to the north-east. At eleven the first of the big fishing boats broke \
a line, and he went out with a lamp to help them. When he came back, wet to the knees, the woman \
was standing in the office and looking at the two books. "I only read the first," she said. \
"It is very exact." He took off his hat and thought about that. Then he sat down, opened the \
second book at a new page, and asked her how to spell her name.
"""
