//! Spans as they are read, entry by entry.

use super::{Ending, Moment, Reply, Right, Span, Standing};
use crate::domain::timeline::Kind;
use crate::domain::{AdmissionId, Time};

#[derive(Debug, Default)]
pub(super) struct Book {
    spans: Vec<Span>,
    ended: Option<Time>,
}

impl Book {
    /// A session that is over at `ended`, or is not.
    pub fn until(ended: Option<Time>) -> Self {
        Self { ended, ..Self::default() }
    }

    pub fn read(&mut self, moment: &Moment) {
        match (moment.kind, moment.admission) {
            (Kind::SessionEnded, _) => self.end(moment),
            (_, Some(admission)) => self.about(admission, moment),
            _ => {}
        }
    }

    fn about(&mut self, who: AdmissionId, moment: &Moment) {
        match moment.kind {
            Kind::ConsentAsked => self.ask_in(who, moment),
            Kind::WatchAsked => self.ask(who, Right::Watch, moment),
            Kind::BargeInAsked => self.ask(who, Right::Help, moment),
            Kind::AssistAsked => self.ask(who, Right::Scroll, moment),
            Kind::ConsentGiven => self.allow(who, self.questioned(who), moment),
            Kind::AssistAllowed => self.allow(who, Right::Scroll, moment),
            Kind::ConsentDenied => self.deny(who, self.questioned(who), moment),
            Kind::BargeInDenied => self.deny(who, Right::Help, moment),
            Kind::AssistDenied => self.deny(who, Right::Scroll, moment),
            Kind::AgentJoined => self.begin(who, Right::See, moment),
            Kind::WatchStarted => self.begin(who, Right::Watch, moment),
            Kind::AssistStarted => self.begin(who, Right::Scroll, moment),
            Kind::BargedIn => {
                self.close_if_open(who, Right::Watch, Ending::BargedIn, moment);
                self.begin(who, Right::Help, moment);
            }
            Kind::AssistStopped if moment.by_customer => self.stop(who, Ending::CustomerStopped, moment),
            Kind::AssistStopped => self.stop(who, Ending::AgentStopped, moment),
            Kind::AssistEnded => self.stop(who, Ending::PageGone, moment),
            Kind::AssistWithdrawn => self.withdraw(who, Right::Scroll, moment),
            Kind::BargeInWithdrawn => self.withdraw(who, Right::Help, moment),
            Kind::AgentLeft | Kind::WatchEnded => self.leave(who, Ending::Left, moment),
            Kind::HandedOver => self.leave(who, Ending::HandedOver, moment),
            _ => {}
        }
    }

    /// What the customer's answer about `who` is about: coming in is asked first, and only who watches is asked about again.
    fn questioned(&self, who: AdmissionId) -> Right {
        match self.latest(who, Right::Watch).map(|at| self.spans[at].standing) {
            None => Right::See,
            Some(Standing::Asking) => Right::Watch,
            Some(_) if self.latest(who, Right::Help).is_some() => Right::Help,
            Some(Standing::Lasting) => Right::Help,
            Some(_) => Right::Watch,
        }
    }

    /// The question whether `who` may come in. One that is written down after what came of it makes nothing of its own.
    fn ask_in(&mut self, who: AdmissionId, moment: &Moment) {
        let right = self.latest(who, Right::Watch).map_or(Right::See, |_| Right::Watch);
        match self.latest(who, right).filter(|at| !self.spans[*at].standing.is_open()) {
            Some(over) => self.spans[over].entries.extend(moment.seq),
            None => self.ask(who, right, moment),
        }
    }

    fn ask(&mut self, who: AdmissionId, right: Right, moment: &Moment) {
        let at = self.open_or_new(who, right, moment);
        let span = &mut self.spans[at];
        if span.reply == Some(Reply::NotAsked) {
            // the question was written down after its answer
            (span.reply, span.asked_at) = (Some(Reply::Allowed), span.replied_at);
        }
        if span.from.is_none() && span.reply.is_none() {
            span.asked_at = span.asked_at.or(Some(moment.at));
        }
    }

    fn allow(&mut self, who: AdmissionId, right: Right, moment: &Moment) {
        let at = self.open_or_new(who, right, moment);
        let span = &mut self.spans[at];
        if span.reply.is_none() && span.from.is_none() {
            let asked = span.asked_at.is_some();
            span.reply = Some(if asked { Reply::Allowed } else { Reply::NotAsked });
            span.replied_at = Some(moment.at);
        }
    }

