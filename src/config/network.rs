//! Where we listen, under which names we are known, and whom we believe.

use super::reader::Reader;
use super::setting::{Section, Setting, section};
use crate::domain::{Engine, Origin};
use crate::serve::TrustedProxies;
use ipnet::IpNet;
use secrecy::SecretString;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

const ORIGIN: &str = "an address such as https://support.example.com, without a path";
const ORIGINS: &str = "origins such as https://www.example.com, without a path";
const SOCKET: &str = "an IP address and a port, such as 127.0.0.1:8080";

section! { "Network",
    LISTEN = Setting::usually("COBROKER_LISTEN", "127.0.0.1:8080", SOCKET,
        "Address and port; an address that other machines reach needs COBROKER_PUBLIC_URL with https.");
    PUBLIC_URL = Setting::one("COBROKER_PUBLIC_URL", ORIGIN,
        "Address people and host sites know this service by; without it, http://localhost and the port.");
    VIEWER = Setting::one("COBROKER_VIEWER_ORIGIN", ORIGIN,
        "A second host name of this service, where customers' pages are shown to agents; on localhost its other name, \
         127.0.0.1.");
    ALLOWED_ORIGINS = Setting::several("COBROKER_ALLOWED_ORIGINS", ORIGINS,
        "Origins of websites whose customers may start sessions, separated by commas; `cobroker site add` knows more of a \
          website.");
    AGENT_ORIGINS = Setting::several("COBROKER_AGENT_ORIGINS", ORIGINS,
        "Origins that may show the desk in a frame, separated by commas.");
    EMBED_ORIGINS = Setting::several("COBROKER_EMBED_ORIGINS", ORIGINS,
        "Origins that may show the agents' own page /agent in a frame, such as a CRM, separated by commas. The cookie of signed-in \
         browsers is then SameSite=None and Partitioned.");
    SITE_ASSETS = Setting::several("COBROKER_SITE_ASSETS", ORIGINS,
        "Origins the agent's view of a page may load images and fonts from, separated by commas.");
    TRUSTED_PROXIES = Setting::several("COBROKER_TRUSTED_PROXIES", "addresses or networks such as 10.0.0.0/8",
        "Addresses or networks of proxies whose X-Forwarded-For is believed, separated by commas.");
    ADMIN_LISTEN = Setting::one("COBROKER_ADMIN_LISTEN", SOCKET,
        "A listener of its own for /metrics; without it, /metrics answers this machine, or whoever has the token.");
    METRICS_TOKEN = Setting::secret("COBROKER_METRICS_TOKEN",
        "Bearer token that reads /metrics from another machine.");
}

/// Addresses and origins.
#[derive(Debug, Clone)]
pub struct NetworkConfig {
    /// Default `127.0.0.1:8080`. Port 0: any free one.
    pub listen: SocketAddr,
    /// A listener of its own for metrics. `None`: `/metrics` of [`Self::listen`], for this machine or by token.
    pub admin_listen: Option<SocketAddr>,
    /// Bearer token that reads the metrics from elsewhere.
    pub metrics_token: Option<SecretString>,
    /// As given; see [`Self::public_origin`].
    pub public_url: Option<Origin>,
    /// As given; see [`Self::viewer_origin`].
    pub viewer: Option<Origin>,
    /// Host sites whose customers may start sessions.
    pub allowed_origins: Vec<Origin>,
    /// Sites that may frame the desk.
    pub agent_origins: Vec<Origin>,
    /// Sites that may frame the agents' own page, and the desk in it.
    pub embed_origins: Vec<Origin>,
    /// Sites the agent's view of a page may load images and fonts from.
    pub site_assets: Vec<Origin>,
    pub trusted_proxies: TrustedProxies,
}

/// One address, or a network in CIDR notation.
struct Network(IpNet);

impl FromStr for Network {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let network = text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
        network.map(Self).map_err(|_| ())
    }
}

