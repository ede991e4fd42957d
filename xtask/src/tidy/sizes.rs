//! Files and functions stay short.

use super::rules::{Rules, Spread};
use super::tree::Tree;

/// Files that are too long, one by one or taken together.
pub(crate) fn files(tree: &Tree, rules: &Rules) -> Vec<String> {
    let sizes: Vec<(usize, String)> = tree
        .sources
        .iter()
        .filter(|c| !rules.excepts("file", &c.path, ""))
        .map(|c| (c.lines(), c.path.clone()))
        .collect();
    spread("files", &rules.limits.file, sizes)
}

/// Functions that are too long or take too much.
pub(crate) fn functions(tree: &Tree, rules: &Rules) -> Vec<String> {
    let mut problems = Vec::new();
    let mut sizes = Vec::new();
    for code in &tree.sources {
        for function in code.functions() {
            let place = format!("{}:{}: fn {}", code.path, function.line, function.name);
            if function.parameters > rules.limits.parameters && !rules.excepts("parameters", &code.path, &function.name)
            {
                problems.push(format!("{place} takes {} parameters", function.parameters));
            }
            if !rules.excepts("function", &code.path, &function.name) {
                sizes.push((function.lines, place));
            }
        }
    }
    problems.extend(spread("functions", &rules.limits.function, sizes));
    problems
}

/// More unwraps than the house allows.
pub(crate) fn unwraps(tree: &Tree, rules: &Rules) -> Vec<String> {
    let lines: usize = tree.sources.iter().map(super::code::Code::lines).sum();
    let found: Vec<_> = tree.sources.iter().filter(|c| c.plain.contains(".unwrap()")).collect();
    let count: usize = found.iter().map(|c| c.plain.matches(".unwrap()").count()).sum();
    let share = count as f64 * 1000.0 / lines.max(1) as f64;
    if share < rules.limits.unwraps_in_1000_lines {
        return Vec::new();
    }
    let paths: Vec<&str> = found.iter().map(|c| c.path.as_str()).collect();
    vec![format!("unwraps: {share:.2} in 1,000 lines, in {}", paths.join(", "))]
}

fn spread(what: &str, limit: &Spread, mut sizes: Vec<(usize, String)>) -> Vec<String> {
    sizes.sort();
    let at = |share: usize| sizes.get(sizes.len() * share / 100).map_or(0, |s| s.0);
    let mut problems = Vec::new();
    for (name, is, most) in [("median", at(50), limit.median), ("95th percentile", at(95), limit.p95)] {
        if is > most {
            problems.push(format!("{what}: the {name} is {is} lines, more than {most}"));
        }
    }
    let long = sizes.iter().filter(|s| s.0 > limit.cap);
    problems.extend(long.map(|(lines, place)| format!("{place}: {lines} lines, more than {}", limit.cap)));
    problems
}
