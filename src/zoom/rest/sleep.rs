//! How the client waits, so that tests need not.

use async_trait::async_trait;
use std::time::Duration;

#[async_trait]
pub trait Sleep: Send + Sync + 'static {
    async fn sleep(&self, wait: Duration);
}

/// Really waits.
#[derive(Debug, Default, Clone, Copy)]
pub struct RealSleep;

#[async_trait]
impl Sleep for RealSleep {
    async fn sleep(&self, wait: Duration) {
        tokio::time::sleep(wait).await;
    }
}
