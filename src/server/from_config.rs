//! What the rooms are told of the configuration, each in its own words.

use crate::broker::{Engine, Settings};
use crate::config::{Config, LimitConfig};
use crate::engine_keys::{EngineKeys, RestKeys};
use crate::http::shields::Budgets;
use crate::http::state::{DemoPeople, Site};
use crate::random::Random;
use crate::tokens::Tokens;
use anyhow::Context;
use chrono::TimeDelta;
use std::net::SocketAddr;
use std::num::NonZeroU32;

pub(super) fn tokens(config: &Config, random: &dyn Random) -> anyhow::Result<Tokens> {
    let with_session = config.engine.engine == Engine::Builtin;
    if let Some(pair) = &config.engine.credentials {
        return Ok(Tokens::new(pair.key.clone(), &pair.secret, with_session));
    }
    let keys =
        EngineKeys::load_or_make(&config.data.dir, random).context("the engine's keys cannot be read or made")?;
    Ok(Tokens::new(keys.sdk_key, &keys.sdk_secret, with_session))
}

/// What opens the REST mirror: the pair that was given, or one made at the first start. Zoom's engine has none here.
pub fn rest_keys(config: &Config, random: &dyn Random) -> anyhow::Result<Option<RestKeys>> {
    if config.engine.engine != Engine::Builtin {
        return Ok(None);
    }
    if let Some(keys) = &config.engine.api_credentials {
        return Ok(Some(keys.clone()));
    }
    let made = RestKeys::load_or_make(&config.data.dir, random);
    made.map(Some).context("the keys of the REST mirror cannot be read or made")
}

pub(super) fn site(config: Config, address: SocketAddr, demo: Option<DemoPeople>) -> Site {
    let public = config.network.public_origin(address);
    let viewer = config.network.viewer_origin(address);
    let engine = config.engine.engine;
    let engine_origin = config.engine.base_url.clone().unwrap_or_else(|| public.clone());
    Site { config, public, viewer, engine, engine_origin, demo }
}

pub(super) fn settings(site: &Site) -> Settings {
    let config = &site.config;
    Settings {
        engine: site.engine,
        base_url: site.engine_origin.to_string(),
        windows: config.sessions.windows,
        pin_limits: config.limits.pin,
        pin_digits: config.sessions.pin_digits,
        pin_mode: config.sessions.pin_mode,
        agent_token_life: config.sessions.agent_token,
        customer_token_life: config.sessions.customer_token,
        most_live_sessions: config.limits.start.live_sessions.into(),
        retention: TimeDelta::days(config.data.retention_days.into()),
        retention_fixed: config.data.retention_fixed,
        ask_consent: config.engine.consent,
        open_tokens: config.engine.open_tokens,
        webhooks: config.webhooks.endpoints.iter().map(ToString::to_string).collect(),
    }
}

pub(super) fn budgets(limits: &LimitConfig) -> Budgets {
    let at_least_one = |count: u32| NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN);
    Budgets {
        starts_per_ip: at_least_one(limits.start.per_ip_per_minute),
        starts_burst: at_least_one(limits.start.ip_burst),
        starts_per_site: at_least_one(limits.start.per_site_per_minute),
        customer_calls: at_least_one(limits.session_requests_per_minute),
        agent_calls: at_least_one(limits.agent_requests_per_minute),
    }
}
