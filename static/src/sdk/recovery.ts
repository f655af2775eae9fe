/** What a tab remembers of its session across a refresh: the session's id and a resume token, never a JWT or a PIN. */

/** How long a session waits for its customer, in milliseconds (reference §7). */
export const RECOVERY_MS = 120_000;

export interface Ticket {
  readonly sessionId: string;
  /** Single use: the relay gives a new one at every welcome. */
  readonly resumeToken: string;
}

/** 128 random bits in hex; `crypto.randomUUID` came later than the browsers we serve. */
export function randomId(): string {
  const bytes = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0"));
  return bytes.join("");
}

/** The ticket in this tab's session storage. A page that may not store (sandboxed, full) simply cannot be resumed. */
export class Recovery {
  private readonly key: string;
  /** This tab, for the relay. */
  readonly tab = randomId();

  constructor(
    sdkKey: string,
    private readonly storage: () => Storage,
    private readonly now: () => number,
  ) {
    this.key = `cobroker:${sdkKey}`;
  }

  save(ticket: Ticket): void {
    this.write({ ...ticket });
  }

  /** Notes when the page went away: from then on the window runs. */
  leave(ticket: Ticket): void {
    this.write({ ...ticket, leftAt: this.now() });
  }

  load(): Ticket | null {
    const saved = this.read();
    if (typeof saved?.["sessionId"] !== "string" || typeof saved["resumeToken"] !== "string") return null;
    const leftAt = saved["leftAt"];
    if (typeof leftAt === "number" && this.now() - leftAt > RECOVERY_MS) return null;
    return { sessionId: saved["sessionId"], resumeToken: saved["resumeToken"] };
  }

  clear(): void {
    try {
      this.storage().removeItem(this.key);
    } catch {
      // nothing could be stored here either
    }
  }

  private write(value: Record<string, unknown>): void {
    try {
      this.storage().setItem(this.key, btoa(JSON.stringify(value)));
    } catch {
      // the session works, it only cannot be resumed
    }
  }

  private read(): Record<string, unknown> | null {
    try {
      const value: unknown = JSON.parse(atob(this.storage().getItem(this.key) ?? ""));
      return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
    } catch {
      return null;
    }
  }
}
