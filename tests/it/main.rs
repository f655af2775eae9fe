//! The service from outside: a real server on a free port, a real SQLite file, a clock that stands still.
//!
//! One binary, a file for each theme. [`support`] holds the server, the callers and the sockets.

mod support;

mod anonymous;
mod connect;
mod customer;
mod engine;
mod identity_snippets;
mod open_tokens;
mod people;
mod permissions;
mod rest;
mod secrets;
mod serving;
mod shell;
mod tokens;
mod webhooks;
