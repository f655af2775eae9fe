use super::views::{AgentPage, Assets, PinEntry, Section};
use super::{layout, render};
use crate::broker::{Broker, Engine, PinMode};
use crate::http::error::Error;
use crate::http::extract::CurrentBrowser;
use crate::http::state::Site;
use axum::extract::State;
use axum::response::IntoResponse;
use std::sync::Arc;

/// `GET /agent`
pub async fn desk(
    State(broker): State<Broker>,
    State(site): State<Arc<Site>>,
    State(assets): State<Arc<Assets>>,
    CurrentBrowser(signed_in): CurrentBrowser,
) -> Result<impl IntoResponse, Error> {
    let settings = broker.settings();
    let zoom = settings.engine == Engine::Zoom;
    let (desk_origin, frame) = (site.desk_origin(), &site.config.engine.desk_frame);
    let page = AgentPage {
        layout: layout(&assets, &site, Some(&signed_in.agent), Section::Desk),
        agent_id: signed_in.agent.id.to_string(),
        pin: match settings.pin_mode {
            PinMode::Auto if zoom => PinEntry::Digits(6),
            PinMode::Auto => PinEntry::Digits(settings.pin_digits as u8),
            PinMode::Custom => PinEntry::Custom,
        },
        engine: settings.engine.as_str().to_owned(),
        frame_allow: if zoom { frame.allow_for(desk_origin) } else { "fullscreen".into() },
        frame_sandbox: if zoom { frame.sandbox() } else { None },
        desk_origin: desk_origin.to_string(),
    };
    Ok((site.agent_policy(), render(&page)?))
}
