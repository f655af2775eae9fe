//! A server of a test's own.

use super::{Caller, PATIENCE, Place, SHOP, Session, text};
use chrono::{DateTime, TimeDelta, Utc};
use cobroker::broker::Broker;
use cobroker::clock::{Clock, ManualClock};
use cobroker::config::Config;
use cobroker::domain::{AgentId, Role, Scopes};
use cobroker::http::state::DemoPeople;
use cobroker::identity::{By, NewApiKey, People};
use cobroker::random::{Random, SystemRandom};
use cobroker::server::{Parts, Server};
use cobroker::sites::{SiteChange, Sites};
use cobroker::store::Store;
use cobroker::store::sqlite::{Access, SqliteStore};
use cobroker::zoom::ZoomApi;
use metrics_exporter_prometheus::PrometheusBuilder;
use serde_json::json;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::{self, JoinHandle};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Tests start thousands of sessions from one address; everything else stands as it is by default.
const ROOMY: [(&str, &str); 3] = [
    ("COBROKER_LIMIT_STARTS_PER_IP_PER_MINUTE", "1000000"),
    ("COBROKER_LIMIT_STARTS_IP_BURST", "1000000"),
    ("COBROKER_LIMIT_STARTS_PER_SITE_PER_MINUTE", "1000000"),
];

/// A running server with its clock. Dropping it stops the server and checks that it does stop.
pub struct TestApp {
    outside: Outside,
    pub clock: ManualClock,
    pub people: People,
    pub sites: Sites,
    broker: Broker,
    address: SocketAddr,
    running: Option<Running>,
    folder: Arc<TempDir>,
    settings: HashMap<String, String>,
    known: Mutex<HashMap<String, Person>>,
    pins: AtomicU32,
}

/// What the server is given from outside, beside its settings.
#[derive(Clone)]
struct Outside {
    random: Arc<dyn Random>,
    zoom: Option<Arc<dyn ZoomApi>>,
}

/// Somebody this test added.
#[derive(Clone)]
pub struct Person {
    pub id: AgentId,
    pub password: String,
    pub api_key: String,
}

/// The thread a server lives on, with a runtime of its own: a test that blocks does not hold it up.
struct Running {
    stop: CancellationToken,
    thread: JoinHandle<()>,
    stopped: mpsc::Receiver<()>,
}

impl TestApp {
    pub async fn spawn() -> Self {
        Self::spawn_with(&[]).await
    }

    /// With settings as in the environment.
    pub async fn spawn_with(settings: &[(&str, &str)]) -> Self {
        Self::spawn_drawing(Arc::new(SystemRandom), settings).await
    }

    /// With a REST API of Zoom's of the test's own.
    pub async fn spawn_with_zoom(settings: &[(&str, &str)], zoom: Arc<dyn ZoomApi>) -> Self {
        Self::spawn_in(Outside { random: Arc::new(SystemRandom), zoom: Some(zoom) }, settings).await
    }

    /// With a source of chance of the test's own.
    pub async fn spawn_drawing(random: Arc<dyn Random>, settings: &[(&str, &str)]) -> Self {
        Self::spawn_in(Outside { random, zoom: None }, settings).await
    }

    /// The clock that tests begin with.
    pub fn usual_clock() -> ManualClock {
        ManualClock::at(DateTime::from_timestamp(1_795_000_000, 0).expect("a time"))
    }

    /// With a clock that the test shares with somebody else.
    pub async fn spawn_at(clock: ManualClock, settings: &[(&str, &str)]) -> Self {
        Self::spawn_by(clock, Outside { random: Arc::new(SystemRandom), zoom: None }, settings).await
    }

    async fn spawn_in(outside: Outside, settings: &[(&str, &str)]) -> Self {
        Self::spawn_by(Self::usual_clock(), outside, settings).await
    }

