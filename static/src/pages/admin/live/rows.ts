/** A live session as the list keeps it: from the snapshot of all of them, or from the stream. Pure. */
import type { EndReason, SessionState, SessionSummary } from "../../lib/sessions";

export interface LiveAgent {
  name: string;
  present: boolean;
}

export interface LiveRow {
  id: string;
  state: SessionState;
  /** Milliseconds since 1970, as every time here. */
  startedAt: number;
  customer: string;
  /** At their site; empty unless that vouched for them. */
  userId: string;
  identified: boolean;
  contested: boolean;
  pin: string;
  site: string;
  agents: LiveAgent[];
  endReason: EndReason | null;
  endedAt: number | null;
}

const STATES: readonly SessionState[] = ["starting", "waiting", "active", "recovering"];
const IDENTIFIED = 1;
const CONTESTED = 2;

/** The rows of `GET /api/sessions/live`; what is none is left out. */
export function fromSnapshot(value: unknown): LiveRow[] {
  const { sites, agents, rows } = (value ?? {}) as { sites?: string[]; agents?: string[]; rows?: unknown[] };
  if (!Array.isArray(rows)) return [];
  return rows.map((row) => fromRow(row, sites ?? [], agents ?? [])).filter((row) => row !== null);
}

function fromRow(value: unknown, sites: string[], names: string[]): LiveRow | null {
  if (!Array.isArray(value) || value.length < 9) return null;
  const [short, state, startedAt, customer, userId, flags, pin, site, agents] = value as [string, number, number, string, string, number, string, number, number[]];
  const id = idOf(short);
  const known = STATES[state];
  if (!id || !known) return null;
  return {
    id, state: known, startedAt, customer, userId, pin,
    identified: (flags & IDENTIFIED) !== 0,
    contested: (flags & CONTESTED) !== 0,
    site: sites[site] ?? "",
    agents: agents.map((agent) => ({ name: names[agent >> 1] ?? "", present: (agent & 1) === 1 })),
    endReason: null,
    endedAt: null,
  };
}

/** A session's id from its 16 bytes in base64url; empty if it is none. */
export function idOf(short: string): string {
  if (!/^[\w-]{22}$/.test(short)) return "";
  const bytes = atob(short.replaceAll("-", "+").replaceAll("_", "/"));
  const hex = [...bytes].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** What the stream says of one session. */
export function fromSummary(session: SessionSummary): LiveRow {
  return {
    id: session.sessionId,
    state: session.state,
    startedAt: Date.parse(session.startedAt),
    customer: session.customer.userName,
    userId: session.customer.identified ? (session.customer.userId ?? "") : "",
    identified: session.customer.identified,
    contested: session.contested,
    pin: session.pincode ?? "",
    site: session.site ?? "",
    agents: session.agents.map(({ name, leftAt }) => ({ name, present: leftAt === null })),
    endReason: session.endReason,
    endedAt: session.endedAt === null ? null : Date.parse(session.endedAt),
  };
}

export function isPresentIn(row: LiveRow): number {
  return row.agents.filter((agent) => agent.present).length;
}
