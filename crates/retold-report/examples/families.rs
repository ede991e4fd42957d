//! Writes invented families in every output, to look at: `cargo run --example families -- FOLDER`.

#[path = "../tests/support/families.rs"]
mod families;
#[path = "../tests/support/mod.rs"]
mod support;

use retold_report::{FamilyOutput, ReportSettings};

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".into());
    let settings = ReportSettings { width: 110, colour: true, ..ReportSettings::default() };
    for output in FamilyOutput::ALL {
        let written = families::written(output, &[families::undated(9), families::family(4)], &settings);
        std::fs::write(format!("{folder}/undated.{}", output.name()), written)?;
    }
    for sizes in [vec![2], vec![5], vec![12], vec![40], vec![70], vec![2, 5, 12, 40, 3, 70], vec![]] {
        let name = sizes.iter().map(usize::to_string).collect::<Vec<_>>().join("-");
        let reports: Vec<_> = sizes.iter().map(|size| families::family(*size)).collect();
        for output in FamilyOutput::ALL {
            let written = families::written(output, &reports, &settings);
            std::fs::write(format!("{folder}/families{name}.{}", output.name()), written)?;
        }
    }
    Ok(())
}
