//! Signing in at an OpenID provider that behaves, and at one that does not.

use crate::support::provider::{Account, CLIENT, ProviderStandIn, SECRET, public, query};
use crate::support::{Answer, Caller, Place, TestApp};
use cobroker::domain::Role;
use jsonwebtoken::{Algorithm, EncodingKey};
use serde_json::{Value, json};
use std::sync::Arc;

/// A service, and the provider it trusts.
struct House {
    app: TestApp,
    provider: ProviderStandIn,
}

async fn house() -> House {
    house_with(&[]).await
}

async fn house_with(more: &[(&str, &str)]) -> House {
    let clock = TestApp::usual_clock();
    let provider = ProviderStandIn::start(clock.clone()).await;
    let settings = [
        ("COBROKER_OIDC_ISSUER", provider.issuer()),
        ("COBROKER_OIDC_CLIENT_ID", CLIENT),
        ("COBROKER_OIDC_CLIENT_SECRET", SECRET),
        ("COBROKER_OIDC_ADMIN_GROUPS", "it"),
        ("COBROKER_OIDC_SUPERVISOR_GROUPS", "leads"),
        ("COBROKER_OIDC_AGENT_GROUPS", "support"),
        ("COBROKER_OIDC_LABEL", "Acme"),
    ];
    let app = TestApp::spawn_at(clock, &[&settings[..], more].concat()).await;
    House { app, provider }
}

fn grace() -> Account {
    let more = json!({ "name": "Grace Hopper", "preferred_username": "grace" });
    Account { sub: "4711", groups: vec!["support"], more }
}

fn in_groups(groups: &[&'static str]) -> Account {
    Account { groups: groups.to_vec(), ..grace() }
}

/// A sign-in under way: the browser with its cookie, and where it was sent.
struct Trip {
    browser: Caller,
    location: String,
}

impl House {
    async fn go(&self, next: &str) -> Trip {
        let answer = self.app.stranger().read(&format!("/login/provider{next}")).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let cookie = answer.header("set-cookie");
        for part in ["__Host-cb_oidc=", "Path=/", "Secure", "HttpOnly", "SameSite=Lax", "Max-Age=600"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        let browser = self.app.stranger().with("cookie", cookie.split(';').next().unwrap());
        Trip { browser, location: answer.header("location") }
    }

    async fn sign_in(&self, account: &Account) -> Answer {
        let trip = self.go("").await;
        trip.browser.read(&self.provider.authorize(&trip.location, account)).await
    }

    /// Signs in, and asks with the new cookie.
    async fn browser(&self, account: &Account) -> Caller {
        let answer = self.sign_in(account).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        self.app.page().with("cookie", &session_cookie(&answer))
    }

    async fn audit(&self) -> Vec<Value> {
        self.app.trail().await
    }
}

fn session_cookie(answer: &Answer) -> String {
    let all = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap().to_owned());
    let found =
        all.filter_map(|cookie| cookie.split(';').next().map(str::to_owned)).find(|c| c.starts_with("__Host-cb_sid="));
    found.expect("a cookie of a signed-in browser")
}

#[track_caller]
fn assert_refused(answer: &Answer, status: u16, words: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert!(answer.text().contains(words), "{words}: {}", answer.text());
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect();
    assert!(!cookies.iter().any(|cookie| cookie.starts_with("__Host-cb_sid")), "nobody is signed in: {cookies:?}");
    assert!(answer.text().contains("name=\"password\""), "the other way in is still there");
}

#[tokio::test]
async fn the_provider_vouches_and_somebody_new_is_in() {
    let house = house().await;
    let login = house.app.stranger().read("/login?next=%2Fagent").await.text();
    assert!(login.contains("/login/provider?next=") && login.contains("Acme"), "{login}");
    let trip = house.go("?next=/account").await;
    let sent = query(&trip.location);
    assert_eq!(sent["redirect_uri"], format!("{}/login/provider/callback", house.app.origin()));
    assert!(["state", "nonce", "code_challenge"].iter().all(|name| sent[*name].len() == 43));
    let answer = trip.browser.read(&house.provider.authorize(&trip.location, &grace())).await;
    assert_eq!((answer.status, answer.header("location").as_str()), (303, "/account"));
    let browser = house.app.page().with("cookie", &session_cookie(&answer));
    let page = browser.read("/account").await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("Grace Hopper"));
    let agent = house.app.people.by_login("grace").await.unwrap().expect("an account");
    assert_eq!((agent.role, agent.password.is_none()), (Role::Agent, true));
    assert_eq!(
        agent.identity.map(|identity| (identity.issuer, identity.subject)),
        Some((house.provider.issuer().into(), "4711".into()))
    );
    assert_eq!(house.app.page().submit("/login", &[("login", "grace"), ("password", "")]).await.status, 401);
    house.browser(&grace()).await;
    assert_eq!(house.app.people.everybody().await.unwrap().len(), 1, "the same person");
}

