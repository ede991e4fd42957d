//! Claims for a spreadsheet: one a row, by RFC 4180.

use std::io;

use super::{ClaimsReport, content, one_line};

const COLUMNS: &str = "article,claim,who,speaker,cue,content,form,certainty,polarity,unnamed,within,start,end";

/// Writes claims as rows under a line of names.
pub(super) fn write(report: &ClaimsReport, out: &mut dyn io::Write) -> io::Result<()> {
    write!(out, "{COLUMNS}\r\n")?;
    for account in &report.accounts {
        let body = &account.reading.article.body;
        for (n, claim) in account.claims.iter().enumerate() {
            let text = |span: Option<retold::Span>| span.map_or(String::new(), |s| one_line(s.of(body)));
            let place = claim.content.iter().copied().reduce(retold::Span::cover).unwrap_or_default();
            let row = [
                account.reading.article.id.clone(),
                n.to_string(),
                claim.who.clone().unwrap_or_default(),
                text(claim.speaker),
                text(claim.cue),
                content(claim, body),
                claim.form.name().to_owned(),
                claim.certainty.name().to_owned(),
                claim.polarity.name().to_owned(),
                claim.unnamed.to_string(),
                claim.within.map_or(String::new(), |m| m.to_string()),
                place.start.to_string(),
                place.end.to_string(),
            ];
            write!(out, "{}\r\n", row.map(|field| quoted(&field)).join(","))?;
        }
    }
    Ok(())
}

/// A field as RFC 4180 writes it. A field that a spreadsheet would take for a formula is led by an apostrophe.
pub(crate) fn quoted(field: &str) -> String {
    let guard = if field.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    if field.contains(['"', ',', '\n', '\r']) || !guard.is_empty() {
        format!("\"{guard}{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
