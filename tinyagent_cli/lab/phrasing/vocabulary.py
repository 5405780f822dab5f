"""Things that titles, files, notes, lists and messages are about.

The words below are commoner than those in the files of ``phrases/``, so they count more than once.
"""

from __future__ import annotations

from typing import Final

from tinyagent_cli.lab.phrasing.listing import kept, phrases

TOPICS: Final = phrases(
    """
budget|quarterly report|marketing plan|roadmap|product launch|design review|hiring plan|offsite|sales
team building|onboarding|security audit|website redesign|data migration|customer feedback|book club
home renovation|summer vacation|road trip|wedding|baby shower|birthday party|garden|kitchen remodel
science fair|thesis|dissertation|grant proposal|lab results|chemistry|algebra|history essay|biology
yoga|marathon training|meal prep|gift ideas|apartment hunt|car repair|insurance|taxes|mortgage|rent
electric bill|phone contract|lease|passport renewal|visa application|flight|hotel booking|itinerary
packing|camping trip|ski trip|fishing|movie night|game night|potluck|thanksgiving dinner|christmas
new year's party|halloween costumes|charity run|fundraiser|bake sale|pta|parent teacher conference
soccer practice|piano recital|swim lessons|ballet|chess club|choir|band rehearsal|photography|podcast
blog|newsletter|press release|interview|performance review|salary|promotion|resignation|contract
invoice|purchase order|inventory|warehouse|shipping|logistics|suppliers|vendor meeting|compliance
privacy policy|legal brief|trademark|patent|board meeting|investor update|pitch deck|term sheet
quarterly goals|okrs|retrospective|sprint planning|standup|bug triage|release notes|api design|backend
mobile app|accessibility|user research|survey results|analytics|forecast|headcount|travel expenses
neighborhood watch|recycling|plumbing|roof leak|dog training|cat food|vet visit|vaccination|dentist
eye exam|physical therapy|medication|recipes|grocery run|laundry|cleaning schedule|spring cleaning
moving day|garage sale|furniture|wifi|password reset|software update|backup|server outage|firewall
climate report|annual conference|keynote|workshop|webinar|panel discussion|poster session|abstract
orientation|graduation|alumni reunion|scholarship|internship|volunteering|food drive|blood drive
solar panels|electric car|bike repair|book report|language lessons|guitar|pottery class|knitting
astronomy night|museum tour|wine tasting|beer festival|art exhibition|film screening|jazz concert
tenant meeting|condo board|zoning hearing|election|town hall|jury duty|court date|estate planning
kickoff|handover|client demo|status update|incident review|capacity planning|pricing|rebranding
"""
) * 2 + kept("topics")

ADJECTIVES: Final = phrases(
    """
new|updated|final|weekly|monthly|annual|urgent|quick|important|draft|revised|second|upcoming|latest
internal|external|joint|surprise|emergency|virtual|informal|remote|spring|summer|fall|winter|Q1|Q2|Q3
Q4|regional|global|joint|pre-launch|follow-up|end-of-year|cross-functional|mandatory|optional|early
"""
) * 3 + kept("adjectives")

GATHERINGS: Final = phrases(
    """
meeting|meeting|meeting|call|lunch|dinner|coffee|breakfast|brunch|drinks|1:1|one-on-one|sync|standup
interview|catch-up|review|workshop|video call|conference call|tennis|golf|study session|brainstorm
date|check-in|demo|rehearsal|walk|jam session|planning session|phone call|tea|happy hour|appointment
follow-up|kickoff|debrief|get-together|party|game night|movie night|session|training|picnic|hike
"""
) * 5 + kept("gatherings")

ERRANDS: Final = phrases(
    """
dentist appointment|doctor's appointment|haircut|oil change|gym|yoga class|pilates|piano lesson
eye exam|flight to {city}|vacation|vet appointment|physical therapy|parent teacher conference
car inspection|swim practice|spin class|therapy|blood test|school play|recital|jury duty|house viewing
wedding anniversary|{name}'s birthday|{name}'s graduation|{name}'s wedding|concert|movie night
soccer game|book club|church|farmers market|half marathon|trip to {city}|train to {city}|open house
dinner reservation|exam|chemistry final|driving test|job interview|checkup|massage|garage sale
furniture delivery|cable guy visit|plumber visit|rent due|tax deadline|sprint planning|team lunch
all hands|staff meeting|board meeting|town hall|company picnic|offsite|design review|budget review
{topic}|{topic} {gathering}|{adjective} {topic} {gathering}|{topic} deadline|{adjective} {topic}
"""
) * 3 + kept("errands")

