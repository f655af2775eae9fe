//! A broker that answers by a script and keeps a journal of what it is told.

use crate::domain::session::Mode;
use crate::domain::{AdmissionId, AgentId, InviteId, SessionId, Time};
use crate::random::SeededRandom;
use crate::relay::control::{Asked, Reason};
use crate::relay::events::{
    Consented, CustomerGrant, CustomerHello, Denied, DeskGone, DeskGrant, DeskHello, InvitedBy, Noted, Person,
    SessionEvents, Whence,
};
use async_trait::async_trait;
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::sleep;

/// What the broker is told, and what it answers.
pub struct Script {
    pub session: SessionId,
    facts: Mutex<Facts>,
    /// While true, answers to consent do not come back from the broker.
    pub hold_answers: watch::Sender<bool>,
    /// While true, reports of losses do not come back from the broker.
    pub hold_losses: watch::Sender<bool>,
}

#[derive(Default)]
struct Facts {
    journal: Vec<String>,
    resume_token: u32,
    desks: BTreeMap<String, (AdmissionId, AgentId)>,
    consented: BTreeSet<AdmissionId>,
    ask_nobody: bool,
    refuse_joining: bool,
    not_allowed: BTreeSet<AdmissionId>,
    /// By name, those who only watch.
    watching: BTreeSet<String>,
    invited: BTreeMap<String, InvitedBy>,
    /// By name, who leaves once whom is in.
    hands_over: BTreeMap<String, String>,
}

impl Script {
    pub fn new() -> Self {
        Self {
            session: SessionId::new(Time::UNIX_EPOCH, &SeededRandom::new(99)),
            facts: Mutex::default(),
            hold_answers: watch::Sender::new(false),
            hold_losses: watch::Sender::new(false),
        }
    }

    pub fn journal(&self) -> Vec<String> {
        self.facts().journal.clone()
    }

    /// What was noted of remote assist and proposals, in order.
    pub fn noted(&self) -> Vec<String> {
        self.journal().into_iter().filter(|line| line.starts_with("assist ") || line.starts_with("proposal ")).collect()
    }

    pub fn count(&self, line: &str) -> usize {
        self.facts().journal.iter().filter(|l| *l == line).count()
    }

    /// Waits until the broker was told `line`.
    pub async fn told(&self, line: &str) {
        for _ in 0..10_000 {
            if self.count(line) > 0 {
                return;
            }
            sleep(Duration::from_millis(10)).await;
        }
        panic!("{line:?} is not among {:#?}", self.journal());
    }

    pub fn ask_nobody(&self) {
        self.facts().ask_nobody = true;
    }

    pub fn refuse_joining(&self) {
        self.facts().refuse_joining = true;
    }

    pub fn take_permission(&self, name: &str) {
        let admission = self.admission(name);
        self.facts().not_allowed.insert(admission);
    }

    /// Whoever says hello by this name only watches.
    pub fn watches(&self, name: &str) {
        self.facts().watching.insert(name.into());
    }

    /// `from` leaves once `to` is in.
    pub fn hands_over(&self, from: &str, to: &str) {
        let invited = InvitedBy { name: from.into(), text: Some("About the roof".into()), hand_over: true };
        self.facts().invited.insert(to.into(), invited);
        self.facts().hands_over.insert(from.into(), to.into());
    }

    pub fn admission(&self, name: &str) -> AdmissionId {
        self.facts().desks[name].0
    }

    pub fn agent(&self, name: &str) -> AgentId {
        self.facts().desks[name].1
    }

    fn name(&self, admission: AdmissionId) -> String {
        let facts = self.facts();
        let found = facts.desks.iter().find(|(_, (id, _))| *id == admission);
        found.expect("an admission of this test").0.clone()
    }

    fn note(&self, line: String) {
        self.facts().journal.push(line);
    }

    /// The token that the customer's next page has to show.
    pub fn resume_token(&self) -> String {
        format!("resume-{}", self.facts().resume_token)
    }

    fn facts(&self) -> MutexGuard<'_, Facts> {
        self.facts.lock().expect("no holder panics")
    }
}

async fn released(hold: &watch::Sender<bool>) {
    hold.subscribe().wait_for(|held| !held).await.expect("the script is there");
}

fn denied(code: u16, close: u16) -> Denied {
    Denied { code, message: "No.".into(), close }
}

#[async_trait]
impl SessionEvents for Script {
    async fn customer_hello(
        &self,
        hello: CustomerHello,
        from: &Whence,
        page: Option<&str>,
    ) -> Result<CustomerGrant, Denied> {
        let mut facts = self.facts();
        let resumed = match hello {
            CustomerHello::Start { token, .. } if token == "good" => false,
            CustomerHello::Resume { session, resume_token }
                if session == self.session && resume_token == format!("resume-{}", facts.resume_token) =>
            {
                true
            }
            _ => return Err(denied(2001, 4401)),
        };
        facts.resume_token += 1;
        let resume_token = format!("resume-{}", facts.resume_token);
        facts.journal.push(format!("customer_hello {} {}", from.origin, page.unwrap_or("-")));
        Ok(CustomerGrant {
            session: self.session,
            resume_token,
            pincode: Some("482913".into()),
            resumed,
            customer_name: "Grace".into(),
            customer_identified: false,
        })
    }

