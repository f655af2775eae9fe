//! People who may sign in.

use super::rows::{Columns, all, execute, first, millis, millis_option};
use super::{credentials, timeline, web_sessions};
use crate::domain::timeline::NewEntry;
use crate::domain::{AgentId, SkillTag};
use crate::store::{Agent, AgentChange, ProviderIdentity, Result};
use crate::words::Language;
use rusqlite::{Connection, Row, params};

/// The columns [`read`] needs, of `agents AS p`. Their names are their own in a join.
pub(super) const COLUMNS: &str = "p.id AS person_id, p.login, p.name AS person_name, p.role, p.password, \
     p.skills, p.issuer, p.subject, p.language, p.created_at AS person_created_at, p.disabled_at, p.last_seen_at";

pub(super) fn read(row: &Row<'_>) -> Result<Agent> {
    let columns = Columns::of("agents", "person_id", row);
    Ok(Agent {
        id: columns.parse("person_id")?,
        login: columns.get("login")?,
        name: columns.parse("person_name")?,
        role: columns.parse("role")?,
        password: columns.get("password")?,
        skills: skills(&columns)?,
        identity: identity(&columns)?,
        language: columns.parse_option("language")?,
        created_at: columns.time("person_created_at")?,
        disabled_at: columns.time_option("disabled_at")?,
        last_seen_at: columns.time_option("last_seen_at")?,
    })
}

fn skills(columns: &Columns<'_>) -> Result<Vec<SkillTag>> {
    let texts: Vec<String> =
        serde_json::from_str(&columns.get::<String>("skills")?).map_err(|_| columns.corrupt("skills"))?;
    texts.iter().map(|text| text.parse().map_err(|_| columns.corrupt("skills"))).collect()
}

fn identity(columns: &Columns<'_>) -> Result<Option<ProviderIdentity>> {
    let (issuer, subject) = (columns.get::<Option<String>>("issuer")?, columns.get::<Option<String>>("subject")?);
    Ok(issuer.zip(subject).map(|(issuer, subject)| ProviderIdentity { issuer, subject }))
}

fn skills_text(skills: &[SkillTag]) -> String {
    serde_json::to_string(skills).expect("tags are plain text")
}

pub(super) fn insert(connection: &Connection, agent: &Agent, entry: &NewEntry) -> Result<()> {
    execute(
        connection,
        "INSERT INTO agents (id, login, login_key, name, role, password, skills, issuer, subject, language, created_at,
            disabled_at, last_seen_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        params![
            agent.id.to_string(),
            agent.login,
            agent.login.to_ascii_lowercase(),
            agent.name.as_str(),
            agent.role.as_str(),
            agent.password,
            skills_text(&agent.skills),
            agent.identity.as_ref().map(|identity| &identity.issuer),
            agent.identity.as_ref().map(|identity| &identity.subject),
            agent.language.map(Language::tag),
            millis(agent.created_at),
            millis_option(agent.disabled_at),
            millis_option(agent.last_seen_at),
        ],
    )?;
    timeline::append(connection, std::slice::from_ref(entry))
}

pub(super) fn by_id(connection: &Connection, id: AgentId) -> Result<Option<Agent>> {
    let sql = format!("SELECT {COLUMNS} FROM agents AS p WHERE p.id = $1");
    first(connection, &sql, params![id.to_string()], read)
}

pub(super) fn by_login(connection: &Connection, login: &str) -> Result<Option<Agent>> {
    let sql = format!("SELECT {COLUMNS} FROM agents AS p WHERE p.login_key = $1");
    first(connection, &sql, params![login.to_ascii_lowercase()], read)
}

pub(super) fn by_identity(connection: &Connection, identity: &ProviderIdentity) -> Result<Option<Agent>> {
    let sql = format!("SELECT {COLUMNS} FROM agents AS p WHERE p.issuer = $1 AND p.subject = $2");
    first(connection, &sql, params![identity.issuer, identity.subject], read)
}

pub(super) fn every(connection: &Connection) -> Result<Vec<Agent>> {
    let sql = format!("SELECT {COLUMNS} FROM agents AS p ORDER BY lower(p.name), p.id");
    all(connection, &sql, [], read)
}

/// `false`: no such person.
pub(super) fn change(connection: &Connection, id: AgentId, change: &AgentChange, entry: &NewEntry) -> Result<bool> {
    if !apply(connection, id, change)? {
        return Ok(false);
    }
    match change {
        AgentChange::Enable | AgentChange::Skills(_) | AgentChange::Language(_) | AgentChange::Unlink => {}
        AgentChange::Disable(_) | AgentChange::Role(_) | AgentChange::Link(..) => {
            web_sessions::end_all(connection, id, None)?;
        }
        AgentChange::SignOut { keep } => web_sessions::end_all(connection, id, *keep)?,
        AgentChange::Password { keep, .. } => {
            web_sessions::end_all(connection, id, *keep)?;
            credentials::forget(connection, id)?;
        }
        AgentChange::PasswordByLink { .. } => {
            web_sessions::end_all(connection, id, None)?;
            credentials::forget(connection, id)?;
        }
    }
    timeline::append(connection, std::slice::from_ref(entry))?;
    Ok(true)
}

fn apply(connection: &Connection, id: AgentId, change: &AgentChange) -> Result<bool> {
    let id = id.to_string();
    let changed = match change {
        AgentChange::Disable(at) => {
            execute(connection, "UPDATE agents SET disabled_at = $1 WHERE id = $2", params![millis(*at), id])
        }
        AgentChange::Enable => execute(connection, "UPDATE agents SET disabled_at = NULL WHERE id = $1", params![id]),
        AgentChange::Role(role) => {
            execute(connection, "UPDATE agents SET role = $1 WHERE id = $2", params![role.as_str(), id])
        }
        AgentChange::Skills(skills) => {
            execute(connection, "UPDATE agents SET skills = $1 WHERE id = $2", params![skills_text(skills), id])
        }
        AgentChange::SignOut { .. } => execute(connection, "UPDATE agents SET id = id WHERE id = $1", params![id]),
        AgentChange::Link(identity, role) => execute(
            connection,
            "UPDATE agents SET issuer = $1, subject = $2, role = $3 WHERE id = $4",
            params![identity.issuer, identity.subject, role.as_str(), id],
        ),
        AgentChange::Unlink => {
            execute(connection, "UPDATE agents SET issuer = NULL, subject = NULL WHERE id = $1", params![id])
        }
        AgentChange::PasswordByLink { hash, link } => execute(
            connection,
            "UPDATE agents SET password = $1
             WHERE id = (SELECT agent_id FROM password_links WHERE agent_id = $2 AND token = $3)",
            params![hash, id, link.as_bytes()],
        ),
        AgentChange::Language(language) => {
            let language = language.map(Language::tag);
            execute(connection, "UPDATE agents SET language = $1 WHERE id = $2", params![language, id])
        }
        AgentChange::Password { hash, .. } => {
            execute(connection, "UPDATE agents SET password = $1 WHERE id = $2", params![hash, id])
        }
    };
    Ok(changed? == 1)
}