    async fn spawn_by(clock: ManualClock, outside: Outside, settings: &[(&str, &str)]) -> Self {
        let folder = Arc::new(tempfile::tempdir().expect("a folder"));
        let mut all = HashMap::from([
            ("COBROKER_ALLOWED_ORIGINS".to_owned(), format!("{SHOP}, http://localhost:3000")),
            ("COBROKER_DATA_DIR".to_owned(), folder.path().to_str().expect("a readable name").to_owned()),
        ]);
        all.extend(ROOMY.iter().chain(settings).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let (running, started) = Running::start(all.clone(), clock.clone(), listen, outside.clone()).await;
        Self {
            clock,
            outside,
            people: started.people,
            sites: started.sites,
            broker: started.broker,
            address: started.address,
            running: Some(running),
            folder,
            settings: all,
            known: Mutex::default(),
            pins: AtomicU32::new(482_913),
        }
    }

    /// Stops the server and starts another on the same file and the same port.
    pub async fn restart(&mut self) {
        self.stop();
        let (running, started) =
            Running::start(self.settings.clone(), self.clock.clone(), self.address, self.outside.clone()).await;
        (self.people, self.sites, self.broker) = (started.people, started.sites, started.broker);
        self.running = Some(running);
    }

    /// Stops the server, if it runs, and waits for its end.
    pub fn stop(&mut self) {
        let Some(running) = self.running.take() else { return };
        running.stop.cancel();
        running.stopped.recv_timeout(PATIENCE).expect("the server stops, with everything that was going on");
        running.thread.join().expect("the server ends well");
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub fn advance(&self, seconds: f64) {
        self.clock.advance(TimeDelta::milliseconds((seconds * 1000.0).round() as i64));
    }

    /// The sweeper's work, now instead of within five seconds.
    pub async fn sweep(&self) {
        self.broker.sweep().await.expect("the database works");
    }

    /// The forgetting, now instead of within ten minutes.
    pub async fn forget(&self) {
        self.broker.forget().await.expect("the database works");
    }

    /// A host site with these origins, and a key for its customers' identities, if it has one.
    pub async fn host_site(&self, slug: &str, origins: &[&str], key: Option<&str>) {
        let change = SiteChange {
            origins: Some(origins.iter().map(|origin| origin.parse().expect("an origin")).collect()),
            identity_key: key.map(|key| Some(key.parse().expect("a key"))),
            ..SiteChange::default()
        };
        let (id, name) = (slug.parse().expect("a slug"), format!("Site {slug}").parse().expect("a name"));
        self.sites.add(&By::Shell, id, name, change).await.expect("a new site");
    }

    pub fn database(&self) -> PathBuf {
        self.folder.path().join("cobroker.db")
    }

    /// The whole audit trail: kind, actor and data of each entry.
    pub async fn trail(&self) -> Vec<serde_json::Value> {
        let store = SqliteStore::open(&self.database(), Access::Shared).expect("the database opens");
        let entries = store.entries_after(0, 10_000).await.expect("the database works");
        let shown = |entry: cobroker::domain::timeline::Entry| {
            let data: serde_json::Value = serde_json::from_str(&entry.data).expect("data is JSON");
            json!({ "kind": entry.kind, "actor": entry.actor_kind, "data": data })
        };
        entries.into_iter().map(shown).collect()
    }

    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The origin of the viewer.
    pub fn viewer_origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.address.port())
    }

    /// Somebody with no headers at all.
    pub fn stranger(&self) -> Caller {
        Caller::of(self)
    }

    /// The page of a customer, on an allowed website.
    pub fn customer(&self) -> Caller {
        self.stranger().with("origin", SHOP).with("sec-fetch-site", "cross-site")
    }

    /// An agent's machine, by API key.
    pub async fn agent(&self, login: &str) -> Caller {
        self.machine(login, Role::Agent).await
    }

    pub async fn supervisor(&self) -> Caller {
        self.machine("sam", Role::Supervisor).await
    }

    pub async fn admin(&self) -> Caller {
        self.machine("root", Role::Admin).await
    }

    pub async fn machine(&self, login: &str, role: Role) -> Caller {
        let person = self.person(login, role).await;
        self.stranger().bearer(&person.api_key)
    }

    /// A signed-in browser; scripts and forms of our own pages send these headers.
    pub async fn browser(&self, login: &str, role: Role) -> Caller {
        let person = self.person(login, role).await;
        let page = self.page();
        let answer = page.submit("/login", &[("login", login), ("password", &person.password)]).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        page.with("cookie", answer.header("set-cookie").split(';').next().expect("a cookie"))
    }

    /// One of our own pages, nobody signed in.
    pub fn page(&self) -> Caller {
        self.stranger().with("origin", &self.origin()).with("sec-fetch-site", "same-origin")
    }

