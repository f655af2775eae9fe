/** The words for states, reasons and events. `src/http/pages/views/values.rs` says the same; a Rust test compares them. */
import type { EndReason, SessionState } from "./sessions";

export const STATE_LABEL: Record<SessionState, string> = {
  starting: "Starting",
  waiting: "Waiting",
  active: "Active",
  recovering: "Recovering",
  ended: "Ended",
};

/** A short clause for lists. */
export const REASON_LABEL: Record<EndReason, string> = {
  customer_ended: "by the customer",
  agent_ended: "by an agent",
  revoked: "by a supervisor",
  too_long: "reached the longest time allowed",
  customer_lost: "the customer's page did not come back",
  no_agent: "no agent came in time",
  no_customer: "no customer came in time",
  never_started: "the customer never shared the page",
};

/** A sentence for the agent whose session just ended. */
export const REASON_SENTENCE: Record<EndReason, string> = {
  customer_ended: "The customer ended the session.",
  agent_ended: "An agent ended the session.",
  revoked: "A supervisor ended the session.",
  too_long: "The session reached the longest time allowed.",
  customer_lost: "The customer's page did not come back in time, so the session ended.",
  no_agent: "The session ended because no agent came in time.",
  no_customer: "The session ended because no customer came in time.",
  never_started: "The session ended because the customer never shared the page.",
};

const TIMELINE: Record<string, (actor: string) => string> = {
  session_created: (actor) => `${actor} asked for help; the session was created`,
  session_expected: (actor) => `${actor} opened the session and waited for the customer`,
  customer_arrived: () => "The customer came",
  pin_reported: () => "The customer's page showed a Support PIN",
  pin_contested: () => "Another live session claimed the same PIN, so it lets nobody in",
  pin_refused: () => "A PIN was reported that was not the one issued, and was refused",
  agent_admitted: (actor) => `${actor} gave the right PIN and was let in`,
  consent_asked: (actor) => `The customer was asked to let ${actor} see the page`,
  consent_given: () => "The customer agreed",
  consent_denied: () => "The customer said no",
  agent_joined: (actor) => `${actor} saw the page`,
  agent_left: (actor) => `${actor} left`,
  desk_reopened: (actor) => `${actor} opened the desk again`,
  customer_lost: () => "The customer's page went away",
  customer_back: () => "The customer's page came back",
  customer_transferred: () => "The customer went on in another tab",
  assist_asked: (actor) => `The customer was asked to let ${actor} scroll the page`,
  assist_allowed: () => "The customer allowed scrolling",
  assist_denied: () => "The customer did not allow scrolling",
  assist_started: (actor) => `${actor} could scroll the page from here on`,
  assist_stopped: (actor) => `${actor} stopped the scrolling`,
  assist_ended: () => "The agent's scrolling ended, because a page went away",
  click_proposed: (actor) => `${actor} proposed a click to the customer`,
  value_proposed: (actor) => `${actor} proposed what to put into a field`,
  proposal_accepted: () => "The customer pressed yes, and it was done",
  proposal_declined: () => "The customer declined the proposal",
  proposal_impossible: () => "The page could not do what was proposed",
  proposal_dropped: () => "The proposal was taken back, or a page went away before an answer",
  zoom_matched: () => "Zoom's session of this one was found",
  zoom_unmatched: () => "This turned out to be another of Zoom's sessions",
  zoom_drifted: () => "Zoom's list of live sessions differed from ours",
  zoom_healed: () => "Zoom's list of live sessions agreed again",
  note_saved: (actor) => `${actor} wrote notes`,
  ticket_set: (actor) => `${actor} noted a ticket`,
  ticket_removed: (actor) => `${actor} took the ticket away`,
  outcome_set: (actor) => `${actor} said how the session came out`,
  session_ended: (actor) => `The session ended (${actor})`,
};

const NAMELESS: Record<string, string> = {
  customer: "The customer",
  agent: "An agent",
  supervisor: "A supervisor",
  admin: "An admin",
  engine: "The engine",
};

/** A name, or the kind of actor where there is none. */
export function actorName(actor: { kind: string; name: string | null }): string {
  return actor.name ?? NAMELESS[actor.kind] ?? "cobroker";
}

/** What happened; an unknown kind is shown by its name. */
export function timelineSentence(kind: string, actor: string): string {
  const sentence = Object.hasOwn(TIMELINE, kind) ? TIMELINE[kind] : undefined;
  return sentence ? sentence(actor) : `${actor}: ${kind.replaceAll("_", " ")}`;
}

/** The sentence for a reason as it came, known or not. */
export function endedSentence(reason: unknown): string {
  const known = typeof reason === "string" && Object.hasOwn(REASON_SENTENCE, reason);
  return known ? REASON_SENTENCE[reason as EndReason] : "The session ended.";
}
