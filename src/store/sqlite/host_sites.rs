//! Host sites, their origins, and the assertions that were used.

use super::rows::{Columns, all, execute, first, millis, millis_option};
use super::timeline;
use crate::domain::site::{
    Branding, DeskOptions, IdentityKey, MaskDefaults, Position, RecordUrl, TicketUrl, UsedAssertion,
};
use crate::domain::timeline::NewEntry;
use crate::domain::{HostSite, Origin, SiteId, SkillTag, Time};
use crate::store::{Result, StoreError};
use chrono::TimeDelta;
use rusqlite::{Connection, Row, params};

/// A used assertion is remembered for so much longer than anybody accepts it, for a clock that is set back.
const KEPT: TimeDelta = TimeDelta::hours(1);

const COLUMNS: &str = "h.id, h.version, h.name, h.mask_type, h.mask_css_selectors, h.mask_html_attributes, \
     h.private_by_default, h.unmask_css_selectors, h.accent, h.heading, h.button_text, h.hint, h.language, h.position, \
     h.waiting_list, h.skill, h.ticket_url, h.record_url, h.identity_algorithm, h.identity_key, h.created_at, h.disabled_at";

/// A site without its origins.
fn read(row: &Row<'_>) -> Result<HostSite> {
    let columns = Columns::of("host_sites", "id", row);
    Ok(HostSite {
        id: columns.parse("id")?,
        version: columns.get("version")?,
        name: columns.parse("name")?,
        origins: Vec::new(),
        mask: MaskDefaults {
            mask_type: columns.parse("mask_type")?,
            css_selectors: columns.parse_option("mask_css_selectors")?,
            html_attributes: columns.parse_option("mask_html_attributes")?,
            private_by_default: columns.get("private_by_default")?,
            unmask_css_selectors: columns.parse_option("unmask_css_selectors")?,
        },
        branding: Branding {
            accent: columns.parse_option("accent")?,
            heading: columns.parse_option("heading")?,
            button_text: columns.parse_option("button_text")?,
            hint: columns.parse_option("hint")?,
            language: columns.parse_option("language")?,
            position: columns.parse_option("position")?,
        },
        desk: DeskOptions {
            waiting_list: columns.get("waiting_list")?,
            skill: columns.parse_option("skill")?,
            ticket_url: columns.parse_option("ticket_url")?,
            record_url: columns.parse_option("record_url")?,
        },
        identity_key: identity_key(&columns)?,
        created_at: columns.time("created_at")?,
        disabled_at: columns.time_option("disabled_at")?,
    })
}

fn identity_key(columns: &Columns<'_>) -> Result<Option<IdentityKey>> {
    let key: Option<IdentityKey> = columns.parse_option("identity_key")?;
    let named = columns.get::<Option<String>>("identity_algorithm")?;
    let algorithm = key.as_ref().map(|key| key.algorithm().as_str());
    if algorithm == named.as_deref() { Ok(key) } else { Err(columns.corrupt("identity_algorithm")) }
}

/// Every site, by its id.
pub(super) fn every(connection: &Connection) -> Result<Vec<HostSite>> {
    let sql = format!("SELECT {COLUMNS} FROM host_sites AS h ORDER BY h.id");
    let mut sites = all(connection, &sql, [], read)?;
    let origins =
        all(connection, "SELECT site_id, origin FROM host_site_origins ORDER BY site_id, position", [], |row| {
            let columns = Columns::of("host_site_origins", "origin", row);
            Ok((columns.parse::<SiteId>("site_id")?, columns.parse::<Origin>("origin")?))
        })?;
    // both lists are in the order of the ids
    let mut origins = origins.into_iter().peekable();
    for site in &mut sites {
        site.origins.extend(std::iter::from_fn(|| origins.next_if(|(id, _)| *id == site.id)).map(|(_, origin)| origin));
    }
    Ok(sites)
}

pub(super) fn by_id(connection: &Connection, id: &SiteId) -> Result<Option<HostSite>> {
    let sql = format!("SELECT {COLUMNS} FROM host_sites AS h WHERE h.id = $1");
    let found = first(connection, &sql, params![id.as_str()], read)?;
    found.map(|site| with_origins(connection, site)).transpose()
}

fn with_origins(connection: &Connection, site: HostSite) -> Result<HostSite> {
    let sql = "SELECT origin FROM host_site_origins WHERE site_id = $1 ORDER BY position";
    let read = |row: &Row<'_>| Columns::of("host_site_origins", "origin", row).parse::<Origin>("origin");
    Ok(HostSite { origins: all(connection, sql, params![site.id.as_str()], read)?, ..site })
}

