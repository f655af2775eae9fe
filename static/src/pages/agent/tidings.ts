/** What the page says of sessions that changed behind another tab, and of those that cannot be opened again. Pure. */
import { say } from "../../words/say";
import type { Problem } from "../lib/problem";
import type { Alert } from "./options";

/** What going from one state of a desk to another is worth telling. */
export function alertOf(before: string, state: string): Exclude<Alert, "waiting" | "invite"> | null {
  if (state === "ended") return "ended";
  if (state === "lost") return "away";
  if (state === "live") return before === "lost" ? "back" : "consent";
  return null;
}

export function tiding(alert: "away" | "back" | "consent" | "ended", customer: string): string {
  return say(`agent-tell-${alert}`, { customer });
}

export function reopening({ slug, retryAfter }: Problem): string {
  switch (slug) {
    case "session-over":
      return say("agent-reopen-over");
    case "session-full":
      return say("agent-reopen-full");
    case "too-many-attempts":
      return say("agent-take-wait", { seconds: retryAfter ?? 60 });
    case "offline":
      return say("agent-offline");
    default:
      return say("agent-reopen-gone");
  }
}
