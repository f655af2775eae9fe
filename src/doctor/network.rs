//! What others answered: the public address, the viewer's, the engine's, Zoom's REST API. Pure: who asks is
//! [`super::ask`].

use super::catalogue::*;
use super::finding::Finding;
use serde::{Deserialize, Serialize};

/// An answer as far as it matters here, or why there is none.
pub type Asked = Result<Heard, String>;

/// What came back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heard {
    pub status: u16,
    pub content_type: String,
    pub policy: String,
    pub body: Vec<u8>,
}

/// What the service says about a request of doctor's that reached it: `GET /api/doctor/{word}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Echo {
    /// The `Host` header as it arrived.
    pub host: String,
    /// There was an `X-Forwarded-For` or a `Forwarded` header.
    pub forwarded: bool,
    /// Whoever connected is in `COBROKER_TRUSTED_PROXIES`.
    pub trusted: bool,
}

/// Whether the public address leads here, and by which way. `authority`: the host as it should arrive.
pub fn public(asked: &Asked, authority: &str) -> Vec<Finding> {
    let heard = match asked {
        Err(why) => return vec![PUBLIC_UNREACHABLE.saw(format!("{why}."))],
        Ok(heard) => heard,
    };
    let Some(echo) = serde_json::from_slice::<Echo>(&heard.body).ok().filter(|_| heard.status == 200) else {
        let saw = format!("A question that only this service can answer got {}.", heard.status);
        return vec![PUBLIC_ELSEWHERE.saw(saw)];
    };
    let mut findings = Vec::new();
    if echo.host != authority {
        findings.push(PROXY_CHANGES_HOST.saw(format!("{authority} was asked, and {} arrived.", echo.host)));
    }
    if echo.forwarded && !echo.trusted {
        let saw = "A request came with X-Forwarded-For, from an address that COBROKER_TRUSTED_PROXIES does not name.";
        findings.push(PROXY_NOT_TRUSTED.saw(saw));
    }
    findings
}

/// Whether a WebSocket would come through.
pub fn websocket(asked: &Asked) -> Vec<Finding> {
    let saw = match asked {
        Ok(heard) if heard.status == 101 => return Vec::new(),
        Ok(heard) => format!("A request to upgrade got {}.", heard.status),
        Err(why) => format!("A request to upgrade got no answer: {why}."),
    };
    vec![PROXY_NO_WEBSOCKET.saw(saw)]
}

/// Whether the first of two events came before the second was sent.
pub fn stream(asked: &Asked) -> Vec<Finding> {
    match asked {
        Ok(heard) if heard.status == 200 && !heard.body.is_empty() => Vec::new(),
        Ok(heard) => vec![PROXY_BUFFERS.saw(format!("A stream of events got {}.", heard.status))],
        Err(why) => {
            vec![PROXY_BUFFERS.saw(format!("The first event did not arrive while the stream was open: {why}."))]
        }
    }
}

/// Whether the viewer's address shows our viewer, which only `public` may frame.
pub fn viewer(asked: &Asked, public: &str) -> Vec<Finding> {
    match asked {
        Err(why) => vec![VIEWER_UNREACHABLE.saw(format!("{why}."))],
        Ok(heard) if heard.status != 200 => vec![VIEWER_ELSEWHERE.saw(format!("/viewer answers {}.", heard.status))],
        Ok(heard) if !names(&heard.policy, public) => {
            vec![VIEWER_ELSEWHERE.saw(format!("Its page may not be framed by {public}."))]
        }
        Ok(_) => Vec::new(),
    }
}

fn names(policy: &str, public: &str) -> bool {
    let ancestors = policy.split(';').find_map(|one| one.trim().strip_prefix("frame-ancestors "));
    ancestors.is_some_and(|list| list.split_ascii_whitespace().any(|one| one == public))
}

/// Whether the engine has an SDK for the key, and of the pinned version. `versioned` is `None` where none is pinned.
pub fn engine(plain: &Asked, versioned: Option<&Asked>) -> Vec<Finding> {
    let is_script = |heard: &Heard| heard.status == 200 && heard.content_type.contains("javascript");
    let shown = |heard: &Heard| format!("The loader's address answers {} {}.", heard.status, heard.content_type);
    match (plain, versioned) {
        (Err(why), _) => vec![ENGINE_UNREACHABLE.saw(format!("{why}."))],
        (Ok(heard), _) if !is_script(heard) => vec![SDK_KEY_REFUSED.saw(shown(heard))],
        (Ok(_), Some(Ok(heard))) if !is_script(heard) => vec![SDK_VERSION_REFUSED.saw(shown(heard))],
        _ => Vec::new(),
    }
}

/// One light call of the REST API (Zoom reference §9). `sdk_works`: the same call signed with the SDK's pair was taken.
pub fn rest(asked: &Asked) -> Vec<Finding> {
    match asked {
        Err(why) => vec![REST_UNREACHABLE.saw(format!("{why}."))],
        Ok(heard) if matches!(heard.status, 401 | 403) => {
            let saw = "It answers 401. The SDK's key and secret do not open it, a wrong clock neither.";
            vec![REST_REFUSED.saw(saw)]
        }
        Ok(heard) if heard.status >= 500 => vec![REST_UNREACHABLE.saw(format!("It answers {}.", heard.status))],
        Ok(_) => Vec::new(),
    }
}

