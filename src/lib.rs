//! cobroker: a session broker with a PIN registry for co-browsing support, and a built-in co-browse engine.
//!
//! The map of the house; arrows point one way, so that each room can be read and tested alone:
//!
//! ```text
//! { domain, outgoing, words }  <-  { bus, relay, serve, store, tokens }  <-  webhooks  <-  zoom  <-  config
//!     <-  { doctor, identity }  <-  sites  <-  oversight  <-  broker  <-  http  <-  server  <-  commands
//! ```
//!
//! [`domain`] holds what is true, [`store`] what must survive, [`relay`] the live sockets, [`broker`] the use cases,
//! [`http`] everything a browser or a machine sees, [`outgoing`] what we ask of others, [`words`] what people read.
//! [`server::Server`] puts them together.

pub mod broker;
pub mod bus;
pub mod clock;
pub mod commands;
pub mod config;
pub mod doctor;
pub mod domain;
pub mod engine_keys;
pub mod hex;
pub mod http;
pub mod identity;
pub mod outgoing;
pub mod oversight;
pub mod random;
pub mod relay;
pub mod serve;
pub mod server;
pub mod sites;
pub mod store;
pub mod tokens;
pub mod webhooks;
pub mod words;
pub mod zoom;
