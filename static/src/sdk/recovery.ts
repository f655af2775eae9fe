/** What a tab remembers of its session across a refresh, and what it knows of one that another tab leads. */

import type { StateCookie } from "./state-cookie";
import { type OwnTicket, packTicket, type Ticket, unpackTicket } from "./ticket";

export type { Ticket } from "./ticket";

/** How long a session waits for its customer, in milliseconds (reference §7). The relay's clock decides; ours only guesses. */
export const RECOVERY_MS = 120_000;

/** 128 random bits in hex; `crypto.randomUUID` came later than the browsers we serve. */
export function randomId(): string {
  const bytes = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0"));
  return bytes.join("");
}

/** The ticket in this tab's session storage. A page that may not store (sandboxed, full) simply cannot be resumed. */
export class Recovery {
  private readonly key: string;
  /** This tab, for the relay: the same after a reload, another in a duplicate. */
  readonly tab: string;
  /** Where the customer's tabs share a session; `null` if they do not. */
  cookie: StateCookie | null = null;

  constructor(
    sdkKey: string,
    private readonly storage: () => Storage,
    private readonly now: () => number,
  ) {
    this.key = `cobroker:${sdkKey}`;
    const saved = this.read();
    this.tab = typeof saved?.tab === "string" ? saved.tab : randomId();
    // a duplicate of this tab gets a copy of its storage, and must not find our name in it
    if (saved) this.write({ ...saved, tab: undefined });
  }

  save(ticket: Ticket): void {
    this.write(ticket);
    this.cookie?.write(ticket);
  }

  /** Notes when the page went away: from then on the window runs. */
  leave(ticket: Ticket): void {
    this.write({ ...ticket, leftAt: this.now(), tab: this.tab });
    this.renew(ticket);
  }

  /** The page goes, whether or not it has joined: leaves the tab's name to the next one. */
  hide(): void {
    const saved = this.read();
    if (saved) this.write({ ...saved, tab: this.tab });
  }

  /** Another tab leads and has this ticket now. */
  note(ticket: Ticket): void {
    this.write(ticket);
  }

  /** Prolongs the cookie, unless another tab has written it since. */
  renew(ticket: Ticket): void {
    const found = this.cookie?.read();
    if (!found || found.resumeToken === ticket.resumeToken) this.cookie?.write(ticket);
  }

  /** The newest ticket there is: whichever tab leads keeps it in the cookie. */
  load(): Ticket | null {
    const found: OwnTicket | null = this.cookie?.read() ?? this.read();
    if (!found || (found.leftAt && this.now() - found.leftAt > RECOVERY_MS)) return null;
    return { sessionId: found.sessionId, resumeToken: found.resumeToken };
  }

  /** Forgets what this tab has; with the id of a session that is over, other tabs forget it, too. */
  clear(sessionId?: string | null): void {
    if (sessionId && this.cookie?.read()?.sessionId === sessionId) this.cookie.remove();
    try {
      this.storage().removeItem(this.key);
    } catch {
      // nothing could be stored here either
    }
  }

  private write({ sessionId, resumeToken, leftAt, tab }: OwnTicket): void {
    try {
      this.storage().setItem(this.key, packTicket({ sessionId, resumeToken, leftAt, tab }));
    } catch {
      // the session works, it only cannot be resumed
    }
  }

  private read(): OwnTicket | null {
    try {
      return unpackTicket(this.storage().getItem(this.key));
    } catch {
      return null;
    }
  }
}
