//! The service from outside: a real server on a free port, a real SQLite file, a clock that stands still.
//!
//! One binary, a file for each theme. [`support`] holds the server, the callers and the sockets.

mod support;

mod anonymous;
mod arrows;
mod audit;
mod case_files;
mod connect;
mod customer;
mod docs;
mod doctor;
mod engine;
mod events;
mod identity;
mod identity_snippets;
mod languages;
mod lists;
mod open_tokens;
mod people;
mod permissions;
mod reference;
mod rest;
mod secrets;
mod serving;
mod session_page;
mod settings_page;
mod shell;
mod sign_on;
mod site_page;
mod sites;
mod subjects;
mod together;
mod token_compat;
mod tokens;
mod waiting;
mod webhooks;
mod words;
mod words_in_code;
mod zoom_mode;
mod zoom_reconcile;
mod zoom_rest;
mod zoom_webhooks;
