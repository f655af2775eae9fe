/** Invites as the API gives them. Pure. */

export interface Invite {
  id: string;
  sessionId: string;
  state: string;
  byName: string;
  /** An agent's id. */
  to: string;
  customerName: string;
  site: string;
  text: string;
  handOver: boolean;
  expiresAt: string;
}

/** `value` as an invite, or `null` if it is none. */
export function asInvite(value: unknown): Invite | null {
  if (typeof value !== "object" || value === null) return null;
  const { inviteId, sessionId, state, by, to, customer, site, text, handOver, expiresAt } = value as { [field: string]: unknown };
  const field = (of: unknown, name: string): string => {
    const found = (of as { [field: string]: unknown } | null | undefined)?.[name];
    return typeof found === "string" ? found : "";
  };
  if (typeof inviteId !== "string" || typeof sessionId !== "string" || typeof state !== "string" || typeof expiresAt !== "string") return null;
  return {
    id: inviteId,
    sessionId,
    state,
    byName: field(by, "name"),
    to: field(to, "id"),
    customerName: field(customer, "userName"),
    site: typeof site === "string" ? site : "",
    text: typeof text === "string" ? text : "",
    handOver: handOver === true,
    expiresAt,
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