CHORES: Final = phrases(
    """
call {person}|call the {office}|buy {goods}|pick up {goods}|pick up {person}|pick up {name} from {school}
pay the {bill} bill|pay rent|pay my taxes|take out the trash|water the plants|feed the {pet}|walk the dog
take my medicine|take my pills|submit the {topic}|finish the {topic}|send the {topic} to {name}
email {name} about the {topic}|text {name}|reply to {name}|book a table|book a flight to {city}
book the hotel|renew my passport|renew the {topic}|return the library books|do the laundry
clean the {room}|vacuum the {room}|charge my phone|charge the car|back up my laptop|defrost the chicken
check the oven|check on {name}|check the {topic}|turn off the {thing}|turn on the {thing}|lock the door
cancel my {bill} subscription|schedule a dentist appointment|make an appointment with the {office}
prepare for the {topic}|prepare the {topic}|practice {topic}|study for the {topic}|review the {topic}
print the {topic}|sign the {topic}|read chapter {number}|stretch|drink water|get gas|get the {goods}
meet {name}|meet {name} at {place}|visit {name}|wish {name} a happy birthday|thank {name} for the {goods}
order {goods}|order more {goods}|buy {goods} and {goods}|ask {name} about the {topic}|bring the {goods}
drop off the {goods}|mail the {goods}|fix the {thing}|change the {thing} filter|move the car|go to {place}
go running|go to bed|wake up {name}|leave for {place}|follow up with {name}|follow up on the {topic}
update the {topic}|file the {topic}|upload the {topic}|proofread the {topic}|apply for the {topic}
take the {goods} out of the oven|start the {topic}|join the {topic} call|buy {name} a present
tell {name} about the {topic}|share the {topic} with {name}|pack for {city}|look at the {topic}
buy a gift for {name}|get {number} {goods}|write the {topic}|wash the car|mow the lawn|rake the leaves
"""
) * 4 + kept("chores")

GOODS: Final = phrases(
    """
milk|eggs|bread|butter|bananas|apples|coffee|tea|rice|pasta|cheese|yogurt|chicken|salmon|tofu|spinach
tomatoes|onions|garlic|potatoes|carrots|avocados|lemons|oranges|strawberries|cereal|oatmeal|flour|sugar
salt|olive oil|toilet paper|paper towels|dish soap|laundry detergent|shampoo|toothpaste|batteries
light bulbs|dog food|cat litter|diapers|formula|flowers|a birthday card|wrapping paper|candles|wine
beer|sparkling water|orange juice|almond milk|peanut butter|jam|honey|ice cream|chocolate|cookies
chips|salsa|hummus|tortillas|ground beef|bacon|sausages|shrimp|broccoli|kale|cucumbers|bell peppers
mushrooms|zucchini|sweet potatoes|cilantro|ginger|soy sauce|vinegar|ketchup|mustard|mayonnaise|stamps
envelopes|printer ink|sunscreen|bug spray|a phone charger|an umbrella|hiking boots|a tent|socks
vitamins|cough syrup|band-aids|contact lens solution|the dry cleaning|the cake|the package|tickets
the keys|the kids|a new filter|screws|paint|duct tape|a ladder|potting soil|tulip bulbs|baking powder
"""
) * 2 + kept("goods")
FOLDERS: Final = phrases(
    """
Work|Personal|Recipes|Travel|School|Ideas|Projects|Home|Finance|Family|Health|Archive|Clients|Research
Journal|Shopping|Books|Movies|Fitness|Team|Meetings|Drafts|Inbox|Taxes|Garden|Wedding|Kids|Hobbies
Study|Planning|Side Projects|Daily Notes|Reading|Music|Events|Marketing|Sales|HR|Legal|Biology 101
"""
) * 3 + kept("folders")
LISTS: Final = phrases(
    """
shopping|grocery|groceries|to do|to-do|todo|packing|wish|bucket|reading|errands|chores|Christmas|guest
party|movie|wine|work|weekend|camping|hardware store|Costco|gift|watch|books|ideas|birthday|travel
"""
) * 3 + kept("lists")
DOCUMENTS: Final = phrases(
    """
report|slides|contract|invoice|presentation|spreadsheet|proposal|agenda|budget|resume|CV|lease|receipt
itinerary|manual|notes|minutes|photos|draft|schedule|paper|essay|brochure|flyer|handout|syllabus|deck
quote|estimate|blueprint|floor plan|memo|summary|checklist|statement|transcript|survey|guide|script
"""
) * 3 + kept("documents")
EXTENSIONS: Final = phrases(
    "pdf|pdf|pdf|docx|doc|pptx|ppt|xlsx|xls|csv|txt|md|key|pages|numbers|png|jpg|jpeg|heic|zip|tar.gz"
    "|mp3|mp4|mov|html|json|py|rtf|odt|epub|ics|svg|psd|sketch|wav|log"
)
SCHOOLS: Final = phrases(
    "school|practice|the airport|daycare|the station|ballet|work|soccer|the gym"
)
BILLS: Final = phrases(
    "electric|water|gas|phone|internet|credit card|Netflix|gym|insurance|Spotify"
)
OFFICES: Final = phrases(
    "bank|dentist|vet|doctor|landlord|insurance company|school|plumber|pharmacy|DMV|airline"
)
ROOMS: Final = phrases(
    "kitchen|bathroom|bedroom|garage|living room|office|basement|attic|closet|fridge"
)
THINGS: Final = phrases(
    "oven|stove|heater|AC|furnace|dishwasher|printer|sprinklers|porch light|router|sink|iron"
)
PETS: Final = phrases("dog|cat|fish|cats|dogs|chickens|hamster|rabbit|bird|turtle")
COLORS: Final = phrases(
    "red|blue|green|amber|silver|golden|violet|crimson|ivory|teal|scarlet|cobalt|olive|coral"
)
ANIMALS: Final = phrases(
    "otter|falcon|badger|lynx|heron|panda|walrus|gecko|raven|bison|marmot|puffin|jaguar|orca|ibex|newt"
)
