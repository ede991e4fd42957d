//! Places joined to groups, one pair after another.

/// Groups of places. Joining moves the smaller group's members, so that all joins of `n` places take `n log n` steps.
#[derive(Clone, Debug)]
pub struct Groups {
    root: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Groups {
    /// Each of so many places by itself.
    pub fn new(count: usize) -> Self {
        Self { root: (0..count).collect(), members: (0..count).map(|n| vec![n]).collect() }
    }

    /// The place that names a place's group.
    pub fn root(&self, of: usize) -> usize {
        self.root[of]
    }

    /// All places of a place's group.
    pub fn members(&self, of: usize) -> &[usize] {
        &self.members[self.root[of]]
    }

    /// Joins the groups of two places.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root[a], self.root[b]);
        if a == b {
            return;
        }
        let (from, to) = if self.members[a].len() < self.members[b].len() { (a, b) } else { (b, a) };
        let moved = std::mem::take(&mut self.members[from]);
        moved.iter().for_each(|n| self.root[*n] = to);
        self.members[to].extend(moved);
    }

    /// All groups by their first members, each ascending.
    pub fn all(&self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = self.members.iter().filter(|m| !m.is_empty()).cloned().collect();
        groups.iter_mut().for_each(|g| g.sort_unstable());
        groups.sort_unstable();
        groups
    }
}
