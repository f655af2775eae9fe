//! `cobroker demo`: everything on loopback, with people to sign in as.

use super::house::runtime;
use super::logging;
use super::serve::{prepare, run};
use crate::config::Config;
use crate::domain::Role;
use crate::http::state::DemoPeople;
use crate::identity::{By, NewApiKey, People};
use crate::random::SystemRandom;
use crate::server::{Server, rest_keys};
use anyhow::Context;
use clap::Args;
use secrecy::ExposeSecret;
use serde::Serialize;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct DemoArguments {
    /// Port to listen on; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Keep the data in this folder instead of a temporary one
    #[arg(long)]
    data: Option<PathBuf>,
    /// Print one line of JSON when ready, for scripts
    #[arg(long)]
    json: bool,
}

const AGENTS: [(&str, &str); 2] = [("ada", "Ada Okafor"), ("ben", "Ben Castillo")];
const SUPERVISOR: (&str, &str) = ("sam", "Sam Lindqvist");
const ADMIN: (&str, &str) = ("kim", "Kim Tanaka");

/// What scripts read: one line, when the server is about to accept.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Ready {
    ready: bool,
    base_url: String,
    customer_url: String,
    agent_url: String,
    admin_url: String,
    viewer_origin: String,
    sdk_key: String,
    agents: Vec<Credentials>,
    supervisor: Credentials,
    admin: Credentials,
    /// What opens the mirror of Zoom's REST API.
    #[serde(skip_serializing_if = "Option::is_none")]
    rest: Option<RestCredentials>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RestCredentials {
    api_key: String,
    api_secret: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Credentials {
    login: String,
    password: String,
    api_key: String,
}

pub(super) fn demo(arguments: DemoArguments) -> anyhow::Result<()> {
    // the folder goes with this variable, after the server has stopped
    let temporary = tempfile::Builder::new().prefix("cobroker-demo-").tempdir().context("cannot make a folder")?;
    let data = arguments.data.as_deref().unwrap_or(temporary.path());
    let config = demo_config(arguments.port, data)?;
    logging::start(&config.log);
    runtime()?.block_on(async {
        let people = DemoPeople {
            agents: AGENTS.iter().map(|(login, _)| (*login).to_owned()).collect(),
            supervisor: SUPERVISOR.0.to_owned(),
        };
        let (server, listener) = prepare(config, Some(people)).await?;
        let ready = ready(&server).await?;
        if arguments.json {
            println!("{}", serde_json::to_string(&ready)?);
        } else {
            print(&ready);
        }
        run(server, listener).await
    })
}

/// The environment's settings, with the address and the folder of the demo, and quiet logs.
fn demo_config(port: u16, data: &Path) -> anyhow::Result<Config> {
    let listen = format!("127.0.0.1:{port}");
    let data = data.to_str().context("the folder's name is not readable text")?.to_owned();
    let config = Config::from_lookup(|name| match (name, std::env::var(name).ok()) {
        ("COBROKER_LISTEN", _) => Some(listen.clone()),
        ("COBROKER_DATA_DIR", _) => Some(data.clone()),
        ("COBROKER_LOG", None) => Some("warn".into()),
        (_, given) => given,
    });
    config.map_err(|invalid| anyhow::anyhow!("the settings do not work:\n{invalid}"))
}

async fn ready(server: &Server) -> anyhow::Result<Ready> {
    let (people, base_url) = (server.people(), server.site().public.to_string());
    let mut agents = Vec::new();
    for (login, name) in AGENTS {
        agents.push(credentials(people, login, name, Role::Agent).await?);
    }
    Ok(Ready {
        ready: true,
        customer_url: format!("{base_url}/customer"),
        agent_url: format!("{base_url}/agent"),
        admin_url: format!("{base_url}/admin"),
        viewer_origin: server.site().viewer.to_string(),
        sdk_key: server.broker().sdk_key().to_owned(),
        agents,
        supervisor: credentials(people, SUPERVISOR.0, SUPERVISOR.1, Role::Supervisor).await?,
        admin: credentials(people, ADMIN.0, ADMIN.1, Role::Admin).await?,
        rest: rest_keys(&server.site().config, &SystemRandom)?.map(|keys| RestCredentials {
            api_key: keys.api_key,
            api_secret: keys.api_secret.expose_secret().to_owned(),
        }),
        base_url,
    })
}

/// In a folder that was used before, people are there already and get new passwords.
async fn credentials(people: &People, login: &str, name: &str, role: Role) -> anyhow::Result<Credentials> {
    let (agent, password) = match people.by_login(login).await? {
        Some(agent) => {
            let password = people.reset_password(&By::Shell, agent.id).await?;
            (agent, password)
        }
        None => people.add(&By::Shell, login, name.parse()?, role).await?,
    };
    let api_key = people.add_api_key(&By::Shell, agent.id, NewApiKey::unlimited("demo")).await?;
    Ok(Credentials { login: login.to_owned(), password, api_key: api_key.expose().to_owned() })
}

fn print(ready: &Ready) {
    println!("cobroker is running. Stop it with Ctrl+C.\n");
    println!("  1. The customer   {}", ready.customer_url);
    println!("  2. The agent      {}", ready.agent_url);
    println!("  3. The supervisor {}\n", ready.admin_url);
    println!("Sign in with (use another browser, or a private window, for each):");
    for agent in &ready.agents {
        println!("  agent       {:<5} {}", agent.login, agent.password);
    }
    println!("  supervisor  {:<5} {}", ready.supervisor.login, ready.supervisor.password);
    println!("  admin       {:<5} {}", ready.admin.login, ready.admin.password);
}
