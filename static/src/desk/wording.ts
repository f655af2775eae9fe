/** What each state says, in words a support person understands. */

import { mayRetry, type Failure, type State } from "./state";

export type Wording = {
  /** Beside the customer's name, one or two words. */
  readonly chip: string;
  readonly title: string;
  readonly text: string;
  /** The two words to compare, or nothing. */
  readonly phrase: string;
  readonly mayRetry: boolean;
};

const REASONS: Readonly<Record<string, readonly [title: string, text: string]>> = {
  left: ["You left the session", "The customer and any other agents go on without you. To come back, ask for the customer’s Support PIN."],
  handed_over: ["You handed the session over", "Your colleague is in, and the customer was told. You can close this window."],
  customer_ended: ["The customer ended the session", "Nothing of their page is shared any more. You can close this window."],
  agent_ended: ["The session was ended for everyone", "Nothing of the customer’s page is shared any more. You can close this window."],
  revoked: ["The session was closed", "A supervisor or your help desk’s system ended it. You can close this window."],
  too_long: ["The session reached its time limit", "If the customer still needs help, ask them to start a new one and read you the new Support PIN."],
  customer_lost: ["The customer did not come back", "Their page was gone for too long. If they still need help, ask them to start a new session."],
  no_agent: ["No agent was there", "The session was closed because no agent was in it for too long. Ask the customer to start a new one."],
  no_customer: ["The customer did not come", "Nobody shared a page under this Support PIN within 3 minutes. Ask the customer to start, then enter the PIN again."],
  never_started: ["The session never started", "The customer’s page did not connect in time. Ask them to start again."],
};

const ENDED = ["The session is over", "Nothing of the customer’s page is shared any more. You can close this window."] as const;

const FAILURES: Readonly<Record<Failure, readonly [title: string, text: string]>> = {
  no_token: ["Open this desk from your agent page", "This address works once, when you enter a customer’s Support PIN there. It cannot be reloaded or bookmarked."],
  expired: ["Your access has expired", "Enter the customer’s Support PIN again on your agent page."],
  token_refused: ["Your access was not accepted", "It may have expired or been used for another session. Enter the customer’s Support PIN again on your agent page."],
  not_allowed: ["You are not allowed into this session", "Enter the customer’s Support PIN again on your agent page. If that does not help, ask your supervisor."],
  replaced: ["This session is open in another window", "You joined it again somewhere else, and only the newest window stays connected. You can close this one."],
  room_full: ["The session is full", "Five agents are in it already. Ask one of them to leave, then try again."],
  network: ["The connection could not be made", "Check your network. If other pages work, the service may be busy: try again in a minute."],
  viewer: ["The customer’s page cannot be shown", "The part of this desk that draws it did not start safely. Try again; if it happens again, tell your administrator."],
  protocol: ["The connection was closed", "This desk and the server did not understand each other. Enter the customer’s Support PIN again on your agent page."],
  other: ["The session could not be opened", "Enter the customer’s Support PIN again on your agent page."],
};

/** What `state` says at `now`, in the same clock as its deadline. */
export function wording(state: State, now: number): Wording {
  const [chip, title, text] = sentences(state, now);
  return { chip, title, text, phrase: state.phase === "asking" ? state.room.phrase : "", mayRetry: mayRetry(state) };
}

function sentences(state: State, now: number): readonly [chip: string, title: string, text: string] {
  switch (state.phase) {
    case "pin":
      return ["Support PIN", "Enter the customer’s Support PIN", "The customer sees it once they have asked for help."];
    case "connecting":
      return state.room
        ? ["Reconnecting", "Reconnecting…", "Your connection dropped. What you see is not up to date until it is back."]
        : ["Connecting", "Connecting…", state.attempt > 1 ? "This takes longer than usual. Still trying." : "One moment."];
    case "asking":
      if (state.room.watches) return ["Waiting for consent", "The customer is asked whether you may watch", "You see their page as soon as they say yes. The agents see that you ask."];
      return ["Waiting for consent", "Ask the customer whether their screen shows", asking(state.asked)];
    case "live":
      return [state.room.watches ? "Watching" : "Live", state.room.watches ? "Watching" : "Live", state.room.away ? "The customer is looking at another tab." : ""];
    case "lost":
      if (state.room.expected) return ["Waiting", "Waiting for the customer", lost(state, now)];
      return ["Customer away", "The customer’s page is gone", lost(state, now)];
    case "ended":
      return ["Ended", ...((Object.hasOwn(REASONS, state.reason) && REASONS[state.reason]) || ENDED)];
    case "denied":
      return ["Not allowed", "The customer said no", "Nothing of their page was shared. If this was a mistake, enter the Support PIN again and they will be asked once more."];
    case "failed": {
      const [heading, help] = FAILURES[state.failure];
      return ["Not connected", heading, state.failure === "other" && state.message ? `${state.message} ${help}` : help];
    }
  }
}

function asking(asked: boolean): string {
  return asked ? "If the words match, they can choose “Allow”. You see their page as soon as they do." : "We are putting the question on their screen.";
}

function lost(state: Extract<State, { phase: "lost" }>, now: number): string {
  if (state.room.expected && state.deadline !== null) return `They have ${clock(Math.max(0, state.deadline - now))} to start with this Support PIN.`;
  const cause = state.room.consented ? "They may be reloading it or have lost their connection. " : "It may not have opened yet. ";
  if (state.deadline === null) return `${cause}Waiting for it to come back.`;
  return `${cause}They have ${clock(Math.max(0, state.deadline - now))} to come back.`;
}

/** Minutes and seconds, rounded up: `1:05`. */
export function clock(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
