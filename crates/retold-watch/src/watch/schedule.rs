//! When to look again: at pages more seldom the older they are, at what fails more seldom the longer it does.

use std::time::Duration;

use retold_store::Page;

use crate::WatchError;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Until a page has this age, it is looked at every so often. Changes without notice come mostly on the first day; the
/// steps are those of NewsDiffs, which watched five papers for years.
const AGES: [(i64, i64); 5] =
    [(3 * HOUR, 15 * MINUTE), (DAY, HOUR), (7 * DAY, 3 * HOUR), (30 * DAY, 3 * DAY), (365 * DAY, 30 * DAY)];

/// A page that failed so often in a row is let be.
const MOST_FAILURES: i64 = 8;

/// What fails is tried again after this time, twice as long each time.
const FIRST_RETRY: i64 = 5 * MINUTE;

/// And never later than this.
const LONGEST_RETRY: i64 = DAY;

/// Whole seconds of a duration.
pub(super) fn seconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)
}

/// When to look again at a page that was fetched.
pub(super) fn page_again(page: &Page, fixed: Option<Duration>, now: i64) -> Option<i64> {
    if let Some(fixed) = fixed {
        // A page is not fetched twice in one round.
        return Some(now.saturating_add(seconds(fixed).max(1)));
    }
    let age = now.saturating_sub(page.first_at);
    let step = AGES.iter().find(|(until, _)| age < *until)?;
    Some(now.saturating_add(step.1))
}

/// When to try a page again; none when that is of no use.
pub(super) fn page_failed(error: &WatchError, failures: i64, now: i64) -> Option<i64> {
    match error {
        WatchError::Forbidden { .. } => None,
        _ if failures >= MOST_FAILURES => None,
        error => Some(now.saturating_add(back_off(error, failures, FIRST_RETRY))),
    }
}

/// When to try a feed again: always, some day.
pub(super) fn feed_failed(error: &WatchError, failures: i64, every: Duration, now: i64) -> i64 {
    now.saturating_add(back_off(error, failures, seconds(every).clamp(MINUTE, LONGEST_RETRY)))
}

/// How long to wait: twice as long each time, and no less than the server asks for.
fn back_off(error: &WatchError, failures: i64, first: i64) -> i64 {
    let doubled = first.saturating_mul(1 << failures.saturating_sub(1).clamp(0, 20)).min(LONGEST_RETRY);
    match error {
        WatchError::Failed { wait: Some(wait), .. } => doubled.max(seconds(*wait)),
        _ => doubled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn young_pages_are_looked_at_often_and_old_ones_never() {
        let page = Page { first_at: 1_000, ..Page::default() };
        assert_eq!(page_again(&page, None, 1_000), Some(1_000 + 15 * MINUTE));
        assert_eq!(page_again(&page, None, 1_000 + 2 * DAY), Some(1_000 + 2 * DAY + 3 * HOUR));
        assert_eq!(page_again(&page, None, 1_000 + 400 * DAY), None);
        assert_eq!(page_again(&page, Some(Duration::from_secs(9)), 1_000 + 400 * DAY), Some(1_009 + 400 * DAY));
    }

    #[test]
    fn failures_are_tried_more_and_more_seldom() {
        let failed = WatchError::failed("https://a.example", "no answer");
        assert_eq!(page_failed(&failed, 1, 0), Some(5 * MINUTE));
        assert_eq!(page_failed(&failed, 3, 0), Some(20 * MINUTE));
        assert_eq!(page_failed(&failed, 8, 0), None);
        assert_eq!(page_failed(&WatchError::forbidden("https://a.example", "robots.txt"), 1, 0), None);
        assert_eq!(feed_failed(&failed, 60, Duration::from_secs(900), 0), DAY);
        let asked =
            WatchError::Failed { place: String::new(), cause: String::new(), wait: Some(Duration::from_secs(7_200)) };
        assert_eq!(page_failed(&asked, 1, 0), Some(2 * HOUR));
    }
}