impl NetworkConfig {
    pub fn read(reader: &Reader, engine: Engine) -> Self {
        let networks: Vec<Network> = reader.list(&TRUSTED_PROXIES);
        let config = Self {
            listen: reader.parse_or_default(&LISTEN),
            admin_listen: reader.parse(&ADMIN_LISTEN),
            metrics_token: reader.secret(&METRICS_TOKEN),
            public_url: reader.parse(&PUBLIC_URL),
            viewer: reader.parse(&VIEWER),
            allowed_origins: reader.list(&ALLOWED_ORIGINS),
            agent_origins: reader.list(&AGENT_ORIGINS),
            embed_origins: reader.list(&EMBED_ORIGINS),
            site_assets: reader.list(&SITE_ASSETS),
            trusted_proxies: TrustedProxies::new(networks.into_iter().map(|network| network.0).collect()),
        };
        config.check_public(reader);
        config.check_viewer(reader, engine);
        config.check_admin(reader);
        config
    }

    /// The origin people and host sites know us by; `bound` is the address the listener got.
    pub fn public_origin(&self, bound: SocketAddr) -> Origin {
        let local = || Origin::http("localhost", bound.port()).expect("a bound port makes an origin");
        self.public_url.clone().unwrap_or_else(local)
    }

    /// The origin that shows customers' pages to agents. On one machine, its other name: browsers keep the cookies of
    /// `localhost` and `127.0.0.1` apart.
    pub fn viewer_origin(&self, bound: SocketAddr) -> Origin {
        let local = || {
            let public = self.public_origin(bound);
            let other_name = match (public.host(), bound.is_ipv6()) {
                ("localhost", false) => "127.0.0.1",
                ("localhost", true) => "[::1]",
                _ => "localhost",
            };
            Origin::http(other_name, public.port()).expect("a public origin has a port")
        };
        self.viewer.clone().unwrap_or_else(local)
    }

    fn check_public(&self, reader: &Reader) {
        let Self { listen, public_url, .. } = self;
        let is_https = public_url.as_ref().is_some_and(Origin::is_secure);
        if !listen.ip().is_loopback() && !is_https {
            let given = public_url.as_ref().map_or("missing".into(), ToString::to_string);
            reader.complain(format!(
                "COBROKER_PUBLIC_URL must begin with https:// when COBROKER_LISTEN is {listen}, which other machines reach; it is {given}."
            ));
        } else if let Some(origin) = public_url.as_ref().filter(|origin| !is_https && !origin.is_loopback()) {
            reader.complain(format!("COBROKER_PUBLIC_URL must begin with https://, not {origin}."));
        }
    }

    fn check_viewer(&self, reader: &Reader, engine: Engine) {
        let public_host = self.public_url.as_ref().map_or("localhost", Origin::host);
        let is_public = self.public_url.as_ref().is_some_and(|origin| !origin.is_loopback());
        match &self.viewer {
            None if engine == Engine::Builtin && is_public => reader.complain(
                "COBROKER_VIEWER_ORIGIN must be set: a second host name for this service, where customers' pages are shown to agents.",
            ),
            Some(viewer) if viewer.host() == public_host => reader.complain(format!(
                "COBROKER_VIEWER_ORIGIN must have another host than COBROKER_PUBLIC_URL, not {viewer}: cookies do not tell ports apart."
            )),
            Some(viewer) if !viewer.is_secure() && (is_public || !viewer.is_loopback()) => {
                reader.complain(format!("COBROKER_VIEWER_ORIGIN must begin with https://, not {viewer}."));
            }
            _ => {}
        }
    }

    fn check_admin(&self, reader: &Reader) {
        if let Some(address) =
            self.admin_listen.filter(|address| !address.ip().is_loopback() && self.metrics_token.is_none())
        {
            reader.complain(format!(
                "COBROKER_ADMIN_LISTEN={address} can be reached from other machines and needs COBROKER_METRICS_TOKEN."
            ));
        }
    }
}
