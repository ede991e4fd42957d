//! A time that no date tells: "in the coming days" that became "in the near future".

use super::passage::{Cue, Passage, place};
use super::{Change, ChangeKind, Gravity, Linked};

/// Classes of times, from near to far, as the list of shifts names them.
const SPANS: [&str; 5] = ["hours", "days", "weeks", "months", "years"];
/// Classes of times that may be any of these.
const LOOSE: [&str; 2] = ["soon", "recently"];
/// A time that was loosened, and one that was brought in or made another.
const CONFIDENCE: (f32, f32) = (0.7, 0.75);
/// So much of what stands around the time must be told alike.
const ALIKE: f32 = 0.3;
/// Words of content before a time that may be what it tells the time of.
const TIMED: usize = 4;

/// The times of the source that the retelling tells otherwise.
pub fn shifted(linked: &Linked<'_>) -> Vec<Change> {
    let passage = Passage::back(linked);
    let reading = linked.retelling.reading;
    let mut found = Vec::new();
    for (n, sentence) in reading.sentences.iter().enumerate() {
        if linked.rendered_by(n).is_empty() {
            continue;
        }
        let times = linked.retelling.shifts_in(sentence.first_token..sentence.end_token, linked.rules);
        found.extend(times.iter().copied().filter(is_time).filter_map(|time| judged(linked, &passage, n, time)));
    }
    found
}

fn is_time(cue: &Cue) -> bool {
    SPANS.contains(&cue.class) || LOOSE.contains(&cue.class)
}

fn judged(linked: &Linked<'_>, passage: &Passage<'_>, sentence: usize, time: Cue) -> Option<Change> {
    let source = linked.source.reading;
    let rendered = linked.rendered_by(sentence).iter().map(|s| &source.sentences[*s]);
    let said = rendered.flat_map(|s| linked.source.shifts_in(s.first_token..s.end_token, linked.rules));
    let said: Vec<Cue> = said.copied().filter(is_time).collect();
    let dated =
        linked.retelling.mentions.dates.iter().any(|d| d.spot.first_token < time.end && time.first < d.spot.end_token);
    // Where the source tells no time, or this very one, nothing shows that one was changed.
    let [was] = said[..] else { return None };
    let loosened = LOOSE.contains(&time.class);
    // "In recent years" is "recently" too; hours and days are nearer.
    let near = matches!(was.class, "hours" | "days");
    if [was.class, time.class].contains(&"recently") && !near {
        return None;
    }
    if dated || was.class == time.class || loosened && LOOSE.contains(&was.class) {
        return None;
    }
    let timed = [passage.anchors_before(&time, TIMED), passage.anchors_after(&time, TIMED)].concat();
    let best = timed.iter().map(|a| passage.likeness(&time, a)).fold(0.0, f32::max);
    if best < ALIKE {
        return None;
    }
    let (from, to) =
        (place(source, was.first, was.end - 1)?, place(linked.retelling.reading, time.first, time.end - 1)?);
    let (before, after) = (linked.source.text(from.span), linked.retelling.text(to.span));
    Some(Change {
        kind: ChangeKind::Date,
        source: Some(from),
        retelling: to,
        gravity: if loosened { Gravity::Wording } else { Gravity::Substance },
        confidence: if loosened { CONFIDENCE.0 } else { CONFIDENCE.1 },
        explanation: if loosened {
            format!("\"{before}\" was loosened to \"{after}\"")
        } else {
            format!("\"{before}\" became \"{after}\"")
        },
    })
}
