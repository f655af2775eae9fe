/** What is going on in a session, in a sentence or two, from what its desk tells the page around. Pure. */
import { locale, say } from "../../words/say";

export interface Other {
  readonly name: string;
  readonly watching: boolean;
}

/** Who is there besides this agent and the customer, and who scrolls the customer's page, if somebody does. */
export interface InRoom {
  /** This agent only watches. */
  readonly watching: boolean;
  readonly others: readonly Other[];
  readonly control: { readonly name: string; readonly mine: boolean } | null;
}

export const ALONE: InRoom = { watching: false, others: [], control: null };

export interface Now extends InRoom {
  /** A state of the desk, or of the session beside Zoom's desk. */
  readonly state: string;
  readonly customer: string;
  /** The customer looks at another tab. */
  readonly elsewhere: boolean;
  /** A desk that does not say who scrolls: Zoom's. */
  readonly beside: boolean;
}

export function nowSentence(now: Now): string {
  const { state, customer } = now;
  switch (state) {
    case "connecting":
      return say("agent-now-connecting");
    case "asking":
      return say("agent-now-asking", { customer });
    case "live":
      return [live(now), company(withoutController(now))].filter(Boolean).join(" ");
    case "lost":
      return say("agent-now-lost", { customer });
    case "ended":
      return say("agent-now-ended");
    default:
      return say("agent-now-vendor");
  }
}

function live({ customer, elsewhere, beside, watching, control }: Now): string {
  if (elsewhere) return say("agent-now-elsewhere", { customer });
  if (beside) return say("agent-now-beside", { customer });
  if (control) return control.mine ? say("agent-now-control-mine", { customer }) : say("agent-now-control", { customer, agent: control.name });
  return watching ? say("agent-now-watching", { customer }) : say("agent-now-live", { customer });
}

/** Who scrolls was named already. */
function withoutController({ others, control }: Now): readonly Other[] {
  const place = control && !control.mine ? others.findIndex(({ name }) => name === control.name) : -1;
  return others.filter((_, at) => at !== place);
}

function company(others: readonly Other[]): string {
  const names = others.map(({ name, watching }) => (watching ? say("agent-now-who-watches", { name }) : name));
  return names.length > 0 ? say("agent-now-with", { names: new Intl.ListFormat(locale()).format(names) }) : "";
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
