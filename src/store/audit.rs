//! Proves that the audit trail is whole: every entry follows the one before, and the last is the one noted as its head.
//!
//! The chain has no key. It shows that somebody changed, removed or inserted an entry; somebody who may write the
//! whole database can also write a whole new chain. Against that only a head kept elsewhere helps.

use super::{Result, Store, StoreError};
use crate::domain::timeline::{CHAIN_START, Entry};
use crate::hex::hex;
use std::fmt;
use std::str::FromStr;

/// The setting that holds the [`Head`]. A chain alone cannot tell that its end was cut off.
pub(crate) const HEAD: &str = "audit_head";

/// Entries read at once.
const PAGE: u32 = 1_000;

/// The last entry of the trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// 0 for an empty trail.
    pub seq: i64,
    pub hash: [u8; 32],
}

impl Head {
    /// Before the first entry.
    pub const START: Self = Self { seq: 0, hash: CHAIN_START };
}

impl fmt::Display for Head {
    /// `<number> <hash in hexadecimal>`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.seq, hex(&self.hash))
    }
}

/// The text is no head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a number and a hash")]
pub struct InvalidHead;

impl FromStr for Head {
    type Err = InvalidHead;

    fn from_str(text: &str) -> Result<Self, InvalidHead> {
        let (seq, hex) = text.split_once(' ').ok_or(InvalidHead)?;
        let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
        let byte = |pair: &[u8]| Some(digit(pair[0])? << 4 | digit(pair[1])?);
        let bytes: Option<Vec<u8>> = hex.as_bytes().chunks_exact(2).map(byte).collect();
        let hash = bytes.filter(|_| hex.len() == 64).and_then(|bytes| bytes.try_into().ok()).ok_or(InvalidHead)?;
        Ok(Self { seq: seq.parse().map_err(|_| InvalidHead)?, hash })
    }
}

/// What became of the verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// All of them follow each other, up to the head.
    Whole { entries: u64, head: Head },
    /// The first number at which the trail is not what was written, and why.
    Broken { seq: i64, why: Break },
}

/// What is wrong with the trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Break {
    #[error("an entry is missing")]
    Gap,
    #[error("an entry does not read as it was written")]
    Changed,
    #[error("the trail does not end at its noted head")]
    Head,
    #[error("the trail is not the one whose head was kept elsewhere")]
    Known,
}

/// Reads the whole trail. Entries that are added meanwhile are read as well.
///
/// # Errors
/// The database could not be read; this says nothing about the trail.
pub async fn verify(store: &dyn Store) -> Result<Verdict> {
    verify_telling(store, None, |_| {}).await
}

/// The same; `told` hears how far it is. Where a `known` head was kept elsewhere, the trail has to contain it: this finds
/// also a trail that was cut off or written anew with everything in the database.
///
/// # Errors
/// The database could not be read; this says nothing about the trail.
pub async fn verify_telling(store: &dyn Store, known: Option<Head>, told: impl Fn(i64) + Send) -> Result<Verdict> {
    let mut head = Head::START;
    loop {
        told(head.seq);
        let page = match page_after(store, head.seq).await? {
            Ok(page) => page,
            Err(broken) => return Ok(broken),
        };
        if page.is_empty() {
            match compare(store, head).await? {
                Some(Verdict::Whole { .. }) if known.is_some_and(|known| known.seq > head.seq) => {
                    return Ok(Verdict::Broken { seq: head.seq + 1, why: Break::Known });
                }
                Some(verdict) => return Ok(verdict),
                None => continue,
            }
        }
        if let Some(seq) = known.and_then(|known| contradicts(known, &page)) {
            return Ok(Verdict::Broken { seq, why: Break::Known });
        }
        // a thousand hashes are too long for a thread that serves requests
        let followed = tokio::task::spawn_blocking(move || follow(head, &page)).await;
        head = match followed.map_err(|error| StoreError::Failed(error.to_string()))? {
            Ok(head) => head,
            Err(broken) => return Ok(broken),
        };
    }
}

/// The next entries, as many as can be read.
async fn page_after(store: &dyn Store, seq: i64) -> Result<Result<Vec<Entry>, Verdict>> {
    match store.entries_after(seq, PAGE).await {
        // the entries before the odd one still count: one by one
        Err(StoreError::Corrupt { table: "timeline", .. }) => match store.entries_after(seq, 1).await {
            Err(StoreError::Corrupt { table: "timeline", .. }) => {
                Ok(Err(Verdict::Broken { seq: seq + 1, why: Break::Changed }))
            }
            page => page.map(Ok),
        },
        page => page.map(Ok),
    }
}

/// The number of the known entry, if it reads differently here.
fn contradicts(known: Head, page: &[Entry]) -> Option<i64> {
    page.iter().find(|entry| entry.seq == known.seq && entry.hash != known.hash).map(|entry| entry.seq)
}

fn follow(mut head: Head, page: &[Entry]) -> Result<Head, Verdict> {
    for entry in page {
        let seq = head.seq + 1;
        if entry.seq != seq {
            return Err(Verdict::Broken { seq, why: Break::Gap });
        }
        if !entry.follows(&head.hash, seq) {
            return Err(Verdict::Broken { seq, why: Break::Changed });
        }
        head = Head { seq, hash: entry.hash };
    }
    Ok(head)
}

/// Compares the last entry with the note. `None`: there are entries by now that were not read.
async fn compare(store: &dyn Store, last: Head) -> Result<Option<Verdict>> {
    let noted = match store.setting(HEAD).await? {
        None => Some(Head::START),
        // in its one spelling: another was written by somebody else
        Some(text) => text.parse().ok().filter(|head: &Head| head.to_string() == text),
    };
    let Some(noted) = noted else { return Ok(Some(Verdict::Broken { seq: last.seq, why: Break::Head })) };
    if noted == last {
        return Ok(Some(Verdict::Whole { entries: last.seq.unsigned_abs(), head: last }));
    }
    // the note is younger than the last page: its entry may have come in between, and if not, was taken away
    if noted.seq > last.seq && !matches!(store.entries_after(last.seq, 1).await, Ok(entries) if entries.is_empty()) {
        return Ok(None);
    }
    let seq = if noted.seq == last.seq { last.seq } else { noted.seq.min(last.seq) + 1 };
    Ok(Some(Verdict::Broken { seq, why: Break::Head }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_reads_back() {
        let head = Head { seq: 12, hash: std::array::from_fn(|n| n as u8 * 7) };
        assert_eq!(head.to_string().parse(), Ok(head));
        for text in
            ["", "12", "12 ", "x 00", &head.to_string()[..60], &format!("{head}0"), &head.to_string().replace('0', "g")]
        {
            assert_eq!(text.parse::<Head>(), Err(InvalidHead), "{text:?}");
        }
    }
}
