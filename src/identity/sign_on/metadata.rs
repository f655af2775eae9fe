//! What a provider says about itself (OpenID Connect Discovery 1.0).

use crate::outgoing::Url;
use serde_json::Value;

/// The places of a provider.
#[derive(Debug, Clone)]
pub(super) struct Metadata {
    pub(super) authorization: Url,
    pub(super) token: Url,
    pub(super) keys: Url,
    pub(super) userinfo: Option<Url>,
    pub(super) end_session: Option<Url>,
    /// Says in each redirect who it is (RFC 9207).
    pub(super) names_itself: bool,
    /// Takes the client's secret in the body only.
    pub(super) secret_in_body: bool,
}

impl Metadata {
    /// Reads what `issuer` says. Its places are https, or on this machine as the issuer itself is.
    ///
    /// # Errors
    /// What is wrong, for the log.
    pub(super) fn read(document: &Value, issuer: &str, local: bool) -> Result<Self, &'static str> {
        if document["issuer"] != issuer {
            return Err("it calls itself by another issuer");
        }
        let place = |name: &str| {
            let url = document[name].as_str().and_then(|text| text.parse::<Url>().ok());
            url.filter(|url| url.secure || (local && url.is_local()))
        };
        let methods: Vec<&str> = document["token_endpoint_auth_methods_supported"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        Ok(Self {
            authorization: place("authorization_endpoint").ok_or("it has no safe authorization_endpoint")?,
            token: place("token_endpoint").ok_or("it has no safe token_endpoint")?,
            keys: place("jwks_uri").ok_or("it has no safe jwks_uri")?,
            userinfo: place("userinfo_endpoint"),
            end_session: place("end_session_endpoint"),
            names_itself: document["authorization_response_iss_parameter_supported"] == true,
            // where nothing is said it is the header
            secret_in_body: !methods.is_empty() && !methods.contains(&"client_secret_basic"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn document() -> Value {
        json!({
            "issuer": "https://id.example", "authorization_endpoint": "https://id.example/auth?tenant=1",
            "token_endpoint": "https://id.example/token", "jwks_uri": "https://keys.example/jwks",
        })
    }

    #[test]
    fn places_are_safe_or_not_there() {
        assert!(Metadata::read(&document(), "https://id.example", false).is_ok());
        assert!(Metadata::read(&document(), "https://id.example/", false).is_err());
        for name in ["authorization_endpoint", "token_endpoint", "jwks_uri"] {
            for unsafe_one in
                ["http://id.example/x", "http://127.0.0.1/x", "javascript:alert(1)", "https://me@id.example/", ""]
            {
                let mut document = document();
                document[name] = unsafe_one.into();
                assert!(Metadata::read(&document, "https://id.example", false).is_err(), "{name} {unsafe_one}");
            }
        }
        let mut document = document();
        document["userinfo_endpoint"] = "http://id.example/me".into();
        assert!(Metadata::read(&document, "https://id.example", true).unwrap().userinfo.is_none());
    }
}
