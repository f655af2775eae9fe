//! Websites as lines at the shell.

use crate::domain::HostSite;
use crate::domain::site::{Branding, DeskOptions, IdentityKey, MaskDefaults, Position};
use crate::sites::Sites;

pub(super) async fn list(sites: &Sites) -> anyhow::Result<()> {
    for site in sites.list().await? {
        let state = if site.is_open() { "open" } else { "disabled" };
        println!("{:<20} {state:<8} {:<9} {}  {}", site.id.as_str(), algorithm(&site), site.name, origins(&site));
    }
    Ok(())
}

pub(super) fn show(site: &HostSite) -> anyhow::Result<()> {
    let HostSite { mask, branding, desk, .. } = site;
    println!("slug         {}", site.id);
    println!("name         {}", site.name);
    println!("state        {}", if site.is_open() { "open" } else { "disabled" });
    println!("origins      {}", origins(site));
    for (name, value) in mask_lines(mask).into_iter().chain(branding_lines(branding)).chain(desk_lines(desk)) {
        println!("{name:<12} {value}");
    }
    println!("identity     {}", algorithm(site));
    if let Some(pem) = site.identity_key.as_ref().and_then(IdentityKey::public_pem) {
        println!("{pem}");
    }
    Ok(())
}

fn mask_lines(mask: &MaskDefaults) -> Vec<(&'static str, String)> {
    let lines = [
        ("mask", Some(mask.mask_type.as_str().to_owned())),
        ("  css", mask.css_selectors.as_ref().map(|list| list.as_str().to_owned())),
        ("  attributes", mask.html_attributes.as_ref().map(|list| list.as_str().to_owned())),
        ("  private", mask.private_by_default.then(|| "by default".to_owned())),
        ("  open", mask.unmask_css_selectors.as_ref().map(|list| list.as_str().to_owned())),
    ];
    present(lines)
}

fn branding_lines(branding: &Branding) -> Vec<(&'static str, String)> {
    let lines = [
        ("accent", branding.accent.as_ref().map(|accent| accent.as_str().to_owned())),
        ("heading", branding.heading.as_ref().map(|line| line.as_str().to_owned())),
        ("button", branding.button_text.as_ref().map(|line| line.as_str().to_owned())),
        ("hint", branding.hint.as_ref().map(|line| line.as_str().to_owned())),
        ("language", branding.language.as_ref().map(|tag| tag.as_str().to_owned())),
        ("position", branding.position.map(|position| Position::as_str(position).to_owned())),
    ];
    present(lines)
}

fn desk_lines(desk: &DeskOptions) -> Vec<(&'static str, String)> {
    let lines = [
        ("waiting", desk.waiting_list.then(|| "agents may take sessions from the list".to_owned())),
        ("skill", desk.skill.as_ref().map(ToString::to_string)),
        ("tickets", desk.ticket_url.as_ref().map(|url| url.as_str().to_owned())),
        ("records", desk.record_url.as_ref().map(|url| url.as_str().to_owned())),
    ];
    present(lines)
}

fn present<const N: usize>(lines: [(&'static str, Option<String>); N]) -> Vec<(&'static str, String)> {
    lines.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

pub(super) fn origins(site: &HostSite) -> String {
    site.origins.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn algorithm(site: &HostSite) -> &'static str {
    site.identity_key.as_ref().map_or("anonymous", |key| key.algorithm().as_str())
}
