//! Signing in at an OpenID provider: what a token has to say to be believed, and which role somebody has by their groups.
//! Pure: signatures are `tokens`', requests and rows `identity`'s.

use crate::domain::{DisplayName, Role, Time};
use chrono::TimeDelta;
use serde_json::Value;

/// The provider's clock and ours may differ by so much.
pub const SKEW: TimeDelta = TimeDelta::seconds(30);
/// A token is made for this sign-in, so it is no older than a sign-in may take.
pub const OLDEST: TimeDelta = TimeDelta::minutes(10);

/// Which groups make somebody what. `*` is everybody whom the provider lets in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupRoles {
    pub admins: Vec<String>,
    pub supervisors: Vec<String>,
    pub agents: Vec<String>,
}

impl GroupRoles {
    /// The highest that one of `groups` gives; `None`: this is not for them.
    pub fn role_of(&self, groups: &[String]) -> Option<Role> {
        let has = |wanted: &[String]| wanted.iter().any(|name| name == "*" || groups.contains(name));
        [(Role::Admin, &self.admins), (Role::Supervisor, &self.supervisors), (Role::Agent, &self.agents)]
            .into_iter()
            .find_map(|(role, wanted)| has(wanted).then_some(role))
    }

    pub fn is_empty(&self) -> bool {
        self.admins.is_empty() && self.supervisors.is_empty() && self.agents.is_empty()
    }
}

/// What an ID token is compared with.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    pub issuer: &'a str,
    pub client_id: &'a str,
    pub nonce: &'a str,
    pub now: Time,
}

/// Why what the provider sent is not believed. For the log and the audit trail; people are told one sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Disbelief {
    #[error("it is no signed token, or its algorithm or key is not one of the provider's")]
    Signature,
    #[error("it says too little, or in another form")]
    Shape,
    #[error("another issuer made it")]
    Issuer,
    #[error("it is for another client")]
    Audience,
    #[error("it has expired, or is older than this sign-in")]
    Time,
    #[error("it belongs to another sign-in")]
    Nonce,
    #[error("the provider does not know this code, or it was meant for another browser")]
    Code,
    #[error("userinfo is about somebody else")]
    Subject,
}

impl Expected<'_> {
    /// Who the token is about.
    ///
    /// # Errors
    /// The first thing that is wrong (OpenID Connect Core §3.1.3.7).
    pub fn subject_of(&self, claims: &Value) -> Result<String, Disbelief> {
        if claims["iss"] != self.issuer {
            return Err(Disbelief::Issuer);
        }
        self.check_audience(claims)?;
        self.check_time(claims)?;
        if claims["nonce"] != self.nonce {
            return Err(Disbelief::Nonce);
        }
        let subject = claims["sub"].as_str().filter(|sub| (1..=255).contains(&sub.chars().count()));
        subject.map(str::to_owned).ok_or(Disbelief::Shape)
    }

    /// For us, and where it is for others as well, made for us.
    fn check_audience(&self, claims: &Value) -> Result<(), Disbelief> {
        let ours = |value: &Value| value == self.client_id;
        let others = match &claims["aud"] {
            Value::Array(all) if all.iter().any(ours) => all.iter().any(|one| !ours(one)),
            one if ours(one) => false,
            _ => return Err(Disbelief::Audience),
        };
        match claims.get("azp") {
            Some(azp) if ours(azp) => Ok(()),
            None if !others => Ok(()),
            _ => Err(Disbelief::Audience),
        }
    }

    fn check_time(&self, claims: &Value) -> Result<(), Disbelief> {
        let time = |name: &str| {
            let seconds = claims[name].as_i64().or_else(|| claims[name].as_f64().map(|seconds| seconds as i64));
            seconds.and_then(|seconds| Time::from_timestamp(seconds, 0)).ok_or(Disbelief::Shape)
        };
        let (issued, expires) = (time("iat")?, time("exp")?);
        let is_now = self.now < expires + SKEW && issued <= self.now + SKEW && self.now - issued <= OLDEST + SKEW;
        if is_now { Ok(()) } else { Err(Disbelief::Time) }
    }
}

/// The texts of a claim: one, or a list. `claim` is a name as it stands, or a way to it with dots (`realm_access.roles`).
/// `None`: there is no such claim.
pub fn texts_of(claims: &Value, claim: &str) -> Option<Vec<String>> {
    let by_way = || claim.split('.').try_fold(claims, |inside, step| inside.get(step));
    let found = claims.get(claim).or_else(by_way)?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    Some(match found {
        Value::Array(all) => all.iter().filter_map(text).collect(),
        one => text(one).into_iter().collect(),
    })
}

/// The provider has more groups of somebody than it sends, and says where to ask instead (Entra ID does).
pub fn groups_left_out(claims: &Value, claim: &str) -> bool {
    claims["_claim_names"].get(claim).is_some()
}

/// What somebody is called here, from what the provider says of them.
pub fn display_name(claims: &Value) -> DisplayName {
    let given = ["name", "preferred_username", "email"].into_iter().find_map(|claim| claims[claim].as_str());
    let short: String = given.unwrap_or_default().chars().take(60).collect();
    DisplayName::of_token(&short, "Colleague")
}

