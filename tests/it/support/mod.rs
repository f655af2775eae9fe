//! What every test needs: a server of its own ([`TestApp`]), callers as values ([`Caller`]), customers' sessions
//! ([`Session`]), sockets ([`Socket`]) and the built program ([`Program`]).

mod answer;
mod app;
mod back_end;
mod caller;
mod listener;
mod program;
pub mod provider;
pub mod receiver;
mod rest;
mod session;
mod socket;
mod stream;
pub mod stub;
mod token;
pub mod zoom;
mod zoom_api;

pub use answer::Answer;
pub use app::TestApp;
pub use back_end::BackEnd;
pub use caller::{Caller, Request};
pub use listener::{Listener, Reaction, ToldEvent};
pub use program::{Demo, Program, printed, printed_with, refused, run, run_with};
pub use receiver::{Heard, Receiver};
pub use rest::Tool;
pub use session::{SHOP, Session};
pub use socket::{Place, Refusal, Socket, agree, snapshot};
pub use stream::Stream;
pub use token::{claims, names};
pub use zoom_api::{Naps, Reply, ZoomStandIn, zoom_rest};

use std::time::Duration;

/// Longer than anything here takes; whoever waits longer waits for something that will not come.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// `value` as text, or a complaint about what it is instead.
#[track_caller]
pub fn text(value: &serde_json::Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("this should be text: {value}")).to_owned()
}
