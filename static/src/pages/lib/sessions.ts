/** Session summaries as the API gives them, and the list of them as a value. Pure. */

export const STATES = ["starting", "waiting", "active", "recovering", "ended"] as const;
export type SessionState = (typeof STATES)[number];

export const REASONS = ["customer_ended", "agent_ended", "revoked", "too_long", "customer_lost", "no_agent", "no_customer", "never_started"] as const;
export type EndReason = (typeof REASONS)[number];

export interface AgentInSession {
  admissionId: string;
  agentId: string | null;
  name: string;
  /** `pin`, `waiting_list`, `invite` or `role`. */
  via?: string;
  /** `helping` or `watching`. */
  mode?: string;
  admittedAt: string;
  joinedAt: string | null;
  leftAt: string | null;
}

/** One session as `GET /api/session/list` and the stream give it. Times are RFC 3339. */
export interface SessionSummary {
  sessionId: string;
  state: SessionState;
  endReason: EndReason | null;
  customer: { userId: string | null; userName: string; identified: boolean };
  pincode: string | null;
  contested: boolean;
  engine: string;
  startedAt: string;
  endedAt: string | null;
  validUntil: string | null;
  deadline: string | null;
  startUrl: string | null;
  site?: string | null;
  /** How it came out, as soon as somebody said. */
  outcome?: string | null;
  agents: AgentInSession[];
  seats: { taken: number; total: number };
}

/** What the list shows; empty strings for no limit. Days are `2026-11-22`, in UTC like every time of the API. */
export interface Filter {
  state: string;
  q: string;
  from: string;
  to: string;
}

/** `value` as a summary, or `null` if it is none. Checks what this page relies on, not every field. */
export function asSummary(value: unknown): SessionSummary | null {
  if (typeof value !== "object" || value === null) return null;
  const candidate = value as Partial<SessionSummary>;
  const whole =
    typeof candidate.sessionId === "string" &&
    STATES.includes(candidate.state as SessionState) &&
    typeof candidate.startedAt === "string" &&
    typeof candidate.customer?.userName === "string" &&
    Array.isArray(candidate.agents) &&
    typeof candidate.seats?.taken === "number";
  return whole ? (candidate as SessionSummary) : null;
}

/** The summaries in the answer of the list route; what is none is left out. */
export function asList(value: unknown): { sessions: SessionSummary[]; nextCursor: string | null } {
  const answer = (typeof value === "object" && value !== null ? value : {}) as { sessions?: unknown; nextCursor?: unknown };
  const sessions = Array.isArray(answer.sessions) ? answer.sessions.map(asSummary).filter((session) => session !== null) : [];
  return { sessions, nextCursor: typeof answer.nextCursor === "string" ? answer.nextCursor : null };
}

export function isLive(session: SessionSummary): boolean {
  return session.state !== "ended";
}

export function isPresent(agent: AgentInSession): boolean {
  return agent.leftAt === null;
}

/** Whether `session` belongs in a list narrowed by `filter`, as the server would decide. */
export function matches(session: SessionSummary, filter: Filter): boolean {
  return matchesState(session, filter.state) && matchesDays(session, filter) && matchesText(session, filter.q.trim());
}

function matchesState(session: SessionSummary, state: string): boolean {
  if (state === "" || state === "all") return true;
  return state === "live" ? isLive(session) : session.state === state;
}

function matchesDays(session: SessionSummary, { from, to }: Filter): boolean {
  const day = session.startedAt.slice(0, 10);
  return (from === "" || day >= from) && (to === "" || day <= to);
}

function matchesText(session: SessionSummary, q: string): boolean {
  if (q === "") return true;
  const wanted = q.toLowerCase();
  const names = [session.customer.userName, ...session.agents.map((agent) => agent.name)];
  if (names.some((name) => name.toLowerCase().includes(wanted))) return true;
  const pin = q.replace(/[\s-]/g, "").toUpperCase();
  return pin !== "" && session.pincode?.toUpperCase() === pin;
}

/**
 * `list` (newest first) after the server said how `session` is now. While older sessions are still unloaded
 * (`more`), one that would come after the last row stays out: it belongs to a page that was not asked for yet.
 */
export function patched(list: readonly SessionSummary[], session: SessionSummary, filter: Filter, more: boolean): SessionSummary[] {
  const rest = list.filter((other) => other.sessionId !== session.sessionId);
  if (!matches(session, filter)) return rest;
  const known = rest.length !== list.length;
  const last = rest.at(-1);
  if (!known && more && last && newestFirst(last, session) < 0) return rest;
  return [...rest, session].sort(newestFirst);
}

/** `list` and a further page, each session once; the later word counts. */
export function appended(list: readonly SessionSummary[], page: readonly SessionSummary[]): SessionSummary[] {
  const byId = new Map([...list, ...page].map((session) => [session.sessionId, session]));
  return [...byId.values()].sort(newestFirst);
}

function newestFirst(a: SessionSummary, b: SessionSummary): number {
  return Date.parse(b.startedAt) - Date.parse(a.startedAt) || (a.sessionId < b.sessionId ? 1 : -1);
}
