//! `cobroker zoom`: what Zoom's REST API says, for trying the API pair and for looking something up. Names and PINs are
//! shown because the operator asked for them, and kept nowhere.

mod period;
mod table;
mod view;

use super::house::{config, runtime};
use crate::clock::{Clock, SystemClock};
use crate::domain::Pin;
use crate::random::SystemRandom;
use crate::zoom::{ApiError, ApiSession, ApiUser, SessionKind, ZoomApi, ZoomRest};
use anyhow::{anyhow, bail};
use clap::{Args, Subcommand};
use std::sync::Arc;

#[derive(Debug, Subcommand)]
pub(crate) enum ZoomCommand {
    /// List Zoom's sessions: who is in them, and their PINs
    Sessions(SessionsArguments),
    /// Show one of Zoom's sessions with everybody who joined
    Session {
        /// As Zoom writes it
        id: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct SessionsArguments {
    /// Those that are going on; without --past, too
    #[arg(long, conflicts_with = "past")]
    live: bool,
    /// Those that ended, of the last 24 hours unless --from and --to say otherwise
    #[arg(long)]
    past: bool,
    /// First start: yyyy-mm-dd, or a time such as 2026-04-01T12:00:00Z
    #[arg(long, requires_all = ["past", "to"])]
    from: Option<String>,
    /// Last start, in the same form; at most a month after --from
    #[arg(long, requires_all = ["past", "from"])]
    to: Option<String>,
    /// Only those with this PIN
    #[arg(long)]
    pin: Option<Pin>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn zoom(command: ZoomCommand) -> anyhow::Result<()> {
    let rest = client()?;
    runtime()?.block_on(async {
        match command {
            ZoomCommand::Sessions(arguments) => print_sessions(&rest, &arguments).await,
            ZoomCommand::Session { id, json } => print_session(&rest, &id, json).await,
        }
    })
}

fn client() -> anyhow::Result<ZoomRest> {
    let engine = config()?.engine;
    let Some(keys) = engine.api_credentials else {
        bail!(
            "Zoom's REST API is asked with ZOOM_API_KEY and ZOOM_API_SECRET, and they are not set: the API key and API \
             secret of the Build account, another pair than the SDK key and secret"
        );
    };
    Ok(ZoomRest::new(engine.api, &keys, Arc::new(SystemClock), Arc::new(SystemRandom)))
}

async fn print_sessions(rest: &ZoomRest, arguments: &SessionsArguments) -> anyhow::Result<()> {
    let sessions = sessions(rest, arguments).await?;
    if arguments.json {
        println!("{}", view::sessions(&sessions));
    } else if sessions.is_empty() {
        println!("No sessions.");
    } else {
        print!("{}", table::sessions(&sessions));
    }
    Ok(())
}

async fn sessions(rest: &ZoomRest, arguments: &SessionsArguments) -> anyhow::Result<Vec<ApiSession>> {
    let pin = arguments.pin.as_ref();
    if !arguments.past {
        return rest.live_sessions(pin).await.map_err(explained);
    }
    let (from, to) = period::period(arguments.from.as_deref(), arguments.to.as_deref(), SystemClock.now())?;
    let mut sessions = rest.past_sessions(from, to).await.map_err(explained)?;
    sessions.retain(|session| pin.is_none() || session.pin.as_ref() == pin);
    Ok(sessions)
}

async fn print_session(rest: &ZoomRest, id: &str, json: bool) -> anyhow::Result<()> {
    let (session, users) = session(rest, id).await.map_err(explained)?;
    if json {
        println!("{}", view::session(&session, &users));
    } else {
        print!("{}", table::session(&session, &users));
    }
    Ok(())
}

/// Whether it goes on or ended, Zoom has to be asked by either.
async fn session(rest: &ZoomRest, id: &str) -> Result<(ApiSession, Vec<ApiUser>), ApiError> {
    let session = match rest.session(id, SessionKind::Live).await {
        Err(ApiError::NoSuchSession) => rest.session(id, SessionKind::Past).await?,
        other => other?,
    };
    let users = rest.users(id).await?;
    Ok((session, users))
}

fn explained(error: ApiError) -> anyhow::Error {
    match error {
        ApiError::Unauthorized => anyhow!(
            "Zoom refuses the API key: ZOOM_API_KEY and ZOOM_API_SECRET have to be the API pair of the Build account, \
             not the SDK's, and this machine's clock has to be right"
        ),
        error => error.into(),
    }
}
