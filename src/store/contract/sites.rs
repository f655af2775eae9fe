//! Host sites, and assertions that are good once.

use super::samples::{Db, insert, load, note, to_save};
use crate::domain::session::samples::{NOON, seconds, starting};
use crate::domain::site::samples::{P256, full_site, site};
use crate::domain::site::{HostSite, UsedAssertion};
use crate::domain::{SecretHash, Session};
use crate::store::StoreError;

async fn entries(store: &Db) -> usize {
    store.entries_after(0, 1_000).await.expect("the database answers").len()
}

fn used(site: &str, jti: &str) -> UsedAssertion {
    let site = site.parse().expect("a sample id is well-formed");
    UsedAssertion { site, jti: SecretHash::of(jti), until: NOON + seconds(150) }
}

pub(crate) async fn a_site_reads_back_with_everything(store: Db) {
    let full =
        HostSite { disabled_at: Some(NOON), ..full_site("shop", &["https://shop.example", "http://[::1]:8080"]) };
    let plain = site("blog", &["https://blog.example"]);
    store.insert_site(full.clone(), note()).await.unwrap();
    store.insert_site(plain.clone(), note()).await.unwrap();
    assert_eq!(store.site(&full.id).await.unwrap(), Some(full.clone()));
    assert_eq!(store.site(&"nowhere".parse().unwrap()).await.unwrap(), None);
    assert_eq!(store.sites().await.unwrap(), [plain, full], "by id");
    assert_eq!(entries(&store).await, 2);
}

pub(crate) async fn a_slug_and_an_origin_are_taken_once(store: Db) {
    store.insert_site(site("shop", &["https://shop.example", "https://www.shop.example"]), note()).await.unwrap();
    for other in
        [site("shop", &["https://other.example"]), site("other", &["https://o.example", "https://www.shop.example"])]
    {
        let taken = store.insert_site(other, note()).await;
        assert!(matches!(taken, Err(StoreError::Taken)), "{taken:?}");
    }
    assert_eq!(store.sites().await.unwrap().len(), 1, "what did not happen left nothing");
    assert_eq!(entries(&store).await, 1);

    let blog = site("blog", &["https://blog.example"]);
    store.insert_site(blog.clone(), note()).await.unwrap();
    let greedy = HostSite { origins: vec!["https://shop.example".parse().unwrap()], ..blog.clone() };
    assert!(matches!(store.save_site(greedy, note()).await, Err(StoreError::Taken)));
    assert_eq!(store.site(&blog.id).await.unwrap(), Some(blog));
}

pub(crate) async fn a_site_is_saved_over_the_version_that_was_seen(store: Db) {
    let shop = site("shop", &["https://shop.example"]);
    store.insert_site(shop.clone(), note()).await.unwrap();
    let changed = HostSite {
        origins: vec!["https://new.example".parse().unwrap(), "https://shop.example".parse().unwrap()],
        identity_key: Some(P256.parse().unwrap()),
        disabled_at: Some(NOON),
        ..full_site("shop", &[])
    };
    assert!(store.save_site(changed.clone(), note()).await.unwrap());
    assert_eq!(store.site(&shop.id).await.unwrap(), Some(HostSite { version: 2, ..changed.clone() }));
    assert!(!store.save_site(changed, note()).await.unwrap(), "somebody was faster");
    assert!(!store.save_site(site("nowhere", &["https://x.example"]), note()).await.unwrap());
    assert_eq!(entries(&store).await, 2);

    // an origin that was given up is free
    store.save_site(HostSite { version: 2, ..shop }, note()).await.unwrap();
    store.insert_site(site("new", &["https://new.example"]), note()).await.unwrap();
}

pub(crate) async fn a_session_knows_its_site(store: Db) {
    store.insert_site(site("shop", &["https://shop.example"]), note()).await.unwrap();
    let session = Session { site: Some("shop".parse().unwrap()), ..starting(1) };
    insert(&store, &session).await;
    assert_eq!(load(&store, session.id).await, session);
    let nowhere = Session { site: Some("nowhere".parse().unwrap()), ..starting(2) };
    assert!(
        store.insert_session(to_save(&nowhere), vec![]).await.is_err(),
        "a session is of no site that is not there"
    );
}

pub(crate) async fn an_assertion_starts_one_session(store: Db) {
    for id in ["shop", "blog"] {
        store.insert_site(site(id, &[&format!("https://{id}.example")]), note()).await.unwrap();
    }
    let start = async |seed: u64, used: UsedAssertion| {
        store.insert_identified(to_save(&starting(seed)), vec![note()], used).await.unwrap()
    };
    let before = entries(&store).await;
    assert!(start(1, used("shop", "a")).await);
    assert!(!start(2, used("shop", "a")).await);
    assert_eq!(store.session(starting(2).id).await.unwrap(), None, "nothing was started");
    assert!(start(3, used("shop", "b")).await);
    assert!(start(4, used("blog", "a")).await, "another site's is another one");
    assert_eq!(entries(&store).await, before + 3);
}

pub(crate) async fn an_assertion_is_remembered_longer_than_it_is_good(store: Db) {
    store.insert_site(site("shop", &["https://shop.example"]), note()).await.unwrap();
    let start_at = async |seed: u64, after: i64, jti: &str| {
        let session = Session { created_at: NOON + seconds(after), ..starting(seed) };
        store.insert_identified(to_save(&session), vec![], used("shop", jti)).await.unwrap()
    };
    assert!(start_at(1, 0, "a").await);
    assert!(start_at(2, 200, "b").await, "this one looks for old ones");
    assert!(!start_at(3, 0, "a").await, "a clock that was set back opens nothing");
    assert!(start_at(4, 150 + 3_601, "c").await);
    assert!(start_at(5, 150 + 3_601, "a").await, "it is forgotten in the end");
}
