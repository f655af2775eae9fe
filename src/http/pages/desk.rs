use super::views::{AgentPage, Assets, PinEntry, Section};
use super::{layout, render};
use crate::broker::{Broker, Engine, PinMode};
use crate::http::error::Error;
use crate::http::extract::CurrentBrowser;
use crate::http::state::Site;
use axum::extract::State;
use axum::response::IntoResponse;
use std::sync::Arc;

/// Our stand-in of Zoom's desk works with these; Zoom's own may want more, which is why it can be switched off.
const VENDOR_SANDBOX: &str = "allow-scripts allow-same-origin allow-forms allow-popups";

/// `GET /agent`
pub async fn desk(
    State(broker): State<Broker>,
    State(site): State<Arc<Site>>,
    State(assets): State<Arc<Assets>>,
    CurrentBrowser(signed_in): CurrentBrowser,
) -> Result<impl IntoResponse, Error> {
    let settings = broker.settings();
    let zoom = settings.engine == Engine::Zoom;
    let desk_origin = site.desk_origin().to_string();
    let page = AgentPage {
        layout: layout(&assets, &site, Some(&signed_in.agent), Section::Desk),
        agent_id: signed_in.agent.id.to_string(),
        pin: match settings.pin_mode {
            PinMode::Auto if zoom => PinEntry::Digits(6),
            PinMode::Auto => PinEntry::Digits(settings.pin_digits as u8),
            PinMode::Custom => PinEntry::Custom,
        },
        engine: settings.engine.as_str().to_owned(),
        frame_allow: if zoom {
            format!("autoplay {desk_origin}; fullscreen {desk_origin}")
        } else {
            "fullscreen".into()
        },
        frame_sandbox: zoom.then(|| VENDOR_SANDBOX.to_owned()),
        desk_origin,
    };
    Ok((site.agent_policy(), render(&page)?))
}
