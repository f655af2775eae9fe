/** What each state says, in words a support person understands. */

import { mayRetry, type Failure, type State } from "./state";
import { find, say } from "../words/say";

export type Wording = {
  /** Beside the customer's name, one or two words. */
  readonly chip: string;
  readonly title: string;
  readonly text: string;
  /** The two words to compare, or nothing. */
  readonly phrase: string;
  readonly mayRetry: boolean;
};

/** What `state` says at `now`, in the same clock as its deadline. */
export function wording(state: State, now: number): Wording {
  const [chip, title, text] = sentences(state, now);
  return { chip, title, text, phrase: state.phase === "asking" ? state.room.phrase : "", mayRetry: mayRetry(state) };
}

function sentences(state: State, now: number): readonly [chip: string, title: string, text: string] {
  switch (state.phase) {
    case "pin":
      return [say("live-chip-pin"), say("live-pin-title"), say("live-pin-text")];
    case "connecting":
      return state.room
        ? [say("live-chip-reconnecting"), say("live-reconnecting-title"), say("live-reconnecting-text")]
        : [say("live-chip-connecting"), say("live-connecting-title"), say(state.attempt > 1 ? "live-connecting-long" : "live-connecting-text")];
    case "asking":
      return [say("live-chip-asking"), say("live-asking-title"), say(state.asked ? "live-asking-text" : "live-asking-soon")];
    case "live":
      return [say("live-chip-live"), say("live-chip-live"), state.room.away ? say("live-away-now") : ""];
    case "lost":
      if (state.room.expected) return [say("live-chip-waiting"), say("live-waiting-title"), lost(state, now)];
      return [say("live-chip-lost"), say("live-lost-title"), lost(state, now)];
    case "ended":
      return [say("live-chip-ended"), ...over(state.reason)];
    case "denied":
      return [say("live-chip-denied"), say("live-denied-title"), say("live-denied-text")];
    case "failed": {
      const [heading, help] = [say(`live-failed-${FAILURES[state.failure]}-title`), say(`live-failed-${FAILURES[state.failure]}-text`)];
      return [say("live-chip-failed"), heading, state.failure === "other" && state.message ? `${state.message} ${help}` : help];
    }
  }
}

const FAILURES = {
  no_token: "no-token", expired: "expired", token_refused: "token-refused", not_allowed: "not-allowed", replaced: "replaced", room_full: "room-full", network: "network", viewer: "viewer",
  protocol: "protocol", other: "other",
} as const satisfies Readonly<Record<Failure, string>>;

/** For a reason of the wire; what this desk does not know is over all the same. */
function over(reason: string): readonly [title: string, text: string] {
  const known = reason.replaceAll("_", "-");
  return [find(`live-over-${known}-title`) ?? say("live-over-unknown-title"), find(`live-over-${known}-text`) ?? say("live-over-unknown-text")];
}

function lost(state: Extract<State, { phase: "lost" }>, now: number): string {
  const time = state.deadline === null ? null : clock(Math.max(0, state.deadline - now));
  if (state.room.expected && time !== null) return say("live-waiting-text", { time });
  const cause = say(state.room.consented ? "live-lost-reload" : "live-lost-unopened");
  return `${cause} ${time === null ? say("live-lost-waiting") : say("live-lost-time", { time })}`;
}

/** Minutes and seconds, rounded up: `1:05`. */
export function clock(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
