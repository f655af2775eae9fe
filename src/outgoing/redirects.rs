//! Goes where redirects lead, one checked request after the other.

use super::{Answer, Client, Request, Trouble, Url};
use tokio::time::Instant;

/// A redirect that was followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// Who redirected.
    pub from: Url,
    /// 301, 302, 303, 307 or 308.
    pub status: u16,
}

/// The way to an answer, and the answer.
#[derive(Debug)]
pub struct Followed {
    /// In order; empty where the first answer was no redirect.
    pub hops: Vec<Hop>,
    /// Who was asked last.
    pub at: Url,
    pub end: Result<Answer, Trouble>,
}

impl Client {
    /// Asks, and asks again where a redirect leads, at most `most` times, all within the request's patience. Only for
    /// reads: a body would not be sent again. Headers but `Accept`, `Accept-Language` and `User-Agent` stay with the first
    /// origin. A step from `https` down to `http` is gone like any other; it shows in the addresses.
    pub async fn follow(&self, request: &Request, most: usize) -> Followed {
        let until = Instant::now() + request.patience;
        let (mut request, mut hops) = (request.clone(), Vec::new());
        let all = request.patience;
        let end = loop {
            request.patience = until.saturating_duration_since(Instant::now());
            let answer = match self.send(&request).await {
                Err(Trouble::Slow(_)) => break Err(Trouble::Slow(all)),
                Err(trouble) => break Err(trouble),
                Ok(answer) => answer,
            };
            let Some(location) = redirect(&answer) else { break Ok(answer) };
            let Some(next) = location.and_then(|location| request.url.resolve(location)) else {
                break Err(Trouble::LostRedirect);
            };
            if hops.len() == most {
                break Err(Trouble::TooManyRedirects(most));
            }
            hops.push(Hop { from: request.url.clone(), status: answer.status });
            request = request.towards(next);
        };
        Followed { hops, at: request.url, end }
    }
}

/// `Location` of a redirect, where it is one; it may be missing or no text.
fn redirect(answer: &Answer) -> Option<Option<&str>> {
    matches!(answer.status, 301 | 302 | 303 | 307 | 308).then(|| answer.header("location"))
}
