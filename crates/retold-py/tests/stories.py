"""Invented texts: a harbour, a museum, a harvest, and how others told of them."""

WIRE = (
    "WESTERBY (Quay Wire) - The harbour board of Westerby voted on Monday to close the Long Quay for two years.\n\n"
    "Repairs of the sea wall will cost 6 million crowns, its chairwoman Ida Marsh said. "
    '"We could not wait another winter," she told reporters.\n\n'
    "Some 140 fishing boats will have to move to Norhaven, 30 kilometres up the coast. "
    "The fishermen's guild said it had not been asked.\n\n"
    "The quay was built in 1911 and flooded in January, when a storm broke the outer wall."
)

RETOLD = (
    "The Long Quay in Westerby is to be closed for two years, the town's harbour board decided on Monday.\n\n"
    "Mending the sea wall will cost 9 million crowns, according to Ida Marsh, who chairs the board. "
    '"We could not wait another winter," Marsh said.\n\n'
    "About 140 fishing boats must move to Norhaven, 30 kilometres up the coast, "
    "and the guild of the fishermen says nobody asked it."
)

OTHER = (
    "The museum of Ostmere opened its new wing on Saturday with a show of early maps.\n\n"
    "The curator, Paul Lind, said that the oldest of the 80 maps had never been seen outside the archive of the abbey. "
    "Admission is free until the end of May, and school classes are asked to book.\n\n"
    "The wing took four years to build and was paid for by a gift of the Hallam family."
)


def article(id: str, text: str, **facts: object) -> dict[str, object]:
    """A record of an article."""
    return {"id": id, "text": text, **facts}


def archived() -> list[dict[str, object]]:
    """What an archive holds: the wire story and another one."""
    return [
        article("wire-1", WIRE, publisher="Quay Wire", published="2031-03-03"),
        article("museum-1", OTHER, publisher="Ostmere Post", published="2031-03-02"),
    ]
