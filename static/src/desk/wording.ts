/** What each state says, in words a support person understands. */

import { dashed, say } from "../words/say";
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

const REASONS = ["left", "handed_over", "customer_ended", "agent_ended", "revoked", "too_long", "customer_lost", "no_agent", "no_customer", "never_started"] as const;

type Sentence = readonly [title: string, text: string];

function ended(reason: string): Sentence {
  const known = REASONS.find((one) => one === reason);
  return known ? [say(`desk-over-${dashed(known)}`), say(`desk-over-${dashed(known)}-text`)] : [say("desk-over"), say("desk-over-agent-ended-text")];
}

function failed(failure: Failure): Sentence {
  if (failure === "expired" || failure === "other") return [say(`desk-fail-${failure}`), say("desk-fail-again")];
  return [say(`desk-fail-${dashed(failure)}`), say(`desk-fail-${dashed(failure)}-text`)];
}

/** What `state` says at `now`, in the same clock as its deadline. */
export function wording(state: State, now: number): Wording {
  const [chip, title, text] = sentences(state, now);
  return { chip, title, text, phrase: state.phase === "asking" ? state.room.phrase : "", mayRetry: mayRetry(state) };
}

function sentences(state: State, now: number): readonly [chip: string, title: string, text: string] {
  switch (state.phase) {
    case "pin":
      return [say("desk-pin"), say("desk-pin-title"), say("desk-pin-text")];
    case "connecting":
      return state.room
        ? [say("desk-reconnecting"), say("desk-reconnecting-title"), say("desk-reconnecting-text")]
        : [say("desk-connecting"), say("desk-connecting-title"), state.attempt > 1 ? say("desk-longer") : say("desk-one-moment")];
    case "asking":
      if (state.room.watches) return [say("desk-asking"), say("desk-asking-watch"), say("desk-asking-watch-text")];
      return [say("desk-asking"), say("desk-asking-title"), state.asked ? say("desk-asking-text") : say("desk-asking-soon")];
    case "live": {
      const chip = state.room.watches ? say("desk-watching") : say("desk-live");
      return [chip, chip, state.room.away ? say("desk-live-away") : ""];
    }
    case "lost":
      if (state.room.expected) return [say("desk-waiting"), say("desk-waiting-title"), lost(state, now)];
      return [say("desk-lost"), say("desk-lost-title"), lost(state, now)];
    case "ended":
      return [say("desk-ended"), ...ended(state.reason)];
    case "denied":
      return [say("desk-denied"), say("desk-denied-title"), say("desk-denied-text")];
    case "failed": {
      const [heading, help] = failed(state.failure);
      return [say("desk-failed"), heading, state.failure === "other" && state.message ? `${state.message} ${help}` : help];
    }
  }
}

function lost(state: Extract<State, { phase: "lost" }>, now: number): string {
  const time = state.deadline === null ? null : clock(Math.max(0, state.deadline - now));
  if (state.room.expected && time !== null) return say("desk-lost-expected", { time });
  const cause = state.room.consented ? say("desk-lost-reloading") : say("desk-lost-unopened");
  return `${cause} ${time === null ? say("desk-lost-waiting") : say("desk-lost-deadline", { time })}`;
}

/** Minutes and seconds, rounded up: `1:05`. */
export function clock(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
