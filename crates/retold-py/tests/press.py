"""A press of its own: invented articles with planted families, the same for every seed."""

import random

PLACES = "Westerby Norhaven Ostmere Lowmouth Calder Fenwick Ansel Torrow Highmoor Brack Sellin Maren".split()
PEOPLE = "Ida Marsh|Paul Lind|Nora Hallam|Tom Verrick|Ann Low|Jon Askel|Mia Torrow|Rolf Kessel|Ella Brandt".split("|")
BODIES = "harbour board|town council|museum|fishermen's guild|school board|water company|ferry line|growers' union"
THINGS = "sea wall|reading room|ferry|reservoir|market hall|railway bridge|orchard|lighthouse|archive|tide mill"
DEEDS = "voted to close|agreed to rebuild|put up for sale|opened again|promised to repair|sued over|gave up"
WHEN = "on Monday|on Tuesday|last week|in January|after a storm|before the vote|at the end of May"
WHY = "because the money ran out|after years of dispute|against the advice of its engineers|without a word to its neighbours"
ODD = "copper|granite|larch|tar|slate|ochre|wool|salt|barley|tin|peat|amber|flax|resin|basalt|linen|chalk|cedar".split("|")


def story(draw: random.Random) -> list[str]:
    """Sentences of an invented event."""
    place, other = draw.sample(PLACES, 2)
    who, by = draw.sample(PEOPLE, 2)
    body, thing, deed, when, why = (draw.choice(words.split("|")) for words in (BODIES, THINGS, DEEDS, WHEN, WHY))
    stuff, more = draw.sample(ODD, 2)
    number, cost, year = draw.randint(12, 980), draw.randint(2, 99), draw.randint(1811, 1990)
    road = f"{draw.choice(ODD).title()}{draw.choice(['gate', 'row', 'side', 'ford'])}"
    return [
        f"The {body} of {place} {deed} the {stuff} {thing} in {road} {when}, {why}.",
        f"Some {number} households between {road} and {other} will have to pay {cost} crowns a year for it, {who} said.",
        f'"Nobody in {place} has seen so much {more} in one {thing} since {year}," {who} told the {other} Courier.',
        f"The {thing} was built of {stuff} and {more} in {year} by the grandfather of {by}, who now leads the {body}.",
        f"{by} did not answer questions about the {cost} crowns, but showed a letter from the mayor of {other}.",
        f"The letter names {number} {more} blocks that were carried off to {other} by night.",
        f"A vote of all citizens of {place} is to follow in spring, when the {stuff} market is held in {road}.",
        f"Until then the {thing} stays shut, and the {number} keys lie with the police of {other}.",
    ]


def retelling(draw: random.Random, told: list[str]) -> list[str]:
    """The story as somebody else tells it: sentences left out, joined and turned."""
    kept = [sentence for sentence in told if draw.random() < 0.8] or told[:4]
    swaps = [("Some ", "About "), (" did not answer", " refused to answer"), (" is to follow", " will follow")]
    swaps += [("Until then ", "In the meantime "), (" told the ", " said to the "), ("Nobody in", "No one in")]
    for old, new in draw.sample(swaps, 4):
        kept = [sentence.replace(old, new) for sentence in kept]
    if draw.random() < 0.5:
        kept = [f"According to reports from the coast, {kept[0][0].lower()}{kept[0][1:]}", *kept[1:]]
    return kept


def press(families: int, alone: int, seed: int = 7) -> list[dict[str, str]]:
    """Articles of so many families of two to five, with twins among them, and articles that stand alone."""
    draw = random.Random(seed)
    articles: list[dict[str, str]] = []

    def add(name: str, sentences: list[str], day: int, series: str | None = None) -> None:
        text = "\n\n".join(sentences)
        article = {"id": name, "text": text, "published": f"2031-03-{day:02}"}
        articles.append(article | ({"series": series} if series else {}))

    for family in range(families):
        told = [story(draw)]
        add(f"f{family}-0", told[0], 1 + family % 9)
        for member in range(1, draw.randint(2, 5)):
            twin = draw.random() < 0.2
            told.append(told[-1] if twin else retelling(draw, draw.choice(told)))
            add(f"f{family}-{member}", told[-1], 10 + family % 9 + member)
    for number in range(alone):
        add(f"a{number}", story(draw), 1 + number % 28)
    forecast = story(draw)
    for day in range(1, 5):
        add(f"tides-{day}", [*forecast, f"High water is at {day} o'clock."], day, "tides")
    draw.shuffle(articles)
    return articles
