//! Reads one article and prints its text as JSON: `read PAGE --format json`, or `PAGE` alone for its fields.

use retold_formats::read_path;

fn main() -> std::process::ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "read").collect();
    let Some(path) = arguments.first() else {
        eprintln!("usage: read PAGE [--format json]");
        return 2.into();
    };
    match read_path(path) {
        Ok(article) if arguments.iter().any(|a| a == "json") => {
            println!("{}", serde_json::json!({ "text": article.body }));
            0.into()
        }
        Ok(article) => {
            println!("{article:#?}");
            0.into()
        }
        Err(error) => {
            eprintln!("{error}");
            2.into()
        }
    }
}
