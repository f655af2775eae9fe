//! `cobroker serve`, and the running that `demo` shares with it.

use super::house::{config, open, runtime};
use super::logging;
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::domain::Engine;
use crate::http::state::DemoPeople;
use crate::random::{Random, SystemRandom};
use crate::server::{Parts, Server};
use crate::store::sqlite::Access;
use crate::zoom::{ZoomApi, ZoomRest};
use anyhow::Context;
use metrics_exporter_prometheus::PrometheusBuilder;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

pub(super) fn serve() -> anyhow::Result<()> {
    let config = config()?;
    logging::start(&config.log);
    runtime()?.block_on(async {
        let (server, listener) = prepare(config, None).await?;
        let public = server.site().public.to_string();
        if let Some(secret) = server.people().setup_secret().await? {
            println!("Nobody can manage people yet. Make the first admin within half an hour:");
            println!("  {public}/setup?token={}", secret.expose());
        }
        println!("cobroker listens on {}, known as {public}", listener.local_addr()?);
        run(server, listener).await
    })
}

/// Binds the address, opens the store, builds the server.
pub(super) async fn prepare(config: Config, demo: Option<DemoPeople>) -> anyhow::Result<(Server, TcpListener)> {
    for warning in config.warnings_from_env() {
        tracing::warn!("{warning}");
    }
    let wanted = config.network.listen;
    let listener = bind(wanted).await?;
    let address = listener.local_addr()?;
    let store = Arc::new(open(&config, Access::Exclusive)?);
    let metrics = PrometheusBuilder::new().install_recorder().context("metrics are recorded already")?;
    let (clock, random): (Arc<dyn Clock>, Arc<dyn Random>) = (Arc::new(SystemClock), Arc::new(SystemRandom));
    let admin = config.network.admin_listen;
    let zoom = zoom(&config, &clock, &random);
    let server = Server::new(Parts { config, store, clock, random, metrics, address, demo, zoom })?;
    let server = match admin {
        Some(address) => server.with_admin(bind(address).await?),
        None => server,
    };
    Ok((server, listener))
}

/// Zoom's REST API, if Zoom's engine serves and there is a key for it.
fn zoom(config: &Config, clock: &Arc<dyn Clock>, random: &Arc<dyn Random>) -> Option<Arc<dyn ZoomApi>> {
    let keys = config.engine.api_credentials.as_ref().filter(|_| config.engine.engine == Engine::Zoom)?;
    Some(Arc::new(ZoomRest::new(config.engine.api.clone(), keys, clock.clone(), random.clone())))
}

async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let hint = "another program may use it; COBROKER_LISTEN (or --port for the demo) takes another";
    TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}: {hint}"))
}

/// Serves until SIGTERM or SIGINT; a second one ends the process at once.
pub(super) async fn run(server: Server, listener: TcpListener) -> anyhow::Result<()> {
    let stop = CancellationToken::new();
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let asked = stop.clone();
    tokio::spawn(async move {
        for times in 1.. {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            if times > 1 {
                std::process::exit(130);
            }
            asked.cancel();
            tracing::info!("stopping");
        }
    });
    server.listen(listener, stop).await;
    Ok(())
}