#[tokio::test]
async fn groups_decide_at_each_sign_in() {
    let house = house().await;
    let first = house.browser(&grace()).await;
    assert_eq!(first.read("/admin/agents").await.status, 403);
    let second = house.browser(&in_groups(&["support", "it"])).await;
    assert_eq!(second.read("/admin/agents").await.status, 200);
    assert_eq!(first.read("/account").await.status, 303, "another role signs the other browsers out");
    assert_eq!(house.app.people.by_login("grace").await.unwrap().unwrap().role, Role::Admin);
    let changed = house.audit().await.into_iter().find(|entry| entry["kind"] == "role_changed").expect("in the trail");
    assert_eq!((&changed["data"]["by"], &changed["data"]["to"]), (&json!("provider"), &json!("admin")));

    for groups in [&[][..], &["sales"], &["Support"]] {
        let refused = house.sign_in(&in_groups(groups)).await;
        assert_refused(&refused, 403, "in no group");
    }
    assert_eq!(second.read("/account").await.status, 303, "whose group was taken is out");
    let others = Account { sub: "4712", ..in_groups(&["sales"]) };
    assert_refused(&house.sign_in(&others).await, 403, "in no group");
    assert_eq!(house.app.people.everybody().await.unwrap().len(), 1, "no account for who may not come in");
}

#[tokio::test]
async fn who_is_disabled_here_stays_out() {
    let house = house().await;
    let browser = house.browser(&grace()).await;
    let id = house.app.people.by_login("grace").await.unwrap().unwrap().id;
    let admin = house.app.browser("root", Role::Admin).await;
    admin.submit(&format!("/admin/agents/{id}/disable"), &[]).await;
    assert_eq!(browser.read("/account").await.status, 303);
    assert_refused(&house.sign_in(&grace()).await, 403, "disabled");
    assert_refused(&house.sign_in(&in_groups(&["it"])).await, 403, "disabled");
}

#[tokio::test]
async fn an_account_with_the_same_address_is_somebody_elses() {
    let house = house().await;
    let ada = house.app.person("ada", Role::Admin).await;
    let more = json!({ "preferred_username": "ada", "email": "ada@acme.example", "email_verified": true });
    house.browser(&Account { more, ..grace() }).await;
    let agents = house.app.people.everybody().await.unwrap();
    let logins: Vec<_> = agents.iter().map(|agent| (agent.login.as_str(), agent.role)).collect();
    assert!(logins.contains(&("ada", Role::Admin)) && logins.contains(&("ada-2", Role::Agent)), "{logins:?}");
    assert!(agents.iter().find(|agent| agent.id == ada.id).unwrap().identity.is_none());
}