    /// Adds a person the first time, finds them again later.
    pub async fn person(&self, login: &str, role: Role) -> Person {
        if let Some(person) = self.known.lock().expect("no holder panics").get(login) {
            return person.clone();
        }
        let name = format!("{}{} Tester", login[..1].to_uppercase(), &login[1..]).parse().expect("a name");
        let (agent, password) = self.people.add(&By::Shell, login, name, role).await.expect("a person");
        let key = self.people.add_api_key(&By::Shell, agent.id, NewApiKey::unlimited("test")).await.expect("a key");
        let person = Person { id: agent.id, password, api_key: key.expose().to_owned() };
        self.known.lock().expect("no holder panics").insert(login.to_owned(), person.clone());
        person
    }

    /// A machine with a key for these things only.
    pub async fn key(&self, of: AgentId, scopes: Scopes) -> Caller {
        let wanted = NewApiKey { scopes, ..NewApiKey::unlimited("scoped") };
        let key = self.people.add_api_key(&By::Shell, of, wanted).await.expect("a key");
        self.stranger().bearer(key.expose())
    }

    /// A session that was started and has no PIN.
    pub async fn starting_session(&self) -> Session {
        let started = self.customer().send("/api/customer/start", json!({ "userName": "Grace" })).await.ok();
        Session {
            id: text(&started["sessionId"]),
            token: text(&started["token"]),
            pin: String::new(),
            page: self.customer().bearer(&text(&started["reportToken"])),
        }
    }

    /// A session that waits for an agent under a PIN nobody else has.
    pub async fn waiting_session(&self) -> Session {
        let mut session = self.starting_session().await;
        session.pin = self.pins.fetch_add(1, Ordering::Relaxed).to_string();
        session.report(&session.pin).await.ok();
        session
    }

    /// A session as a supervisor sees it now.
    pub async fn see(&self, session: &str) -> serde_json::Value {
        self.supervisor().await.read(&format!("/api/sessions/{session}")).await.ok()
    }
}

impl Place for TestApp {
    fn address(&self) -> SocketAddr {
        self.address
    }

    fn origin(&self) -> String {
        format!("http://localhost:{}", self.address.port())
    }

    fn sdk_key(&self) -> &str {
        self.broker.sdk_key()
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // a test that failed already should say why, not this
        if !thread::panicking() {
            self.stop();
        } else if let Some(running) = self.running.take() {
            running.stop.cancel();
        }
    }
}

struct Started {
    people: People,
    sites: Sites,
    broker: Broker,
    address: SocketAddr,
}

impl Running {
    async fn start(
        settings: HashMap<String, String>,
        clock: ManualClock,
        listen: SocketAddr,
        outside: Outside,
    ) -> (Self, Started) {
        let (stop, (tell, stopped)) = (CancellationToken::new(), mpsc::channel());
        let (ready, started) = tokio::sync::oneshot::channel();
        let until = stop.clone();
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
            let runtime = runtime.expect("a runtime");
            runtime.block_on(async move {
                let listener = TcpListener::bind(listen).await.expect("a port");
                let address = listener.local_addr().expect("an address");
                let server = server(&settings, clock, address, outside);
                let (people, sites, broker) =
                    (server.people().clone(), server.sites().clone(), server.broker().clone());
                let _ = ready.send(Started { people, sites, broker, address });
                server.listen(listener, until).await;
            });
            // whatever was spawned and is still running would be cut off here
            runtime.shutdown_timeout(PATIENCE);
            let _ = tell.send(());
        });
        let started = started.await.expect("the server starts");
        (Self { stop, thread, stopped }, started)
    }
}

fn server(settings: &HashMap<String, String>, clock: ManualClock, address: SocketAddr, outside: Outside) -> Server {
    let config = Config::from_lookup(|name| settings.get(name).cloned()).expect("settings that work");
    let store = SqliteStore::open(&config.data.database, Access::Exclusive).expect("the database opens");
    let parts = Parts {
        config,
        store: Arc::new(store),
        clock: Arc::new(clock),
        random: outside.random,
        metrics: PrometheusBuilder::new().build_recorder().handle(),
        address,
        // a demo also stops at once, where a service tells its proxies first
        demo: Some(DemoPeople { agents: vec!["ada".into()], supervisor: "sam".into() }),
        zoom: outside.zoom,
    };
    Server::new(parts).expect("a server")
}
