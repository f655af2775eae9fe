/** What happened in a session, as the API gives it. Pure. */
import { find, say } from "../../../words/say";

export interface TimelineEntry {
  seq: number;
  at: string;
  kind: string;
  actor: { kind: string; id: string | null; name: string | null };
  data: Record<string, unknown>;
}

/** One question to the customer, and what came of it. */
export interface Span {
  name: string;
  right: string;
  askedAt: string | null;
  reply: string | null;
  from: string | null;
  until: string | null;
  standing: string;
}

export interface ToldInvite {
  inviteId: string;
  state: string;
  by: { name: string };
  to: { name: string };
  handOver: boolean;
  createdAt: string;
  closedAt: string | null;
  word: string | null;
}

export interface Story {
  entries: TimelineEntry[];
  consent: Span[];
  invites: ToldInvite[];
}

/** What the answer of the timeline route tells, entries in order; what is none is left out. */
export function asStory(value: unknown): Story {
  const answer = (value ?? {}) as { entries?: unknown; consent?: unknown; invites?: unknown };
  return {
    entries: listOf(answer.entries, isEntry).sort((a, b) => a.seq - b.seq),
    consent: listOf(answer.consent, isSpan),
    invites: listOf(answer.invites, isInvite),
  };
}

function listOf<T>(value: unknown, isOne: (one: unknown) => one is T): T[] {
  return Array.isArray(value) ? value.filter(isOne) : [];
}

function isEntry(value: unknown): value is TimelineEntry {
  const entry = (value ?? {}) as Partial<TimelineEntry>;
  return typeof entry.seq === "number" && typeof entry.at === "string" && typeof entry.kind === "string" && typeof entry.actor?.kind === "string";
}

function isSpan(value: unknown): value is Span {
  const span = (value ?? {}) as Partial<Span>;
  return typeof span.right === "string" && typeof span.name === "string" && typeof span.standing === "string";
}

function isInvite(value: unknown): value is ToldInvite {
  const invite = (value ?? {}) as Partial<ToldInvite>;
  return typeof invite.inviteId === "string" && typeof invite.state === "string" && typeof invite.createdAt === "string" && typeof invite.to?.name === "string" && typeof invite.by?.name === "string";
}

/** How an invite stands, in a sentence. */
export function inviteSentence({ state, by, to, handOver }: ToldInvite): string {
  const names = { by: by.name, to: to.name };
  const key = handOver ? `session-hand-over-${state}` : `session-invite-${state}`;
  return find(key, names) ?? say("session-invite-open", names);
}

/** Nobody did it, so it is no entry: that an invite was not answered in time. */
export function unanswered(invites: readonly ToldInvite[]): { key: string; at: string; name: string }[] {
  return invites.flatMap(({ inviteId, state, to, closedAt }) => (state === "expired" && closedAt !== null ? [{ key: inviteId, at: closedAt, name: to.name }] : []));
}

/** Whoever ends a session makes everybody leave. The sentence is about who leaves. */
export function whoLeft({ kind, data }: TimelineEntry, agents: readonly { admissionId: string; name: string }[]): string | null {
  if (kind !== "agent_left" && kind !== "watch_ended") return null;
  return agents.find(({ admissionId }) => admissionId === data?.["admissionId"])?.name ?? null;
}

/** An entry's data for people; empty where there is none. */
export function prettyData(data: unknown): string {
  const empty = data === null || data === undefined || (typeof data === "object" && Object.keys(data).length === 0);
  return empty ? "" : JSON.stringify(data, null, 2);
}
