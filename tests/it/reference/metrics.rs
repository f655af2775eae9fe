//! The table of metrics in `docs/logging.md` against the code that counts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Kind and labels of each metric.
type Metrics = BTreeMap<String, (String, BTreeSet<String>)>;

fn source_files(folder: PathBuf) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the source is here").map(|entry| entry.expect("an entry").path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    folders.into_iter().flat_map(source_files).chain(files).collect()
}

fn counted() -> Metrics {
    let mut metrics = Metrics::new();
    for file in source_files(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let source = std::fs::read_to_string(&file).expect("readable");
        for kind in ["counter", "gauge", "histogram"] {
            for call in source.split(&format!("{kind}!(\"")).skip(1) {
                let (name, rest) = call.split_once('"').expect("the name ends");
                let of_this = rest.split(';').next().unwrap_or_default();
                let before_arrows = of_this.split("\" =>").collect::<Vec<_>>();
                let labels = before_arrows[..before_arrows.len() - 1].iter().filter_map(|text| text.rsplit('"').next());
                let known = metrics.entry(name.to_owned()).or_insert_with(|| (kind.to_owned(), BTreeSet::new()));
                known.1.extend(labels.map(str::to_owned));
            }
        }
    }
    metrics
}

fn documented() -> Metrics {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/logging.md")).expect("a page");
    let table = page.split("## Metrics").nth(1).expect("the section");
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let metric = |(name, rest): (&str, &str)| {
        let (labels, rest) = rest.split_once('|').expect("more cells");
        let labels = labels.trim().trim_matches(['`', '{', '}']).split(", ").filter(|label| !label.is_empty());
        let kind = rest.split('|').next().expect("a kind").trim();
        (name.to_owned(), (kind.to_owned(), labels.map(str::to_owned).collect()))
    };
    rows.map(metric).collect()
}

#[test]
fn the_table_of_metrics_has_every_metric() {
    let counted = counted();
    assert!(counted.len() > 20, "the code is read wrongly: {counted:?}");
    assert_eq!(documented(), counted);
}