pub(super) fn insert(connection: &Connection, site: &HostSite, entry: &NewEntry) -> Result<()> {
    write(
        connection,
        "INSERT INTO host_sites (version, name, mask_type, mask_css_selectors, mask_html_attributes, private_by_default,
             accent, heading, button_text, hint, language, position, identity_algorithm, identity_key, disabled_at,
             unmask_css_selectors, waiting_list, skill, ticket_url, record_url, id, created_at)
         VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)",
        site,
        millis(site.created_at),
    )?;
    insert_origins(connection, site)?;
    timeline::append(connection, std::slice::from_ref(entry))
}

/// Saves everything but the id, over the version that `site` was loaded with. `false`: it is not there any more.
pub(super) fn save(connection: &Connection, site: &HostSite, entry: &NewEntry) -> Result<bool> {
    let saved = write(
        connection,
        "UPDATE host_sites
         SET version = version + 1, name = $1, mask_type = $2, mask_css_selectors = $3, mask_html_attributes = $4,
             private_by_default = $5, accent = $6, heading = $7, button_text = $8, hint = $9, language = $10,
             position = $11, identity_algorithm = $12, identity_key = $13, disabled_at = $14,
             unmask_css_selectors = $15, waiting_list = $16, skill = $17, ticket_url = $18,
             record_url = $19
         WHERE id = $20 AND version = $21",
        site,
        site.version,
    )?;
    if saved == 0 {
        return Ok(false);
    }
    execute(connection, "DELETE FROM host_site_origins WHERE site_id = $1", params![site.id.as_str()])?;
    insert_origins(connection, site)?;
    timeline::append(connection, std::slice::from_ref(entry))?;
    Ok(true)
}

/// Runs a statement over a site's row: `$1` to `$19` are what may change, `$20` is its id, `$21` the statement's own.
fn write(connection: &Connection, sql: &str, site: &HostSite, own: i64) -> Result<usize> {
    let HostSite { mask, branding, desk, .. } = site;
    execute(
        connection,
        sql,
        params![
            site.name.as_str(),
            mask.mask_type.as_str(),
            mask.css_selectors.as_ref().map(|list| list.as_str()),
            mask.html_attributes.as_ref().map(|list| list.as_str()),
            mask.private_by_default,
            branding.accent.as_ref().map(|accent| accent.as_str()),
            branding.heading.as_ref().map(|line| line.as_str()),
            branding.button_text.as_ref().map(|line| line.as_str()),
            branding.hint.as_ref().map(|line| line.as_str()),
            branding.language.as_ref().map(|tag| tag.as_str()),
            branding.position.map(Position::as_str),
            site.identity_key.as_ref().map(|key| key.algorithm().as_str()),
            site.identity_key.as_ref().map(IdentityKey::expose),
            millis_option(site.disabled_at),
            mask.unmask_css_selectors.as_ref().map(|list| list.as_str()),
            desk.waiting_list,
            desk.skill.as_ref().map(SkillTag::as_str),
            desk.ticket_url.as_ref().map(TicketUrl::as_str),
            desk.record_url.as_ref().map(RecordUrl::as_str),
            site.id.as_str(),
            own,
        ],
    )
}

fn insert_origins(connection: &Connection, site: &HostSite) -> Result<()> {
    for (position, origin) in site.origins.iter().enumerate() {
        let position = i64::try_from(position).map_err(|error| StoreError::Failed(error.to_string()))?;
        execute(
            connection,
            "INSERT INTO host_site_origins (origin, site_id, position) VALUES ($1, $2, $3)",
            params![origin.to_string(), site.id.as_str(), position],
        )?;
    }
    Ok(())
}

/// Notes that an assertion is used now; `false`: it was before. Those that nobody would accept any more go.
pub(super) fn use_assertion(connection: &Connection, used: &UsedAssertion, now: Time) -> Result<bool> {
    execute(connection, "DELETE FROM used_assertions WHERE until < $1", params![millis(now - KEPT)])?;
    let inserted = execute(
        connection,
        "INSERT INTO used_assertions (site_id, jti, until) VALUES ($1, $2, $3) ON CONFLICT (site_id, jti) DO NOTHING",
        params![used.site.as_str(), used.jti.as_bytes(), millis(used.until)],
    )?;
    Ok(inserted == 1)
}
