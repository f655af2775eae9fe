/** Invites as the API gives them. Pure. */

export interface Invite {
  id: string;
  sessionId: string;
  state: string;
  /** An agent's id; empty for one without an account. */
  by: string;
  byName: string;
  /** An agent's id. */
  to: string;
  toName: string;
  customerName: string;
  site: string;
  text: string;
  handOver: boolean;
  expiresAt: string;
  /** What was said to it. */
  word: string;
}

/** `value` as an invite, or `null` if it is none. */
export function asInvite(value: unknown): Invite | null {
  if (typeof value !== "object" || value === null) return null;
  const { inviteId, sessionId, state, by, to, customer, site, text, handOver, expiresAt, word } = value as { [field: string]: unknown };
  const field = (of: unknown, name: string): string => {
    const found = (of as { [field: string]: unknown } | null | undefined)?.[name];
    return typeof found === "string" ? found : "";
  };
  if (typeof inviteId !== "string" || typeof sessionId !== "string" || typeof state !== "string" || typeof expiresAt !== "string") return null;
  return {
    id: inviteId,
    sessionId,
    state,
    by: field(by, "id"),
    byName: field(by, "name"),
    to: field(to, "id"),
    toName: field(to, "name"),
    customerName: field(customer, "userName"),
    site: typeof site === "string" ? site : "",
    text: typeof text === "string" ? text : "",
    handOver: handOver === true,
    expiresAt,
    word: typeof word === "string" ? word : "",
  };
}

/** The invites in the answer of the list route; what is none is left out. */
export function asInvites(value: unknown): Invite[] {
  const list = (value as { invites?: unknown } | null)?.invites;
  return Array.isArray(list) ? list.map(asInvite).filter((invite) => invite !== null) : [];
}

/** Whether it may be answered at `now`, milliseconds since 1970. */
export function isOpen(invite: Invite, now: number): boolean {
  return invite.state === "open" && Date.parse(invite.expiresAt) > now;
}
