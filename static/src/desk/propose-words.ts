/** Proposals in words for the agent. Pure. */

import type { Picked } from "../shared/picked";

export type Action = { readonly kind: "click" } | { readonly kind: "value"; readonly value: string };

/** What is proposed, as the agent reads it: `press “Send”`. */
export function proposalWords({ label, name, value }: Picked, action: Action): string {
  const what = label ? `“${label}”` : name.toLowerCase();
  if (action.kind === "click") return `press ${what}`;
  switch (value?.kind) {
    case "tick":
      return action.value === "true" ? `tick ${what}` : `untick ${what}`;
    case "choice": {
      const chosen = value.options.find((option) => option.value === action.value)?.label ?? action.value;
      return `choose “${chosen}” in ${what}`;
    }
    default:
      return action.value === "" ? `empty ${what}` : `enter “${action.value}” in ${what}`;
  }
}

/** What became of it. */
export function answerWords(answer: unknown, what: string): string {
  switch (answer) {
    case "yes":
      return `The customer said yes to: ${what}. It is done.`;
    case "no":
      return `The customer said no to: ${what}.`;
    case "gone":
      return `The customer’s page went away before an answer to: ${what}.`;
    default:
      return `This cannot be done there: ${what}. It may be private, switched off, out of sight, gone, or lead to another tab or a file.`;
  }
}

export function refusalWords(reason: unknown): string {
  switch (reason) {
    case "off":
      return "This website takes no proposals.";
    case "already_open":
      return "The customer has not answered your last proposal yet.";
    case "no_customer":
      return "The customer’s page is away. Try again when it is back.";
    case "full":
      return "That was too often. Wait a moment and try again.";
    default:
      return "That was not possible now. Try again.";
  }
}