/// The endpoint's answer to Zoom's validation (\[DZ-WH\]).
pub fn webhook(asked: &Asked, plain: &str, encrypted: &str) -> Vec<Finding> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Proof {
        plain_token: String,
        encrypted_token: String,
    }
    let saw = match asked {
        Err(why) => format!("{why}."),
        Ok(heard) if heard.status != 200 => format!("It answers {}.", heard.status),
        Ok(heard) => match serde_json::from_slice::<Proof>(&heard.body) {
            Ok(proof) if proof.plain_token == plain && proof.encrypted_token == encrypted => return Vec::new(),
            Ok(_) => "Its answer was made with another secret.".into(),
            Err(_) => "Its answer is not plainToken and encryptedToken.".into(),
        },
    };
    vec![WEBHOOK_ENDPOINT.saw(saw)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slugs(findings: Vec<Finding>) -> Vec<&'static str> {
        findings.into_iter().map(|finding| finding.kind.slug).collect()
    }

    fn heard(status: u16, content_type: &str, body: &str) -> Asked {
        Ok(Heard { status, content_type: content_type.into(), body: body.into(), policy: String::new() })
    }

    fn gone() -> Asked {
        Err("no answer".into())
    }

    #[test]
    fn the_public_address_leads_here_or_it_does_not() {
        let echo = |host: &str, forwarded, trusted| {
            let echo = Echo { host: host.into(), forwarded, trusted };
            slugs(public(&heard(200, "application/json", &serde_json::to_string(&echo).unwrap()), "help.example"))
        };
        assert!(echo("help.example", false, false).is_empty());
        assert!(echo("help.example", true, true).is_empty());
        assert_eq!(echo("127.0.0.1:8080", true, false), ["proxy-changes-host", "proxy-not-trusted"]);
        assert_eq!(slugs(public(&gone(), "help.example")), ["public-unreachable"]);
        assert_eq!(slugs(public(&heard(404, "text/html", "?"), "help.example")), ["public-elsewhere"]);
        assert_eq!(slugs(public(&heard(200, "text/html", "hello"), "help.example")), ["public-elsewhere"]);
    }

    #[test]
    fn sockets_and_streams_come_through_or_do_not() {
        assert!(websocket(&heard(101, "", "")).is_empty());
        assert_eq!(slugs(websocket(&heard(400, "", ""))), ["proxy-no-websocket"]);
        assert_eq!(slugs(websocket(&gone())), ["proxy-no-websocket"]);
        assert!(stream(&heard(200, "text/event-stream", "d")).is_empty());
        assert_eq!(slugs(stream(&gone())), ["proxy-buffers"]);
        assert_eq!(slugs(stream(&heard(502, "", ""))), ["proxy-buffers"]);
    }

    #[test]
    fn the_viewer_is_ours_if_it_lets_us_frame_it() {
        let with = |policy: &str| {
            let heard = Heard { status: 200, policy: policy.into(), ..Heard::default() };
            slugs(viewer(&Ok(heard), "https://help.example"))
        };
        assert!(with("default-src 'none'; frame-ancestors https://help.example https://crm.example").is_empty());
        assert_eq!(with("frame-ancestors https://help.example.org"), ["viewer-elsewhere"]);
        assert_eq!(with(""), ["viewer-elsewhere"]);
        assert_eq!(slugs(viewer(&heard(404, "", ""), "x")), ["viewer-elsewhere"]);
        assert_eq!(slugs(viewer(&gone(), "x")), ["viewer-unreachable"]);
    }

    #[test]
    fn the_engine_has_the_key_and_the_version() {
        let script = heard(200, "text/javascript; charset=utf-8", "");
        assert!(engine(&script, None).is_empty() && engine(&script, Some(&script)).is_empty());
        assert_eq!(slugs(engine(&gone(), None)), ["engine-unreachable"]);
        assert_eq!(slugs(engine(&heard(404, "application/json", ""), None)), ["sdk-key-refused"]);
        assert_eq!(slugs(engine(&heard(200, "text/html", ""), None)), ["sdk-key-refused"]);
        assert_eq!(slugs(engine(&script, Some(&heard(404, "", "")))), ["sdk-version-refused"]);
    }

    #[test]
    fn rest_and_webhooks_are_judged_by_their_answers() {
        assert!(rest(&heard(200, "", "")).is_empty() && rest(&heard(429, "", "")).is_empty());
        assert_eq!(slugs(rest(&heard(401, "", ""))), ["rest-refused"]);
        assert_eq!(slugs(rest(&heard(503, "", ""))), ["rest-unreachable"]);
        assert_eq!(slugs(rest(&gone())), ["rest-unreachable"]);
        let answer = r#"{"plainToken":"a","encryptedToken":"b"}"#;
        assert!(webhook(&heard(200, "", answer), "a", "b").is_empty());
        for asked in [heard(200, "", answer), heard(404, "", ""), heard(200, "", "ok"), gone()] {
            assert_eq!(slugs(webhook(&asked, "a", "other")), ["webhook-endpoint"]);
        }
    }
}
