//! The installation itself: settings, sites, files and the database, from facts that were gathered.

use super::catalogue::*;
use super::finding::Finding;
use crate::config::NetworkConfig;
use crate::domain::site::HostSite;
use crate::store::sqlite::{Inspection, Uninspected};
use std::path::PathBuf;

/// One live session in so many possible PINs is the most (hardening §2: 100 in a million).
const PINS_PER_SESSION: u64 = 10_000;

/// Complaints of the configuration, without those a closer look has explained already.
pub fn settings(complaints: &[String], explained: &[Finding]) -> Vec<Finding> {
    let known = |complaint: &String| {
        explained.iter().any(|finding| {
            let name = finding.saw.split([' ', ',']).next().unwrap_or_default();
            finding.saw.starts_with("ZOOM") && complaint.starts_with(name)
        })
    };
    complaints.iter().filter(|complaint| !known(complaint)).map(|complaint| SETTING_INVALID.saw(complaint)).collect()
}

/// What the configuration takes and wonders about.
pub fn doubts(warnings: &[String]) -> Vec<Finding> {
    warnings.iter().map(|warning| SETTING_DOUBTFUL.saw(warning)).collect()
}

/// Which websites may start sessions.
pub fn sites(network: &NetworkConfig, rows: &[HostSite]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let is_public = network.public_url.as_ref().is_some_and(|origin| !origin.is_loopback());
    if is_public && network.allowed_origins.is_empty() && !rows.iter().any(HostSite::is_open) {
        findings.push(
            NO_HOST_SITES
                .saw("COBROKER_ALLOWED_ORIGINS is empty, and `cobroker site list` has none that is open.")
                .paste("COBROKER_ALLOWED_ORIGINS=https://www.example.com"),
        );
    }
    let plain = network.allowed_origins.iter().filter(|origin| !origin.is_secure() && !origin.is_loopback());
    findings.extend(plain.map(|origin| {
        HOST_SITE_HTTP.saw(format!("{origin} is allowed.")).paste(origin.to_string().replacen("http", "https", 1))
    }));
    findings
}

/// What the database says about itself. `Missing` is no finding: the first start makes it.
pub fn database(inspected: &Result<Inspection, Uninspected>) -> Vec<Finding> {
    let seen = match inspected {
        Ok(seen) => seen,
        Err(Uninspected::Missing) => return Vec::new(),
        Err(Uninspected::Damaged(why)) => return vec![DATABASE_CORRUPT.saw(format!("SQLite says: {why}."))],
        Err(Uninspected::Unreadable(why)) => return vec![DATABASE_UNREADABLE.saw(format!("SQLite says: {why}."))],
    };
    let mut findings = Vec::new();
    if let Some(first) = seen.damage.first() {
        findings.push(DATABASE_CORRUPT.saw(format!("Quick check: {first}.")));
    }
    if let Some(why) = &seen.other_version {
        findings.push(DATABASE_NEWER.saw(format!("{why}.")));
    }
    if !seen.missing_steps.is_empty() {
        let saw = format!("It lacks {}.", seen.missing_steps.join(", "));
        findings.push(DATABASE_OUTDATED.saw(saw).paste("cobroker migrate"));
    }
    if let Some(why) = &seen.unwritable {
        findings.push(DATABASE_READ_ONLY.saw(format!("A write fails: {why}.")));
    }
    if seen.journal_mode != "wal" {
        findings.push(DATABASE_NOT_WAL.saw(format!("Its journal mode is {}.", seen.journal_mode)));
    }
    findings
}

/// Where the first start would fail to make the database.
pub fn unmade(barred: Option<PathBuf>) -> Vec<Finding> {
    let saw = |at: PathBuf| format!("There is none yet, and the first start cannot make it in {}.", at.display());
    barred.map(|at| DATABASE_READ_ONLY.saw(saw(at))).into_iter().collect()
}

/// Files with the permission bits of others: path and mode.
pub fn permissions(modes: &[(PathBuf, u32)]) -> Vec<Finding> {
    let open = modes.iter().filter(|(_, mode)| mode & 0o077 != 0);
    open.map(|(path, mode)| {
        let path = path.display();
        DATA_OPEN_TO_OTHERS.saw(format!("{path} has mode {:04o}.", mode & 0o7777)).paste(format!("chmod go= '{path}'"))
    })
    .collect()
}