/// A login for somebody new. It signs nobody in; it is how colleagues and the shell name them.
pub fn wished_login(claims: &Value) -> String {
    let given = ["preferred_username", "email", "name"].into_iter().find_map(|claim| claims[claim].as_str());
    let plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | '+');
    let login: String = given.unwrap_or_default().chars().filter(plain).take(56).collect();
    if login.len() < 2 { "colleague".into() } else { login }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::samples::{NOON, seconds};
    use serde_json::json;

    fn roles() -> GroupRoles {
        let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        GroupRoles { admins: list(&["it"]), supervisors: list(&["leads", "floor"]), agents: list(&["support"]) }
    }

    fn role(groups: &[&str]) -> Option<Role> {
        roles().role_of(&groups.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn the_highest_group_counts_and_none_is_no() {
        assert_eq!(role(&["support"]), Some(Role::Agent));
        assert_eq!(role(&["support", "floor"]), Some(Role::Supervisor));
        assert_eq!(role(&["support", "it", "leads"]), Some(Role::Admin));
        for nobody in [&[][..], &["Support"], &["support "], &["*"], &["sales", "it2"]] {
            assert_eq!(role(nobody), None, "{nobody:?}");
        }
        let everybody = GroupRoles { agents: vec!["*".into()], ..roles() };
        assert_eq!(everybody.role_of(&[]), Some(Role::Agent));
        assert_eq!(everybody.role_of(&["leads".into()]), Some(Role::Supervisor));
    }

    fn claims() -> Value {
        let iat = NOON.timestamp();
        json!({ "iss": "https://id.example", "aud": "cobroker", "sub": "4711", "nonce": "n", "iat": iat, "exp": iat + 60 })
    }

    fn with(name: &str, value: Value) -> Result<String, Disbelief> {
        let mut claims = claims();
        if value.is_null() {
            claims.as_object_mut().unwrap().remove(name);
        } else {
            claims[name] = value;
        }
        check(&claims, 0)
    }

    fn check(claims: &Value, later: i64) -> Result<String, Disbelief> {
        let now = NOON + seconds(later);
        Expected { issuer: "https://id.example", client_id: "cobroker", nonce: "n", now }.subject_of(claims)
    }

    #[test]
    fn a_good_token_says_who_it_is_about() {
        assert_eq!(check(&claims(), 0).as_deref(), Ok("4711"));
        assert!(with("aud", json!(["cobroker"])).is_ok());
        assert!(with("azp", json!("cobroker")).is_ok());
    }

    #[test]
    fn issuer_audience_and_nonce_are_compared_to_the_letter() {
        for issuer in
            [json!("https://id.example/"), json!("https://ID.example"), json!(null), json!(["https://id.example"])]
        {
            assert_eq!(with("iss", issuer), Err(Disbelief::Issuer));
        }
        for audience in
            [json!("other"), json!([]), json!(["other"]), json!(null), json!({}), json!(["cobroker", "other"])]
        {
            assert_eq!(with("aud", audience.clone()), Err(Disbelief::Audience), "{audience}");
        }
        assert_eq!(with("azp", json!("other")), Err(Disbelief::Audience));
        for nonce in [json!("m"), json!(""), json!(null), json!(["n"])] {
            assert_eq!(with("nonce", nonce), Err(Disbelief::Nonce));
        }
        for subject in [json!(""), json!(7), json!(null), json!("x".repeat(256))] {
            assert_eq!(with("sub", subject), Err(Disbelief::Shape));
        }
    }

    #[test]
    fn a_token_is_good_for_this_sign_in_only() {
        assert!(check(&claims(), 89).is_ok());
        assert_eq!(check(&claims(), 90), Err(Disbelief::Time));
        assert!(check(&claims(), -30).is_ok());
        assert_eq!(check(&claims(), -31), Err(Disbelief::Time));
        let long = json!(NOON.timestamp() + 86_400);
        let mut claims = claims();
        claims["exp"] = long;
        assert!(check(&claims, 630).is_ok());
        assert_eq!(check(&claims, 631), Err(Disbelief::Time), "it was made for another one");
        assert_eq!(with("exp", json!(null)), Err(Disbelief::Shape));
        assert_eq!(with("exp", json!("9999999999")), Err(Disbelief::Shape));
        assert_eq!(with("iat", json!(null)), Err(Disbelief::Shape));
    }

    #[test]
    fn groups_are_found_wherever_providers_put_them() {
        let claims = json!({
            "groups": ["a", 7, "b"], "hd": "example.com", "realm_access": { "roles": ["c"] },
            "https://acme.example/roles": ["d"], "_claim_names": { "other": "src1" },
        });
        let texts = |claim| texts_of(&claims, claim);
        assert_eq!(texts("groups"), Some(vec!["a".into(), "b".into()]));
        assert_eq!(texts("hd"), Some(vec!["example.com".into()]));
        assert_eq!(texts("realm_access.roles"), Some(vec!["c".into()]));
        assert_eq!(texts("https://acme.example/roles"), Some(vec!["d".into()]));
        assert_eq!(texts("realm_access.none"), None);
        assert!(groups_left_out(&claims, "other") && !groups_left_out(&claims, "groups"));
    }

    #[test]
    fn what_the_provider_calls_somebody_becomes_a_name_and_a_login() {
        let ada = json!({ "name": "Ada \u{202e}Lovelace", "preferred_username": "ada@example.com" });
        assert_eq!(display_name(&ada).as_str(), "Ada Lovelace");
        assert_eq!(wished_login(&ada), "ada@example.com");
        assert_eq!(display_name(&json!({})).as_str(), "Colleague");
        assert_eq!(wished_login(&json!({ "name": "日本" })), "colleague");
        assert_eq!(wished_login(&json!({ "email": "x".repeat(300) })).len(), 56);
    }
}
