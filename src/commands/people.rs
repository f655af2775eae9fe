//! `cobroker agent` and `cobroker api-key`: people and their keys, from the shell of the server.

use super::house::{config, people, runtime};
use crate::clock::{Clock, SystemClock};
use crate::domain::{DisplayName, Role, Scope, Scopes, Time};
use crate::identity::{By, NewApiKey, People};
use crate::random::SystemRandom;
use crate::server::rest_keys;
use crate::store::{Agent, ApiKey};
use anyhow::{Context, anyhow, bail};
use chrono::TimeDelta;
use clap::Subcommand;
use secrecy::ExposeSecret;

#[derive(Debug, Subcommand)]
pub(super) enum AgentCommand {
    /// Add somebody; prints their password once
    Add {
        /// 2 to 64 letters, digits, dots, hyphens, underscores or @
        login: String,
        /// What customers see; the login if left out
        #[arg(long)]
        name: Option<String>,
        /// agent, supervisor or admin
        #[arg(long, default_value = "agent")]
        role: String,
    },
    /// List everybody
    List,
    /// Sign somebody out everywhere and keep them out
    Disable { login: String },
    /// Let somebody in again
    Enable { login: String },
    /// Give somebody a new password; prints it once
    ResetPassword { login: String },
}

#[derive(Debug, Subcommand)]
pub(super) enum ApiKeyCommand {
    /// Add a key for a machine that acts as this person; prints it once
    Add {
        login: String,
        /// What it is for
        #[arg(long, default_value = "API key")]
        name: String,
        /// What it may do, once for each: sessions:read, sessions:connect, sessions:write, sessions:end, export:read,
        /// audit:read, events:read, webhooks:manage, people:manage. Left out: whatever its person may
        #[arg(long = "scope")]
        scopes: Vec<Scope>,
        /// Days after which it is good no more
        #[arg(long, value_parser = clap::value_parser!(i64).range(1..=3650))]
        days: Option<i64>,
    },
    /// List keys
    List,
    /// Revoke a key
    Revoke { id: String },
    /// Show the key and the secret that open the mirror of Zoom's REST API at /v2
    Rest,
}

pub(super) fn agent(command: AgentCommand) -> anyhow::Result<()> {
    runtime()?.block_on(async {
        let people = people(&config()?)?;
        match command {
            AgentCommand::Add { login, name, role } => add(&people, &login, name, &role).await,
            AgentCommand::List => list(&people).await,
            AgentCommand::Disable { login } => {
                people.disable(&By::Shell, find(&people, &login).await?.id).await?;
                println!("{login} is signed out everywhere and kept out.");
                Ok(())
            }
            AgentCommand::Enable { login } => {
                people.enable(&By::Shell, find(&people, &login).await?.id).await?;
                println!("{login} may sign in again.");
                Ok(())
            }
            AgentCommand::ResetPassword { login } => {
                let password = people.reset_password(&By::Shell, find(&people, &login).await?.id).await?;
                println!("The new password of {login}, shown this once: {password}");
                Ok(())
            }
        }
    })
}

pub(super) fn api_key(command: ApiKeyCommand) -> anyhow::Result<()> {
    if let ApiKeyCommand::Rest = command {
        return show_rest_keys();
    }
    runtime()?.block_on(async {
        let people = people(&config()?)?;
        match command {
            ApiKeyCommand::Add { login, name, scopes, days } => {
                let scopes = if scopes.is_empty() { Scopes::All } else { Scopes::Only(scopes.into_iter().collect()) };
                let expires_at = days.map(|days| SystemClock.now() + TimeDelta::days(days));
                let wanted = NewApiKey { name, scopes, expires_at };
                let secret = people.add_api_key(&By::Shell, find(&people, &login).await?.id, wanted).await?;
                println!("The new API key of {login}, shown this once: {}", secret.expose());
            }
            ApiKeyCommand::List => {
                let now = SystemClock.now();
                people.api_keys().await?.iter().for_each(|(key, agent)| println!("{}", key_line(key, agent, now)));
            }
            ApiKeyCommand::Revoke { id } => {
                let id = id.parse().context("this is not a key's id; `cobroker api-key list` shows them")?;
                if !people.revoke_api_key(&By::Shell, id).await? {
                    bail!("no active key has this id");
                }
                println!("Revoked.");
            }
            ApiKeyCommand::Rest => {}
        }
        Ok(())
    })
}

fn key_line(key: &ApiKey, agent: &Agent, now: Time) -> String {
    let state = match key.revoked_at {
        Some(_) => "revoked",
        None if key.is_good(now) => "active",
        None => "expired",
    };
    let used = key.last_used_at.map_or_else(|| "never used".to_owned(), |at| format!("used {}", at.format("%Y-%m-%d")));
    format!("{}  {state:<8} {:<20} {:<20} {used:<16} {}", key.id, agent.login, key.name, key.scopes)
}

fn show_rest_keys() -> anyhow::Result<()> {
    let config = config()?;
    let Some(keys) = rest_keys(&config, &SystemRandom)? else {
        bail!("Zoom's engine has its own REST API; the mirror at /v2 comes with COBROKER_ENGINE=builtin");
    };
    println!("API key     {}", keys.api_key);
    println!("API secret  {}", keys.api_secret.expose_secret());
    Ok(())
}

async fn add(people: &People, login: &str, name: Option<String>, role: &str) -> anyhow::Result<()> {
    let name: DisplayName = name.as_deref().unwrap_or(login).parse()?;
    let role: Role = role.parse().map_err(|()| anyhow!("a role is agent, supervisor or admin"))?;
    let (agent, password) = people.add(&By::Shell, login, name, role).await?;
    println!("Added {} as {}. The password, shown this once: {password}", agent.login, role.as_str());
    Ok(())
}

async fn list(people: &People) -> anyhow::Result<()> {
    for agent in people.everybody().await? {
        let state = if agent.disabled_at.is_some() { "disabled" } else { "active" };
        println!("{:<20} {:<10} {state:<8} {}", agent.login, agent.role.as_str(), agent.name);
    }
    Ok(())
}

async fn find(people: &People, login: &str) -> anyhow::Result<Agent> {
    people
        .by_login(login)
        .await?
        .ok_or_else(|| anyhow!("nobody has the login {login}; `cobroker agent list` shows all"))
}
