/** Proposals in words for the agent. Pure. */

import type { Picked } from "../shared/picked";
import { say } from "../words/say";

export type Action = { readonly kind: "click" } | { readonly kind: "value"; readonly value: string };

/** What is proposed, as the agent reads it: `press “Send”`. */
export function proposalWords({ label, name, value }: Picked, action: Action): string {
  const what = label ? say("live-quoted", { text: label }) : name;
  if (action.kind === "click") return say("live-do-press", { what });
  switch (value?.kind) {
    case "tick":
      return say(action.value === "true" ? "live-do-tick" : "live-do-untick", { what });
    case "choice": {
      const chosen = value.options.find((option) => option.value === action.value)?.label ?? action.value;
      return say("live-do-choose", { value: chosen, what });
    }
    default:
      return action.value === "" ? say("live-do-empty", { what }) : say("live-do-enter", { value: action.value, what });
  }
}

/** What became of it. */
export function answerWords(answer: unknown, what: string): string {
  switch (answer) {
    case "yes":
      return say("live-answer-yes", { what });
    case "no":
      return say("live-answer-no", { what });
    case "gone":
      return say("live-answer-gone", { what });
    default:
      return say("live-answer-cannot", { what });
  }
}

export function refusalWords(reason: unknown): string {
  switch (reason) {
    case "off":
      return say("live-propose-off");
    case "already_open":
      return say("live-propose-open");
    case "no_customer":
      return say("live-page-away");
    case "full":
      return say("live-too-often");
    default:
      return say("live-not-now");
  }
}