/// Bytes that are free where the data lies.
pub fn disk(free: u64, least: u64) -> Vec<Finding> {
    let mib = |bytes: u64| bytes / (1024 * 1024);
    let full = (free < least).then(|| DISK_NEARLY_FULL.saw(format!("{} MiB are free.", mib(free))));
    full.into_iter().collect()
}

/// Whether PINs of so many digits are still hard to guess.
pub fn pins(live: u64, digits: usize) -> Vec<Finding> {
    let possible = 10_u64.saturating_pow(digits.try_into().unwrap_or(u32::MAX));
    let outgrown = live > possible / PINS_PER_SESSION;
    let more = (digits + 1..=10).find(|&more| live <= 10_u64.pow(more as u32) / PINS_PER_SESSION).unwrap_or(10);
    outgrown
        .then(|| {
            PINS_GUESSABLE
                .saw(format!("{live} sessions are live, with PINs of {digits} digits."))
                .paste(format!("COBROKER_PIN_DIGITS={more}"))
        })
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn slugs(findings: &[Finding]) -> Vec<&'static str> {
        findings.iter().map(|finding| finding.kind.slug).collect()
    }

    fn network(allowed: &str, public: &str) -> NetworkConfig {
        let lookup = |name: &str| match name {
            "COBROKER_ALLOWED_ORIGINS" => Some(allowed.to_owned()),
            "COBROKER_PUBLIC_URL" => Some(public.to_owned()),
            _ => None,
        };
        Config::examine(lookup).0.network
    }

    #[test]
    fn a_complaint_that_is_explained_is_not_repeated() {
        let explained = [CREDENTIALS_SHORT.saw("ZOOM_SDK_SECRET has 3 characters.")];
        let complaints = ["ZOOM_SDK_SECRET must be a secret.".to_owned(), "COBROKER_LISTEN must be x.".to_owned()];
        let found = settings(&complaints, &explained);
        assert_eq!(found, [SETTING_INVALID.saw("COBROKER_LISTEN must be x.")]);
        assert_eq!(settings(&complaints, &[]).len(), 2);
    }

    #[test]
    fn a_public_service_names_its_websites_and_by_https() {
        assert!(sites(&network("https://a.example", "https://help.example"), &[]).is_empty());
        assert!(sites(&network("", "http://localhost:8080"), &[]).is_empty());
        assert_eq!(slugs(&sites(&network("", "https://help.example"), &[])), ["no-host-sites"]);
        let plain = sites(&network("http://a.example,http://localhost:3000", "https://help.example"), &[]);
        assert_eq!(slugs(&plain), ["host-site-http"]);
        assert_eq!(plain[0].paste.as_deref(), Some("https://a.example"));
    }

    #[test]
    fn each_defect_of_a_database_is_told() {
        let good = || Inspection { journal_mode: "wal".into(), ..Inspection::default() };
        assert!(database(&Ok(good())).is_empty());
        assert!(database(&Err(Uninspected::Missing)).is_empty());
        assert_eq!(slugs(&database(&Err(Uninspected::Damaged("x".into())))), ["database-corrupt"]);
        assert_eq!(slugs(&database(&Err(Uninspected::Unreadable("x".into())))), ["database-unreadable"]);
        let bad = Inspection {
            missing_steps: vec!["0009_x"],
            other_version: Some("step 12".into()),
            journal_mode: "delete".into(),
            damage: vec!["row 3 missing".into()],
            unwritable: Some("read-only".into()),
            ..Inspection::default()
        };
        let expected =
            ["database-corrupt", "database-newer", "database-outdated", "database-read-only", "database-not-wal"];
        assert_eq!(slugs(&database(&Ok(bad))), expected);
    }

    #[test]
    fn files_are_their_owners_alone() {
        assert!(permissions(&[("a".into(), 0o100_600), ("b".into(), 0o40_700)]).is_empty());
        let open = permissions(&[("a.db".into(), 0o100_640)]);
        assert_eq!(open[0].saw, "a.db has mode 0640.");
        assert_eq!(open[0].paste.as_deref(), Some("chmod go= 'a.db'"));
    }

    #[test]
    fn room_is_needed_on_the_disk_and_among_the_pins() {
        assert!(disk(100, 100).is_empty() && !disk(99, 100).is_empty());
        assert!(pins(100, 6).is_empty() && pins(1_000, 7).is_empty());
        assert_eq!(pins(101, 6)[0].paste.as_deref(), Some("COBROKER_PIN_DIGITS=7"));
        assert_eq!(pins(1_001, 6)[0].paste.as_deref(), Some("COBROKER_PIN_DIGITS=8"));
    }
}