#[tokio::test]
async fn a_callback_is_good_once_in_its_own_browser_for_ten_minutes() {
    let house = house().await;
    let trip = house.go("").await;
    let back = house.provider.authorize(&trip.location, &grace());
    assert_refused(&house.app.stranger().read(&back).await, 400, "Begin again");
    let other = house.go("").await;
    assert_refused(&other.browser.read(&back).await, 400, "Begin again");
    let wrong_state = back.replace("state=", "state=A");
    assert_refused(&trip.browser.read(&wrong_state).await, 400, "Begin again");
    let without = format!("{}?code=code-0", back.split('?').next().unwrap());
    assert_refused(&trip.browser.read(&without).await, 400, "Begin again");
    assert_eq!(house.provider.asked("token"), 0, "no code was tried");
    assert_eq!(trip.browser.read(&back).await.status, 303);
    assert_refused(&trip.browser.read(&back).await, 400, "Begin again");

    let late = house.go("").await;
    let back = house.provider.authorize(&late.location, &grace());
    house.app.advance(600.0);
    assert_refused(&late.browser.read(&back).await, 400, "Begin again");
    let (name, value) = late.browser.header("cookie").unwrap().split_once('=').unwrap();
    let forged = late.browser.clone().with("cookie", &format!("{name}=x{value}"));
    assert_refused(&forged.read(&back).await, 400, "Begin again");
}

#[tokio::test]
async fn a_code_of_somebody_else_is_worth_nothing() {
    let house = house().await;
    let (mine, theirs) = (house.go("").await, house.go("").await);
    let stolen = query(&format!("http://x{}", house.provider.authorize(&theirs.location, &grace())))["code"].clone();
    let back = house.provider.authorize(&mine.location, &grace());
    let own = query(&format!("http://x{back}"))["code"].clone();
    let injected = back.replace(&own, &stolen);
    assert_refused(&mine.browser.read(&injected).await, 502, "could not be trusted");
    // a provider that does not look at the verifier: the nonce finds it out
    house.provider.behaves(|manners| manners.careless = true);
    let (mine, theirs) = (house.go("").await, house.go("").await);
    let stolen = query(&format!("http://x{}", house.provider.authorize(&theirs.location, &grace())))["code"].clone();
    let back = house.provider.authorize(&mine.location, &grace());
    let own = query(&format!("http://x{back}"))["code"].clone();
    assert_refused(&mine.browser.read(&back.replace(&own, &stolen)).await, 502, "could not be trusted");
}

#[tokio::test]
async fn a_redirect_of_another_issuer_is_no_answer() {
    let house = house().await;
    for iss in [Some("https%3A%2F%2Fevil.example"), Some(""), None] {
        let trip = house.go("").await;
        let back = house.provider.authorize(&trip.location, &grace());
        let bare = back.split("&iss=").next().unwrap();
        let twisted = iss.map_or_else(|| bare.to_owned(), |iss| format!("{bare}&iss={iss}"));
        assert_refused(&trip.browser.read(&twisted).await, 502, "could not be trusted");
    }
    assert_eq!(house.provider.asked("token"), 0, "the code stayed here");
}

/// Signs in while tokens are twisted; they may not be believed.
async fn twisted(house: &House, name: &'static str, twist: impl Fn(&mut Value, &mut Value) + Send + Sync + 'static) {
    house.provider.behaves(|manners| manners.twist = Arc::new(twist));
    // whoever fails often waits
    house.app.advance(1_000.0);
    let answer = house.sign_in(&grace()).await;
    assert_eq!(answer.status, 502, "{name}: {}", answer.text());
    assert_refused(&answer, 502, "could not be trusted");
}