    fn deny(&mut self, who: AdmissionId, right: Right, moment: &Moment) {
        let at = self.open_or_new(who, right, moment);
        let span = &mut self.spans[at];
        if span.from.is_none() {
            (span.reply, span.replied_at) = (Some(Reply::Denied), Some(moment.at));
            (span.standing, span.until) = (Standing::Denied, Some(moment.at));
        }
    }

    fn begin(&mut self, who: AdmissionId, right: Right, moment: &Moment) {
        let at = self.open_or_new(who, right, moment);
        let span = &mut self.spans[at];
        if span.from.is_some() {
            return;
        }
        // a page may allow scrolling without a question
        if right == Right::Scroll && span.reply.is_none() {
            (span.reply, span.replied_at) = (Some(Reply::NotAsked), Some(moment.at));
        }
        (span.from, span.standing) = (Some(moment.at), Standing::Lasting);
    }

    fn stop(&mut self, who: AdmissionId, ending: Ending, moment: &Moment) {
        match self.open(who, Right::Scroll) {
            Some(at) => self.close(at, ending, moment),
            None => self.note_late(who, Right::Scroll, Standing::Over(ending), moment),
        }
    }

    fn withdraw(&mut self, who: AdmissionId, right: Right, moment: &Moment) {
        match self.open(who, right).filter(|at| self.spans[*at].from.is_none()) {
            Some(at) => self.close(at, Ending::Left, moment),
            None => self.note_late(who, right, Standing::Unanswered, moment),
        }
    }

    fn leave(&mut self, who: AdmissionId, ending: Ending, moment: &Moment) {
        // the end takes every seat, and that is written down before the end itself
        let ending = if self.ended == Some(moment.at) { Ending::SessionEnded } else { ending };
        for right in Right::ALL {
            self.close_if_open(who, right, ending, moment);
        }
    }

    fn end(&mut self, moment: &Moment) {
        let open: Vec<usize> = (0..self.spans.len()).filter(|at| self.spans[*at].standing.is_open()).collect();
        open.into_iter().for_each(|at| self.close(at, Ending::SessionEnded, moment));
    }

    fn close_if_open(&mut self, who: AdmissionId, right: Right, ending: Ending, moment: &Moment) {
        if let Some(at) = self.open(who, right) {
            self.close(at, ending, moment);
        }
    }

    /// What never began, and was not allowed either, was only a question.
    fn close(&mut self, at: usize, ending: Ending, moment: &Moment) {
        let span = &mut self.spans[at];
        let was_only_asked = span.from.is_none() && span.reply.is_none();
        span.standing = if was_only_asked { Standing::Unanswered } else { Standing::Over(ending) };
        span.until = Some(moment.at);
        span.entries.extend(moment.seq);
    }

    /// The end of something that ended already, or whose beginning was not written down.
    fn note_late(&mut self, who: AdmissionId, right: Right, standing: Standing, moment: &Moment) {
        if let Some(at) = self.latest(who, right) {
            return self.spans[at].entries.extend(moment.seq);
        }
        let at = self.open_or_new(who, right, moment);
        (self.spans[at].standing, self.spans[at].until) = (standing, Some(moment.at));
    }

    fn latest(&self, who: AdmissionId, right: Right) -> Option<usize> {
        self.spans.iter().rposition(|span| span.admission == who && span.right == right)
    }

    fn open(&self, who: AdmissionId, right: Right) -> Option<usize> {
        self.latest(who, right).filter(|at| self.spans[*at].standing.is_open())
    }

    fn open_or_new(&mut self, who: AdmissionId, right: Right, moment: &Moment) -> usize {
        let at = self.open(who, right).unwrap_or_else(|| {
            self.spans.push(Span {
                right,
                admission: who,
                asked_at: None,
                reply: None,
                replied_at: None,
                from: None,
                until: None,
                standing: Standing::Asking,
                entries: Vec::new(),
            });
            self.spans.len() - 1
        });
        self.spans[at].entries.extend(moment.seq);
        at
    }

    /// Nothing lasts longer than the session, whatever was written down after its end.
    pub fn closed(mut self) -> Vec<Span> {
        if let Some(ended) = self.ended {
            self.spans.iter_mut().for_each(|span| cut(span, ended));
        }
        self.spans
    }
}

fn cut(span: &mut Span, ended: Time) {
    let times = [&mut span.asked_at, &mut span.replied_at, &mut span.from, &mut span.until];
    times.into_iter().flatten().for_each(|at| *at = (*at).min(ended));
    if span.standing.is_open() {
        let was_only_asked = span.from.is_none() && span.reply.is_none();
        span.standing = if was_only_asked { Standing::Unanswered } else { Standing::Over(Ending::SessionEnded) };
        span.until = Some(ended);
    }
}
