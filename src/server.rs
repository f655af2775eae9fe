//! Puts the house together and runs it: `new` builds, `listen` takes a listener that is bound already.

mod from_config;

pub use from_config::rest_keys;

use crate::broker::{Broker, Engine, Reconciler};
use crate::bus::{Bus, LocalBus, Notice};
use crate::clock::Clock;
use crate::config::Config;
use crate::http::engine::rest::Rest;
use crate::http::ops::LastProbe;
use crate::http::shields::Shields;
use crate::http::state::{AppState, DemoPeople, Ops, Site};
use crate::http::{self, pages};
use crate::identity::People;
use crate::identity::sign_on::SignOn;
use crate::oversight::Oversight;
use crate::random::Random;
use crate::relay::{self, Registry};
use crate::serve;
use crate::sites::Sites;
use crate::store::Store;
use crate::webhooks::{Office, Webhooks};
use crate::zoom::ZoomApi;
use chrono::TimeDelta;
use from_config::{budgets, settings, site, tokens};
use metrics_exporter_prometheus::PrometheusHandle;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// What a server is made of that `main` and the tests make differently.
pub struct Parts {
    pub config: Config,
    pub store: Arc<dyn Store>,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub metrics: PrometheusHandle,
    /// Where it will listen, so that the addresses it prints and signs are right.
    pub address: SocketAddr,
    pub demo: Option<DemoPeople>,
    /// Zoom's REST API, where there are credentials for it. Used with Zoom's engine only.
    pub zoom: Option<Arc<dyn ZoomApi>>,
}

/// A server that is ready to listen.
pub struct Server {
    state: AppState,
    store: Arc<dyn Store>,
    /// After the word to stop, this long others are told not to send more before connections are refused.
    drain: Duration,
    limits: serve::Limits,
    stopping: CancellationToken,
    admin: Option<TcpListener>,
}

impl Server {
    /// # Errors
    /// If the engine's keys cannot be read or made.
    pub fn new(parts: Parts) -> anyhow::Result<Self> {
        let Parts { config, store, clock, random, metrics, address, demo, zoom } = parts;
        let bus: Arc<dyn Bus> = Arc::new(LocalBus::default());
        let tokens = tokens(&config, &*random)?;
        let rest = rest_keys(&config, &*random)?.map(|keys| Arc::new(Rest::new(&keys)));
        let site = site(config, address, demo);
        let settings = settings(&site);
        let shields = Arc::new(Shields::new(budgets(&site.config.limits)));
        let listed = site.config.network.allowed_origins.clone();
        let sites = Sites::new(store.clone(), clock.clone(), site.public.clone(), listed);
        let oversight = Oversight::new(store.clone(), clock.clone());
        let (ours, gate) = (sites.clone(), shields.clone());
        let broker =
            Broker::new(store.clone(), clock.clone(), random.clone(), tokens, ours, bus.clone(), settings, gate);
        let logins = site.config.limits.login;
        let people = People::new(store.clone(), clock.clone(), random.clone(), bus, logins)
            .with_passwords_of(site.config.passwords);
        let sign_on = site.config.sign_on.clone().map(|config| {
            Arc::new(SignOn::new(people.clone(), config, site.public.clone(), clock.clone(), random.clone()))
        });
        let allow_local = site.config.webhooks.allow_local;
        let webhooks = Webhooks::new(store.clone(), clock.clone(), random.clone(), allow_local);
        let relay = Registry::new(Arc::new(broker.clone()), relay::Limits::default());
        let zoom = zoom.filter(|_| site.engine == Engine::Zoom);
        let every = site.config.engine.reconcile_every;
        let zoom = zoom.map(|api| Arc::new(Reconciler::new(broker.clone(), api, every)));
        let stopping = CancellationToken::new();
        let last_probe = LastProbe::default();
        let ops = Ops { store: store.clone(), clock, random, metrics, last_probe, stopping: stopping.clone() };
        let drain = if site.demo.is_some() { Duration::ZERO } else { Duration::from_secs(5) };
        let limits = site.config.serve_limits();
        let state = AppState {
            broker,
            people,
            sites,
            oversight,
            webhooks,
            relay,
            shields,
            site: Arc::new(site),
            ops,
            assets: Arc::new(pages::assets()),
            docs: http::docs(),
            scopes: Arc::new(http::scopes::RouteScopes::of(&http::description())),
            rest,
            sign_on,
            zoom,
        };
        Ok(Self { state, store, drain, limits, stopping, admin: None })
    }

    /// Serves metrics and health on a listener of their own as well, and the metrics there only.
    pub fn with_admin(self, listener: TcpListener) -> Self {
        Self { admin: Some(listener), ..self }
    }

    pub fn site(&self) -> &Site {
        &self.state.site
    }

    pub fn broker(&self) -> &Broker {
        &self.state.broker
    }

    pub fn people(&self) -> &People {
        &self.state.people
    }

    pub fn sites(&self) -> &Sites {
        &self.state.sites
    }

    pub fn webhooks(&self) -> &Webhooks {
        &self.state.webhooks
    }

