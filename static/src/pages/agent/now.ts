/** What is going on in a session, in one sentence, from what its desk tells the page around. Pure. */
import { say } from "../../words/say";

export interface Now {
  /** A state of the desk, or of the session beside Zoom's desk. */
  readonly state: string;
  readonly customer: string;
  /** Who scrolls the customer's page, if somebody does. */
  readonly controller: string | null;
  /** The customer looks at another tab. */
  readonly elsewhere: boolean;
}

export function nowSentence({ state, customer, controller, elsewhere }: Now): string {
  switch (state) {
    case "connecting":
      return say("agent-now-connecting");
    case "asking":
      return say("agent-now-asking", { customer });
    case "live":
      if (controller !== null) return say("agent-now-control", { customer, agent: controller });
      return elsewhere ? say("agent-now-elsewhere", { customer }) : say("agent-now-live", { customer });
    case "lost":
      return say("agent-now-lost", { customer });
    case "ended":
      return say("agent-now-ended");
    default:
      return say("agent-now-vendor");
  }
}

/** What a badge says of a state. */
export function badge(state: string): string {
  switch (state) {
    case "connecting":
      return say("agent-badge-connecting");
    case "asking":
    case "waiting":
      return say("agent-badge-asking");
    case "live":
    case "active":
      return say("agent-badge-live");
    case "lost":
    case "recovering":
      return say("agent-badge-lost");
    case "ended":
      return say("agent-badge-ended");
    default:
      return say("agent-badge-opened");
  }
}

/** How long a word of the agent's takes to be seen and to show here: the number, and what it means. */
export function pulseWords(milliseconds: number): string {
  if (milliseconds < 150) return say("agent-pulse-good", { milliseconds });
  return milliseconds < 400 ? say("agent-pulse-fair", { milliseconds }) : say("agent-pulse-slow", { milliseconds });
}
