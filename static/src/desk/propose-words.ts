/** Proposals in words for the agent. Pure. */

import type { Picked } from "../shared/picked";
import { say } from "../words/say";

export type Action = { readonly kind: "click" } | { readonly kind: "value"; readonly value: string };

/** What is proposed, as the agent reads it: `press “Send”`. */
export function proposalWords({ label, name, value }: Picked, action: Action): string {
  const what = label ? say("desk-what-quoted", { label }) : name.toLowerCase();
  if (action.kind === "click") return say("desk-what-press", { what });
  switch (value?.kind) {
    case "tick":
      return action.value === "true" ? say("desk-what-tick", { what }) : say("desk-what-untick", { what });
    case "choice": {
      const chosen = value.options.find((option) => option.value === action.value)?.label ?? action.value;
      return say("desk-what-choose", { what, value: chosen });
    }
    default:
      return action.value === "" ? say("desk-what-empty", { what }) : say("desk-what-enter", { what, value: action.value });
  }
}

/** What became of it. */
export function answerWords(answer: unknown, what: string): string {
  const known = (["yes", "no", "gone"] as const).find((one) => one === answer);
  return say(`desk-answer-${known ?? "impossible"}`, { what });
}

export function refusalWords(reason: unknown): string {
  switch (reason) {
    case "off":
      return say("desk-refused-proposals");
    case "already_open":
      return say("desk-refused-open");
    case "no_customer":
      return say("desk-refused-away");
    case "full":
      return say("desk-refused-often");
    default:
      return say("desk-refused");
  }
}
