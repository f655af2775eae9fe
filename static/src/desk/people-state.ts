/** Who is in the room, who is about to be, and who was asked in: as the relay says, read field by field. Pure. */

import type { Control } from "../shared/frame";
import { say } from "../words/say";
import { agentsOf, type Agent } from "./room";

export type Stage = "in" | "asking" | "waiting" | "asks_to_help";
export type Present = Agent & { readonly stage: Stage };

export type InviteState = "open" | "accepted" | "declined" | "withdrawn" | "expired";
export type Invite = {
  readonly id: string;
  readonly by: string;
  readonly to: string;
  readonly handOver: boolean;
  readonly state: InviteState;
  readonly seconds: number;
  readonly word: string;
};

export type People = { readonly people: readonly Present[]; readonly invites: readonly Invite[] };

export const NOBODY: People = { people: [], invites: [] };

const STAGES: readonly string[] = ["in", "asking", "waiting", "asks_to_help"];
const STATES: readonly string[] = ["open", "accepted", "declined", "withdrawn", "expired"];
/** The relay keeps fifty; this only bounds what a list can do to the page. */
const MAX_INVITES = 60;

export function peopleOf({ people, invites }: Control): People {
  const listed = Array.isArray(people) ? people : [];
  const given: unknown[] = Array.isArray(invites) ? invites.slice(0, MAX_INVITES) : [];
  return { people: listed.flatMap((one) => presentOf(one)), invites: given.flatMap(inviteOf) };
}

function presentOf(value: unknown): Present[] {
  const stage = (value as { stage?: unknown } | null)?.stage;
  return agentsOf([value]).map((agent) => ({ ...agent, stage: STAGES.includes(stage as string) ? (stage as Stage) : "in" }));
}

function inviteOf(value: unknown): Invite[] {
  const { inviteId, byName, toName, handOver, state, seconds, word } = (value ?? {}) as { [field: string]: unknown };
  if (typeof inviteId !== "string" || !STATES.includes(state as string)) return [];
  const text = (one: unknown): string => (typeof one === "string" ? one.slice(0, 200) : "");
  return [{ id: inviteId, by: text(byName), to: text(toName) || say("desk-people-unnamed"), handOver: handOver === true, state: state as InviteState, seconds: typeof seconds === "number" ? seconds : 0, word: text(word) }];
}

/** What is new in `now`, for a line at the foot of the picture: answers to invites that were open. */
export function answered(before: People, now: People): Invite[] {
  const wasOpen = new Set(before.invites.filter(({ state }) => state === "open").map(({ id }) => id));
  return now.invites.filter(({ id, state }) => state !== "open" && wasOpen.has(id));
}
