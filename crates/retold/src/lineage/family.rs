//! Joins findings to families.

use std::collections::BTreeMap;

use super::Finding;

/// How findings are joined.
#[derive(Clone, Debug, PartialEq)]
pub struct FamilySettings {
    /// A finding below this probability joins nothing.
    pub threshold: f64,
    /// From this resemblance on two articles are one witness and its copy.
    pub twins: f64,
}

impl Default for FamilySettings {
    fn default() -> Self {
        Self { threshold: 0.5, twins: 0.95 }
    }
}

/// Articles joined by findings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Family {
    /// Ids of all its articles, copies included, in byte order.
    pub members: Vec<String>,
    /// For a witness that has near-identical twins, their ids, in byte order.
    pub copies: BTreeMap<String, Vec<String>>,
    /// The findings between its witnesses, by their ids.
    pub findings: Vec<Finding>,
    /// Share of the pairs of witnesses that a finding joins, 0 to 1.
    pub cohesion: f64,
}

impl Family {
    /// Ids of its witnesses: the members without copies, in byte order.
    pub fn witnesses(&self) -> Vec<&str> {
        let copies: std::collections::BTreeSet<&String> = self.copies.values().flatten().collect();
        self.members.iter().filter(|id| !copies.contains(id)).map(String::as_str).collect()
    }
}

/// Joins findings to families, by their first members.
pub fn families(findings: &[Finding], settings: &FamilySettings) -> Vec<Family> {
    let _ = (findings, settings);
    Vec::new()
}
