// Invented articles: nobody and nothing in them exists.
export const WIRE = `The harbour board of Westerby voted on Monday to close the Long Quay for six weeks. Engineers found 14 cracks in the wall below the old customs house in January.

"We could not wait another winter," said Ida Marsh, who chairs the board. Ferries to Carrow will leave from the coal pier until the work is done.

The repair may cost 3.2 million crowns, according to the board's treasurer, Otto Lindqvist. Fishing boats can still land their catch at the northern steps. "Nobody will lose a single working day," Lindqvist said.`;

export const RETOLD = `Long Quay shut for months

The Long Quay in Westerby will be shut for 16 weeks, its harbour board decided on Monday. Engineers had found 14 cracks in the wall below the old customs house.

Ida Marsh, who chairs the board, said they could not wait another winter. Until the work is done, ferries to Carrow leave from the coal pier.

The repair will cost 3.2 million crowns. Fishermen fear for their livelihood.`;

// Another retelling of the wire story, which the archive has not.
export const PASTED = `Westerby's harbour board voted on Monday to close the Long Quay for nine weeks, after engineers found 41 cracks in the wall below the old customs house.

"We could not wait another winter," said Ida Marsh, who chairs the board. Fishing boats can still land their catch at the northern steps. The repair will cost 3.2 million crowns.

"Nobody will lose a single working day," said the treasurer, Otto Lindqvist.`;

const FERRY = `The ferry Marigold ran aground off Norrau on Friday evening with 212 people aboard. Nobody was hurt, the coast guard said. "The pilot had asked for a new chart three times," said Ruta Salme, who speaks for the crew. Divers will look at the hull on Sunday. The company expects to lose nine days of sailings, according to its director, Piers Holt.`;

// What the watch finds: the ferry told again.
export const WATCHED = `With 221 people aboard, the ferry Marigold ran aground off Norrau on Friday evening. Nobody was hurt, the coast guard said. The pilot had asked for a new chart three times, Ruta Salme, who speaks for the crew, said. Divers will look at the hull on Sunday. The company will lose nine days of sailings.`;

const UPDATE = `The harbour board of Westerby said on Tuesday that the Long Quay would stay open for lorries at night while its wall is mended. Fishermen fear for their livelihood, their guild told the board.`;

// Payloads that have broken out of text, attributes, addresses, scripts and styles elsewhere.
export const HOSTILE = [
  `<script>alert(1)</script>`,
  `"><img src=x onerror=alert(2)>`,
  `'><svg/onload=alert(3)>`,
  `javascript:alert(4)`,
  `</title></textarea></style></script><script>alert(5)</script>`,
  `" autofocus onfocus=alert(6) x="`,
  `<iframe srcdoc="<script>alert(7)</script>">`,
  `{{constructor.constructor('alert(8)')()}}`,
  `<a href="javascript:alert(9)">x</a><base href="//evil.example/">`,
  `<math><mtext><table><mglyph><style><img src onerror=alert(10)>`,
  `\u202e<!--><script>alert(11)</script>-->`,
  `&lt;script&gt;alert(12)&lt;/script&gt;&#60;img src=x onerror=alert(13)&#62;`,
];

export const articles = () => {
  const matters = ["library roof", "grain store", "night market", "orchard lease", "pumping station"];
  const plain = [...Array(60).keys()].map((n) => ({
    id: `other-${n}`, publisher: "Sedge Wire", published: `2030-${String((n % 12) + 1).padStart(2, "0")}-0${(n % 9) + 1}`,
    headline: `Council of Ludmoor surveys the ${matters[n % 5]}`,
    text: `The council of Ludmoor moved to survey the ${matters[n % 5]} on day ${n}. Tessa Brand put the cost at ${1000 + 37 * n} crowns, to be raised by a levy. Work begins in ${n + 2} weeks if the neighbours consent.`,
  }));
  const hostile = HOSTILE.map((payload, n) => ({
    id: `${payload}-${n}`, publisher: payload, published: `2031-03-${String(n + 1).padStart(2, "0")}`, url: payload, headline: `Depot ${payload}`, byline: [payload], series: `${payload}${n}`,
    text: `${payload} said the mayor of Ostwick. "${payload}," said ${payload}. The tram depot burns since ${n} o'clock. ${payload}`,
  }));
  return [
    { id: "wire-7", publisher: "Sedge Wire", published: "2031-02-16T08:00:00Z", url: "https://wire.example/7", headline: "Westerby closes its Long Quay", byline: ["Ada Quill"], text: WIRE },
    { id: "paper-18", publisher: "Carrow Post", published: "2031-02-17", text: RETOLD },
    { id: "wire-12", publisher: "Sedge Wire", published: "2031-02-14T21:00:00Z", headline: "Ferry runs aground off Norrau", text: FERRY },
    { id: "update-9", publisher: "Sedge Wire", published: "2031-02-17T18:00:00Z", headline: "Lorries may use the quay at night", text: UPDATE },
    ...plain, ...hostile,
  ];
};
