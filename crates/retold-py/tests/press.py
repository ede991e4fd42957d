"""A press of its own: invented articles with planted families, the same for every seed."""

import random

HEADS = "ba be bo bra cal cor da del dro el fal fen gar gol hal hem in jar kel kor la len lo mar mel nor or pel ra ros"
TAILS = "bank bert by dale den fell field ford gate ham hold holm ket land low mere mond moor ness rick sted ton wick worth"
FIRST = "Ada Ben Clara Dirk Edda Finn Greta Hugo Inga Jon Klara Lars Mona Nils Olga Piet Rosa Sven Thea Ulf".split()
PARTS = (
    "The {thing} of {place} was closed {when} after {number} people had complained about its {stuff}.",
    "{person} said that nobody had asked the {group} before the {thing} was sold to a firm from {other}.",
    '"We shall not pay {cost} crowns for a {thing} without {stuff}," {person} told the {group}.',
    "According to the {group}, some {number} tons of {stuff} were carried to {other} {when}.",
    "A court in {other} is to decide whether {person} may keep the {stuff} that was found below the {thing}.",
    "The {group} wants to spend {cost} million crowns on {stuff}, {number} more jobs and a new {thing}.",
    "When the {thing} burned in {year}, only the {stuff} in its cellar was saved, the archive of {place} shows.",
    "{person}, who has led the {group} since {year}, refused to say who had ordered the {stuff}.",
    "In {other} the price of {stuff} rose by {number} percent, the largest step since {year}.",
    "Divers found {number} crates of {stuff} off {place} and brought them to the {thing}.",
    "Pupils of {place} had written {number} letters to {person}, all about the {thing} and its {stuff}.",
    "The road from {place} to {other} stays shut until the {group} has cleared away the {stuff}.",
    "It was {person} who had drawn the {thing} for the {group}, at a price of {cost} crowns.",
    "Neither the mayor of {other} nor {person} came to the meeting of the {group} {when}.",
    "The {group} voted by {number} to {cost} against a second {thing} beside the {stuff} market.",
    "Rain washed the {stuff} out of the {thing}, and {number} cellars of {place} were flooded {when}.",
    "{person} had hidden a {thing} made of {stuff} under the floor of the {group} for years.",
    "Trains between {other} and {place} run again {when}, after {number} days without {stuff}.",
)
WHEN = "on Monday|on Tuesday|on Friday|last week|in January|in March|at Easter|after a storm|before the vote|in the night"


def story(draw: random.Random, sentences: int) -> list[str]:
    """Sentences of an invented event: no two events share their places, people and things."""
    head, tail = HEADS.split(), TAILS.split()

    def word(parts: int = 2) -> str:
        return "".join(draw.choices(head, k=parts - 1)) + draw.choice(tail)

    words = {"place": word().title(), "other": word(3).title(), "group": f"{word(3)} {draw.choice(['board', 'union', 'guild'])}"}
    told = []
    for part in draw.choices(PARTS, k=sentences) if sentences > len(PARTS) else draw.sample(PARTS, sentences):
        told.append(
            part.format(
                **words,
                thing=f"{word(3)} {draw.choice(['mill', 'tower', 'bridge', 'hall', 'dam', 'garden', 'chapel'])}",
                stuff=word(3),
                person=f"{draw.choice(FIRST)} {word().title()}",
                number=draw.randint(12, 980),
                cost=draw.randint(2, 99),
                year=draw.randint(1811, 2019),
                when=draw.choice(WHEN.split("|")),
            )
        )
    return told


def retelling(draw: random.Random, told: list[str]) -> list[str]:
    """The story as somebody else tells it: sentences left out and turned."""
    kept = [sentence for sentence in told if draw.random() < 0.85] or told[:4]
    swaps = [("some ", "about "), (" refused to say", " did not say"), (" is to decide", " will decide"), ("since", "from")]
    swaps += [("stays shut", "remains closed"), ("had asked", "asked"), ("were carried", "went"), (" told the ", " said to the ")]
    for old, new in draw.sample(swaps, 5):
        kept = [sentence.replace(old, new) for sentence in kept]
    if draw.random() < 0.5:
        kept = [f"Reports say: {kept[0][0].lower()}{kept[0][1:]}", *kept[1:]]
    return kept


def press(families: int, alone: int, seed: int = 7, sentences: int = 20) -> list[dict[str, str]]:
    """Articles of so many families of two to five, with twins among them, and articles that stand alone."""
    draw = random.Random(seed)
    articles: list[dict[str, str]] = []

    def add(name: str, told: list[str], day: int, series: str | None = None) -> None:
        article = {"id": name, "text": "\n\n".join(told), "published": f"2031-03-{day:02}"}
        articles.append(article | ({"series": series} if series else {}))

    for family in range(families):
        told = [story(draw, sentences)]
        add(f"f{family}-0", told[0], 1 + family % 9)
        for member in range(1, draw.randint(2, 5)):
            twin = draw.random() < 0.2
            told.append(told[-1] if twin else retelling(draw, draw.choice(told)))
            add(f"f{family}-{member}", told[-1], 10 + family % 9 + member)
    for number in range(alone):
        add(f"a{number}", story(draw, sentences), 1 + number % 28)
    forecast = story(draw, sentences)
    for day in range(1, 5):
        add(f"tides-{day}", [*forecast, f"High water is at {day} o'clock."], day, "tides")
    draw.shuffle(articles)
    return articles