#[tokio::test]
async fn a_token_that_is_not_for_this_sign_in_is_not_believed() {
    let house = house().await;
    twisted(&house, "nonce", |_, claims| claims["nonce"] = json!("another")).await;
    twisted(&house, "no nonce", |_, claims| drop(claims.as_object_mut().unwrap().remove("nonce"))).await;
    twisted(&house, "aud", |_, claims| claims["aud"] = json!("another")).await;
    twisted(&house, "azp", |_, claims| claims["azp"] = json!("another")).await;
    twisted(&house, "iss", |_, claims| claims["iss"] = json!("https://evil.example")).await;
    twisted(&house, "expired", |_, claims| claims["exp"] = json!(claims["iat"].as_i64().unwrap() - 60)).await;
    twisted(&house, "old", |_, claims| claims["iat"] = json!(claims["iat"].as_i64().unwrap() - 3_600)).await;
    twisted(&house, "future", |_, claims| claims["iat"] = json!(claims["iat"].as_i64().unwrap() + 120)).await;
    twisted(&house, "no sub", |_, claims| drop(claims.as_object_mut().unwrap().remove("sub"))).await;
    assert!(house.app.people.everybody().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_signature_is_the_providers_or_none() {
    let house = house().await;
    let forged = |alg: &'static str, sign: Arc<dyn Fn(&str) -> String + Send + Sync>| {
        house.provider.behaves(|manners| {
            manners.twist = Arc::new(move |header, _| header["alg"] = json!(alg));
            manners.sign = Some(sign);
        });
    };
    let hmac = |secret: Vec<u8>| -> Arc<dyn Fn(&str) -> String + Send + Sync> {
        Arc::new(move |message: &str| {
            jsonwebtoken::crypto::sign(message.as_bytes(), &EncodingKey::from_secret(&secret), Algorithm::HS256)
                .unwrap()
        })
    };
    for (alg, sign) in [
        ("none", Arc::new(|_: &str| String::new()) as Arc<dyn Fn(&str) -> String + Send + Sync>),
        ("ES256", Arc::new(|_: &str| String::new())),
        ("ES256", Arc::new(|_: &str| "A".repeat(86))),
        ("HS256", hmac(public("p256").to_string().into_bytes())),
        ("HS256", hmac(public("p256")["x"].as_str().unwrap().as_bytes().to_vec())),
        ("HS256", hmac(SECRET.as_bytes().to_vec())),
    ] {
        forged(alg, sign);
        house.app.advance(1_000.0);
        assert_refused(&house.sign_in(&grace()).await, 502, "could not be trusted");
    }
}

#[tokio::test]
async fn new_keys_of_the_provider_are_fetched_once_in_a_while() {
    let house = house().await;
    house.browser(&grace()).await;
    house.browser(&grace()).await;
    assert_eq!(house.provider.asked("keys"), 1, "keys are kept");
    house.provider.behaves(|manners| (manners.key, manners.published) = ("ed25519", vec!["p256", "ed25519"]));
    house.app.advance(10.0);
    house.browser(&grace()).await;
    assert_eq!(house.provider.asked("keys"), 2);
    house.provider.behaves(|manners| manners.key = "p256");
    house.browser(&grace()).await;
    house.provider.behaves(|manners| {
        manners.twist = Arc::new(|header, _| header["kid"] = json!("unheard-of"));
    });
    for _ in 0..3 {
        assert_refused(&house.sign_in(&grace()).await, 502, "could not be trusted");
    }
    assert_eq!(house.provider.asked("keys"), 2, "not asked again within seconds");
}

#[tokio::test]
async fn groups_may_stand_in_userinfo() {
    let house = house().await;
    house.provider.behaves(|manners| manners.userinfo = Some(json!({ "sub": "4711", "groups": ["leads"] })));
    let browser = house.browser(&grace()).await;
    assert_eq!(browser.read("/admin").await.status, 200);
    house.provider.behaves(|manners| manners.userinfo = Some(json!({ "sub": "4712", "groups": ["it"] })));
    assert_refused(&house.sign_in(&grace()).await, 502, "could not be trusted");
}

#[tokio::test]
async fn a_provider_that_is_down_or_slow_is_told_clearly() {
    let mut house = house().await;
    house.provider.behaves(|manners| manners.status = Some(503));
    assert_refused(&house.app.stranger().read("/login/provider").await, 503, "does not answer");
    let asked = house.provider.asked("discovery");
    for _ in 0..5 {
        assert_refused(&house.app.stranger().read("/login/provider").await, 503, "does not answer");
    }
    assert_eq!(house.provider.asked("discovery"), asked, "it is left alone for a while");
    house.provider.behaves(|manners| manners.status = None);
    house.app.advance(10.0);
    let trip = house.go("").await;
    house.provider.behaves(|manners| manners.silent = true);
    let back = house.provider.authorize(&trip.location, &grace());
    assert_refused(&trip.browser.read(&back).await, 503, "does not answer");
    // whoever has a password comes in
    house.app.browser("root", Role::Admin).await;
    house.app.restart().await;
    assert_eq!(house.app.stranger().read("/login").await.status, 200, "the service starts without its provider");
}

#[tokio::test]
async fn the_provider_says_no_in_its_own_words() {
    let house = house().await;
    for (error, status, words) in [
        ("access_denied", 403, "did not let you in"),
        ("temporarily_unavailable", 503, "does not answer"),
        ("invalid_scope", 502, "not set up for each other"),
        ("<script>alert(1)</script>", 502, "not set up for each other"),
    ] {
        let trip = house.go("").await;
        let back = house.provider.authorize(&trip.location, &grace());
        let code = query(&format!("http://x{back}"))["code"].clone();
        let said =
            back.replace(&format!("code={code}"), &format!("error={}", crate::support::provider::percent(error)));
        let answer = trip.browser.read(&said).await;
        assert_refused(&answer, status, words);
        assert!(!answer.text().contains("alert(1)"));
    }
}

#[tokio::test]
async fn signing_in_at_the_provider_leads_to_our_own_paths_only() {
    let house = house().await;
    for evil in
        ["//evil.example", "https://evil.example/", "/%5Cevil.example", "%2F%2Fevil.example", "/%09/evil.example"]
    {
        let trip = house.go(&format!("?next={evil}")).await;
        let answer = trip.browser.read(&house.provider.authorize(&trip.location, &grace())).await;
        assert_eq!(answer.header("location"), "/agent", "{evil}");
    }
}

#[tokio::test]
async fn passwords_may_be_for_admins_only_and_admins_are_never_locked_out() {
    let house = house_with(&[("COBROKER_PASSWORDS", "admins")]).await;
    let ada = house.app.person("ada", Role::Agent).await;
    let sign_in =
        async |password: &str| house.app.page().submit("/login", &[("login", "ada"), ("password", password)]).await;
    let right = sign_in(&ada.password).await;
    assert_eq!(right.status, 401);
    assert!(right.text().contains("for admins only"));
    assert!(!sign_in("a guess").await.text().contains("for admins only"), "a guess teaches nothing");
    house.app.browser("root", Role::Admin).await;
}

#[tokio::test]
async fn without_a_provider_there_are_no_such_addresses() {
    let app = TestApp::spawn().await;
    for path in ["/login/provider", "/login/provider/callback?code=x&state=y", "/login/provider/out"] {
        assert_eq!(app.stranger().read(path).await.status, 404, "{path}");
    }
    assert!(!app.stranger().read("/login").await.text().contains("/login/provider"));
}

#[tokio::test]
async fn who_signs_out_is_shown_the_way_out_there() {
    let house = house().await;
    let browser = house.browser(&grace()).await;
    let answer = browser.submit("/logout", &[]).await;
    assert_eq!(answer.header("location"), "/login?out=provider");
    assert!(house.app.stranger().read("/login?out=provider").await.text().contains("/login/provider/out"));
    let out = house.app.stranger().read("/login/provider/out").await.header("location");
    assert!(
        out.starts_with(&format!("{}/out?client_id={CLIENT}&post_logout_redirect_uri=", house.provider.issuer())),
        "{out}"
    );
}

#[tokio::test]
async fn somebody_links_their_account_by_an_act_of_their_own() {
    let house = house().await;
    let ada = house.app.browser("ada", Role::Agent).await;
    assert_eq!(
        ada.clone().without("origin").without("sec-fetch-site").submit("/account/provider", &[]).await.status,
        403
    );
    let begun = ada.submit("/account/provider", &[]).await;
    assert_eq!(begun.status, 200);
    let text = begun.text();
    let location = text.split("href=\"").find(|rest| rest.starts_with(house.provider.issuer())).expect("a link there");
    let location = location.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
    let intent = begun.header("set-cookie").split(';').next().unwrap().to_owned();
    let back = house.provider.authorize(&location, &in_groups(&["leads"]));

    // in a browser where somebody else, or nobody, is signed in, it is no link
    let eve = house.app.browser("eve", Role::Agent).await;
    let both = |browser: &Caller| format!("{}; {intent}", browser.header("cookie").unwrap());
    let stolen = eve.clone().with("cookie", &both(&eve)).read(&back).await;
    assert_refused(&stolen, 400, "Begin again");

    let begun = ada.submit("/account/provider", &[]).await;
    let text = begun.text();
    let location = text.split("href=\"").find(|rest| rest.starts_with(house.provider.issuer())).expect("a link there");
    let location = location.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
    let intent = begun.header("set-cookie").split(';').next().unwrap().to_owned();
    let back = house.provider.authorize(&location, &in_groups(&["leads"]));
    let linked = ada.clone().with("cookie", &format!("{}; {intent}", ada.header("cookie").unwrap())).read(&back).await;
    assert_eq!((linked.status, linked.header("location").as_str()), (303, "/account?done=linked"));
    assert_eq!(ada.read("/account").await.status, 303, "the role is another one, so the old browser is out");
    let agent = house.app.people.by_login("ada").await.unwrap().unwrap();
    assert_eq!((agent.role, agent.identity.map(|identity| identity.subject)), (Role::Supervisor, Some("4711".into())));
    house.browser(&in_groups(&["leads"])).await;
    assert_eq!(house.app.people.by_login("grace").await.unwrap(), None, "ada is known by it from now on");

    // her role is the provider's to change, and she may take it away
    let root = house.app.browser("root", Role::Admin).await;
    assert_eq!(root.submit(&format!("/admin/agents/{}/role", agent.id), &[("role", "agent")]).await.status, 403);
    let page = root.read(&format!("/admin/agents/{}", agent.id)).await.text();
    assert!(page.contains("from Acme"), "the page says where the role comes from");
    let now = house.app.page().with("cookie", &session_cookie(&linked));
    assert_eq!(now.submit("/account/provider/unlink", &[]).await.header("location"), "/account?done=unlinked");
    assert!(house.app.people.by_login("ada").await.unwrap().unwrap().identity.is_none());
}

#[tokio::test]
async fn the_last_admin_does_not_link_themselves_out() {
    let house = house().await;
    let root = house.app.browser("root", Role::Admin).await;
    let begun = root.submit("/account/provider", &[]).await;
    let text = begun.text();
    let location = text.split("href=\"").find(|rest| rest.starts_with(house.provider.issuer())).expect("a link there");
    let location = location.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
    let intent = begun.header("set-cookie").split(';').next().unwrap().to_owned();
    let back = house.provider.authorize(&location, &grace());
    let both = format!("{}; {intent}", root.header("cookie").unwrap());
    assert_refused(&root.clone().with("cookie", &both).read(&back).await, 403, "last admin");
    assert_eq!(root.read("/admin/agents").await.status, 200, "still there, still admin");
}

#[tokio::test]
async fn who_has_no_password_keeps_the_one_way_in() {
    let house = house().await;
    let browser = house.browser(&grace()).await;
    assert_eq!(browser.submit("/account/provider/unlink", &[]).await.status, 403);
}
