/** The words for states, reasons and events, as the server says them: both read `locales/`. */
import { dashed, find, say } from "../../words/say";
import { REASONS, type EndReason, type SessionState } from "./sessions";

export function stateLabel(state: SessionState): string {
  return say(`state-${state}`);
}

/** A short clause for lists. */
export function reasonLabel(reason: EndReason): string {
  return say(`end-reason-${dashed(reason)}`);
}

/** A name, or the kind of actor where there is none. */
export function actorName(actor: { kind: string; name: string | null }): string {
  return actor.name ?? find(`actor-${actor.kind}`) ?? say("actor-system");
}

/** What happened; an unknown kind is shown by its name. */
export function timelineSentence(kind: string, actor: string): string {
  return find(`timeline-${dashed(kind)}`, { actor }) ?? `${actor}: ${kind.replaceAll("_", " ")}`;
}

/** The sentence for the agent whose session just ended, for a reason as it came, known or not. */
export function endedSentence(reason: unknown): string {
  const known = REASONS.find((one) => one === reason);
  return known ? say(`ended-${dashed(known)}`) : say("ended-somehow");
}
