//! What handlers share. Each names only its part.

use crate::broker::{Broker, Engine, Reconciler};
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::Origin;
use crate::http::engine::rest::Rest;
use crate::http::ops::LastProbe;
use crate::http::pages::Docs;
use crate::http::pages::views::Assets;
use crate::http::scopes::RouteScopes;
use crate::http::security::{Nonce, Policy, Vendor};
use crate::http::shields::Shields;
use crate::identity::People;
use crate::identity::sign_on::SignOn;
use crate::oversight::Oversight;
use crate::random::Random;
use crate::relay::Registry;
use crate::sites::Sites;
use crate::store::Store;
use crate::webhooks::Webhooks;
use axum::extract::FromRef;
use metrics_exporter_prometheus::PrometheusHandle;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// Everything a running server knows. Cheap to clone.
#[derive(Clone, FromRef)]
pub struct AppState {
    pub broker: Broker,
    pub people: People,
    pub sites: Sites,
    pub oversight: Oversight,
    pub webhooks: Webhooks,
    pub relay: Registry,
    pub shields: Arc<Shields>,
    pub site: Arc<Site>,
    pub ops: Ops,
    pub assets: Arc<Assets>,
    pub docs: Arc<Docs>,
    /// What an API key needs at each route.
    pub scopes: Arc<RouteScopes>,
    /// The REST mirror's keys. `None` where the built-in engine is off.
    pub rest: Option<Arc<Rest>>,
    /// Signs people in at an OpenID provider, where there is one.
    pub sign_on: Option<Arc<SignOn>>,
    /// Compares our sessions with Zoom's. `None` with the built-in engine, and without a key of Zoom's REST API.
    pub zoom: Option<Arc<Reconciler>>,
}

/// Where this server is found, and what it shows there.
pub struct Site {
    pub config: Config,
    /// The origin people use.
    pub public: Origin,
    /// The origin of its own for the replayed page.
    pub viewer: Origin,
    pub engine: Engine,
    /// Where the SDK and, in zoom mode, the desk come from.
    pub engine_origin: Origin,
    /// In demo mode: who can sign in, for the front page.
    pub demo: Option<DemoPeople>,
}

/// Login names shown on the front page of a demo.
#[derive(Debug, Clone)]
pub struct DemoPeople {
    pub agents: Vec<String>,
    pub supervisor: String,
}

impl Site {
    /// Zoom's engine serves.
    pub fn is_zoom(&self) -> bool {
        self.engine == Engine::Zoom
    }

    /// What pages are allowed of the vendor.
    fn vendor(&self) -> Vendor {
        let engine = &self.config.engine;
        Vendor {
            base: self.engine_origin.clone(),
            hosts: engine.vendor_hosts.iter().map(ToString::to_string).collect(),
            features: engine.desk_frame.features(),
        }
    }

    /// Where the desk comes from: only its messages are believed.
    pub fn desk_origin(&self) -> &Origin {
        if self.is_zoom() { &self.engine_origin } else { &self.public }
    }

    /// For the agent's page.
    pub fn agent_policy(&self) -> Policy {
        self.embedded(match self.is_zoom() {
            true => Policy::ZoomAgent { vendor: self.vendor() },
            false => Policy::BuiltinAgent { viewer: self.viewer.clone(), own: self.public.clone() },
        })
    }

    /// For the sign-in page, which comes where the agent's page does.
    pub fn sign_in_policy(&self) -> Policy {
        self.embedded(Policy::Page)
    }

    fn embedded(&self, page: Policy) -> Policy {
        match self.config.network.embed_origins.as_slice() {
            [] => page,
            embedders => Policy::Embedded { page: Box::new(page), embedders: embedders.to_vec() },
        }
    }

    /// Every ancestor is checked: those that frame the desk, and those that frame the agent's page around it.
    fn framers(&self) -> Vec<Origin> {
        let network = &self.config.network;
        network.agent_origins.iter().chain(&network.embed_origins).cloned().collect()
    }

    /// For the desk at the engine's address.
    pub fn engine_desk_policy(&self) -> Policy {
        Policy::EngineDesk { viewer: self.viewer.clone(), own: self.public.clone(), embedders: self.framers() }
    }

    /// For the page that shows what the customer sees.
    pub fn viewer_policy(&self, nonce: Nonce) -> Policy {
        let ancestors = std::iter::once(self.public.clone()).chain(self.framers()).collect();
        Policy::Viewer { nonce, site_assets: self.site_assets(), ancestors }
    }

    /// Origins whose images and fonts agents may load. The demo company's pictures come from ourselves.
    fn site_assets(&self) -> Vec<Origin> {
        let own = self.demo.is_some().then(|| self.public.clone());
        self.config.network.site_assets.iter().cloned().chain(own).collect()
    }

    /// For the demo company's website.
    pub fn demo_policy(&self, nonce: Nonce) -> Policy {
        if self.is_zoom() {
            Policy::ZoomCustomer { nonce, vendor: self.vendor() }
        } else {
            Policy::BuiltinCustomer { own: self.public.clone() }
        }
    }
}

/// What operators look at.
#[derive(Clone)]
pub struct Ops {
    pub store: Arc<dyn Store>,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub metrics: PrometheusHandle,
    pub last_probe: LastProbe,
    /// Cancelled once the server is asked to stop.
    pub stopping: CancellationToken,
}