    async fn customer_kept(&self, _: SessionId, resume_token: &str) {
        self.note(format!("customer_kept {resume_token}"));
    }

    async fn customer_seen(&self, _: SessionId) {
        self.note("customer_seen".into());
    }

    async fn customer_lost(&self, _: SessionId) {
        self.note("customer_lost".into());
        released(&self.hold_losses).await;
    }

    async fn customer_ended(&self, _: SessionId) {
        self.note("customer_ended".into());
    }

    async fn desk_hello(&self, hello: DeskHello, _: Option<IpAddr>) -> Result<DeskGrant, Denied> {
        let DeskHello::Token { token, .. } = hello else { return Err(denied(2001, 4401)) };
        let token = token.as_str();
        let mut facts = self.facts();
        if !facts.desks.contains_key(token) {
            if facts.desks.len() == 5 {
                return Err(denied(1013, 4403));
            }
            let random = SeededRandom::new(facts.desks.len() as u64);
            let ids = (AdmissionId::new(Time::UNIX_EPOCH, &random), AgentId::new(Time::UNIX_EPOCH, &random));
            facts.desks.insert(token.into(), ids);
        }
        let (admission, agent) = facts.desks[token];
        Ok(DeskGrant {
            session: self.session,
            admission,
            agent: Some(agent),
            seat: None,
            customer_seconds: None,
            user_id: format!("id-{token}"),
            user_name: token.into(),
            customer_name: "Grace".into(),
            customer_identified: false,
            mode: if facts.watching.contains(token) { Mode::Watching } else { Mode::Helping },
            invited: facts.invited.get(token).cloned(),
            invites: Vec::new(),
            phrase: "amber fox".into(),
            consented: facts.consented.contains(&admission),
            consent_needed: !facts.ask_nobody,
        })
    }

    async fn consent_asked(&self, _: SessionId, admission: AdmissionId) {
        self.note(format!("consent_asked {}", self.name(admission)));
    }

    async fn consent_answered(&self, _: SessionId, admission: AdmissionId, allowed: bool) -> Result<Consented, Denied> {
        self.note(format!("consent_answered {} {allowed}", self.name(admission)));
        released(&self.hold_answers).await;
        let mut facts = self.facts();
        if facts.refuse_joining {
            return Err(denied(1011, 4410));
        }
        let name = facts.desks.iter().find(|(_, (id, _))| *id == admission).map(|(name, _)| name.clone());
        let name = name.expect("an admission of this test");
        if allowed && !facts.consented.insert(admission) {
            facts.watching.remove(&name);
        }
        let mode = if facts.watching.contains(&name) { Mode::Watching } else { Mode::Helping };
        let handed_over =
            facts.hands_over.iter().filter(|(_, to)| **to == name).map(|(from, _)| facts.desks[from].0).collect();
        Ok(Consented { mode, handed_over })
    }

    async fn desk_gone(&self, _: SessionId, admission: AdmissionId, how: DeskGone) {
        self.note(format!("desk_gone {} {how:?}", self.name(admission)));
        released(&self.hold_losses).await;
    }

    async fn noted(&self, _: SessionId, note: Noted) {
        // longer than what comes after it, if that does not wait
        sleep(Duration::from_millis(10)).await;
        self.note(match note {
            Noted::Transferred => "transferred".into(),
            Noted::Assist(admission, note) => format!("assist {} {note:?}", self.name(admission)),
            Noted::BargeIn(admission, note) => format!("barge_in {} {note:?}", self.name(admission)),
            Noted::Proposal(admission, note) => format!("proposal {} {note:?}", self.name(admission)),
        });
    }

    async fn agent_ended(&self, _: SessionId, admission: AdmissionId) {
        self.note(format!("agent_ended {}", self.name(admission)));
    }

    async fn colleagues(&self, _: SessionId, _: AdmissionId, text: &str) -> Vec<Person> {
        self.note(format!("colleagues {text}"));
        vec![Person { id: AgentId::new(Time::UNIX_EPOCH, &SeededRandom::new(7)), name: "Ben".into() }]
    }

    async fn invite(&self, _: SessionId, admission: AdmissionId, asked: Asked) -> Result<InviteId, Reason> {
        self.note(format!("invite {} {:?} {}", self.name(admission), asked.text, asked.hand_over));
        Ok(InviteId::new(Time::UNIX_EPOCH, &SeededRandom::new(8)))
    }

    async fn invite_withdrawn(&self, _: SessionId, admission: AdmissionId, _: InviteId) {
        self.note(format!("invite_withdrawn {}", self.name(admission)));
    }

    async fn desk_still_allowed(&self, _: SessionId, admission: AdmissionId) -> bool {
        self.note(format!("desk_still_allowed {}", self.name(admission)));
        !self.facts().not_allowed.contains(&admission)
    }
}
