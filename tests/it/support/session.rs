//! A customer's session, from the customer's page.

use super::{Answer, Caller};
use serde_json::{Value, json};

/// A website whose customers may start sessions.
pub const SHOP: &str = "https://shop.example";

pub struct Session {
    pub id: String,
    /// For the SDK.
    pub token: String,
    /// Empty until it is known.
    pub pin: String,
    /// The page, with its report token.
    pub page: Caller,
}

impl Session {
    pub fn path(&self, rest: &str) -> String {
        format!("/api/sessions/{}{rest}", self.id)
    }

    pub async fn report(&self, pin: &str) -> Answer {
        self.page.send(&self.path("/pin"), json!({ "pincode": pin })).await
    }

    pub async fn event(&self, body: Value) -> Answer {
        self.page.send(&self.path("/events"), body).await
    }

    pub async fn heartbeat(&self) {
        let answer = self.event(json!({ "type": "heartbeat" })).await;
        assert_eq!(answer.status, 202, "{}", answer.text());
    }

    /// Lets time pass with a page that reports every 15 seconds.
    pub async fn live_for(&self, app: &super::TestApp, seconds: f64) {
        let mut left = seconds;
        while left > 15.0 {
            app.advance(15.0);
            self.heartbeat().await;
            left -= 15.0;
        }
        app.advance(left);
    }
}