    /// Serves until `stop` is cancelled, then stops in the order of hardening §11: not ready any more, a pause, no new
    /// connections, sockets told to come back, the rest finished, the database closed.
    pub async fn listen(self, listener: TcpListener, stop: CancellationToken) {
        if let Err(error) = self.state.sites.refresh().await {
            tracing::error!(%error, "host sites are not known yet, and looked for again in a second: {error}");
        }
        let tasks = TaskTracker::new();
        let background = CancellationToken::new();
        tasks.spawn(self.state.broker.clone().sweep_until(background.clone()));
        tasks.spawn(self.state.broker.clone().forget_until(background.clone()));
        tasks.spawn(self.state.oversight.clone().watch_until(background.clone()));
        tasks.spawn(self.state.people.clone().watch_until(background.clone()));
        tasks.spawn(self.state.sites.clone().watch_until(background.clone()));
        let news = watch::Sender::new(());
        tasks.spawn(self.state.webhooks.clone().deliver_until(news.subscribe(), background.clone()));
        tasks.spawn(pass_news(self.state.broker.clone(), news, background.clone()));
        tasks.spawn(forget_events(self.state.clone(), background.clone()));
        if let Some(office) = office(&self.state) {
            let endpoints = self.state.site.config.webhooks.endpoints.clone();
            tasks.spawn(office.deliver_until(endpoints, self.state.broker.news(), background.clone()));
        }
        if let Some(reconciler) = self.state.zoom.clone() {
            tasks.spawn(reconciler.run_until(background.clone()));
        }
        tasks.spawn(tell_relay(self.state.broker.clone(), self.state.relay.clone(), background.clone()));
        let accepting = CancellationToken::new();
        if let Some(admin) = self.admin {
            let (routes, limits) = (http::admin_router(self.state.clone()), self.limits.clone());
            tasks.spawn(serve::serve(admin, routes, limits, accepting.clone()));
        }
        let serving =
            tokio::spawn(serve::serve(listener, http::router(self.state.clone()), self.limits, accepting.clone()));

        stop.cancelled().await;
        self.stopping.cancel();
        tokio::time::sleep(self.drain).await;
        accepting.cancel();
        self.state.relay.shutdown();
        if serving.await.is_err() {
            tracing::error!("the accept loop ended badly");
        }
        background.cancel();
        tasks.close();
        tasks.wait().await;
        self.store.close().await;
    }
}

/// Tells the relay what the broker decided: ends, and people who changed.
async fn tell_relay(broker: Broker, relay: Registry, stop: CancellationToken) {
    let mut notices = broker.notices();
    while let Some(notice) = stop.run_until_cancelled(notices.recv()).await {
        match notice {
            Ok(Notice::Session(session)) => match session.end_reason() {
                Some(reason) => relay.end(session.id, reason),
                None => relay.told(session.id, broker.invite_views(&session)),
            },
            Ok(Notice::PersonChanged(agent)) => relay.recheck(agent),
            Ok(Notice::BargeInAsked { session, admission }) => relay.barge_in(session, admission),
            Ok(Notice::AgentAdmitted { .. }) => {}
            Err(RecvError::Lagged(missed)) => {
                tracing::error!(missed, "the relay missed {missed} notices; its desks ask again within a minute");
            }
            Err(RecvError::Closed) => return,
        }
    }
}

/// Notices of one tenth of a second are one piece of news to those who deliver events.
const NEWS_EVERY: Duration = Duration::from_millis(100);

/// Tells those who deliver events that something happened.
async fn pass_news(broker: Broker, news: watch::Sender<()>, stop: CancellationToken) {
    let mut notices = broker.notices();
    while let Some(notice) = stop.run_until_cancelled(notices.recv()).await {
        if let Err(RecvError::Closed) = notice {
            return;
        }
        news.send_replace(());
        tokio::time::sleep(NEWS_EVERY).await;
        // before the news are told, so that nothing that comes after is taken for it
        while !matches!(notices.try_recv(), Err(TryRecvError::Empty | TryRecvError::Closed)) {}
        news.send_replace(());
    }
}

/// How often old events are looked for.
const FORGET_EVERY: Duration = Duration::from_secs(600);

/// Forgets events after the retention period, as it is at that moment, and attempts after the days their log is kept.
async fn forget_events(state: AppState, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(FORGET_EVERY);
    let log = TimeDelta::days(state.site.config.webhooks.log_days.into());
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        if let Err(error) = forget_old_events(&state, log).await {
            tracing::warn!(%error, "old events were not forgotten and are again: {error}");
        }
    }
}

async fn forget_old_events(state: &AppState, log: TimeDelta) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let (now, retention) = (state.ops.clock.now(), state.broker.retention().await?);
    Ok(state.webhooks.forget(now - retention, now - log).await?)
}

/// What delivers webhooks in Zoom's shape, if somebody is to be told. With Zoom's engine Zoom tells.
fn office(state: &AppState) -> Option<Office> {
    let config = &state.site.config.webhooks;
    let secret = config.secret.clone().filter(|_| !config.endpoints.is_empty())?;
    if state.site.engine != Engine::Builtin {
        tracing::warn!("COBROKER_WEBHOOK_URL is for the built-in engine; with Zoom's, Zoom sends webhooks");
        return None;
    }
    let Ops { store, clock, random, .. } = state.ops.clone();
    Some(Office::new(store, clock, random, secret, config.account_id.clone(), config.allow_local))
}
