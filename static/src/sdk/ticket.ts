/** What brings a page back into its session, as it is stored: base64 of JSON, never a JWT or a PIN. */

export interface Ticket {
  readonly sessionId: string;
  /** For one use: the relay gives a new one at every welcome. */
  readonly resumeToken: string;
}

/** A ticket as a tab keeps it for itself. */
export interface OwnTicket extends Ticket {
  /** When the page went away, epoch milliseconds; missing while it is there. */
  readonly leftAt?: number | undefined;
  /** The tab's name, left for the next page of this tab. */
  readonly tab?: string | undefined;
}

export function packTicket(ticket: OwnTicket): string {
  return btoa(JSON.stringify(ticket));
}

/** `null` for whatever is not a ticket: anybody may write into storage. */
export function unpackTicket(stored: string | null | undefined): OwnTicket | null {
  try {
    const ticket = JSON.parse(atob(stored ?? "")) as OwnTicket | null;
    return typeof ticket?.sessionId === "string" && typeof ticket.resumeToken === "string" ? ticket : null;
  } catch {
    return null;
  }
}
