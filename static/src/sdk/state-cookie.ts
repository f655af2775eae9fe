/** The cookie that tells the customer's other tabs of the session (reference §8.4): its id and a resume token, no more. */

import { RECOVERY_MS, type Ticket } from "./recovery";
import { packTicket, unpackTicket } from "./ticket";

/** What an integrator chose for `multiTabSessionPersistence`. */
export interface TabSettings {
  /** The cookie's name. */
  readonly key: string;
  /** A parent domain that sibling sites share; empty for this host alone. */
  readonly domain: string;
}

/** The part of `document` that is needed. Reading or writing throws where a page may not have cookies. */
export interface CookieJar {
  cookie: string;
}

export class StateCookie {
  constructor(
    private readonly settings: TabSettings,
    private readonly jar: CookieJar,
    private readonly isSecure: boolean,
  ) {}

  read(): Ticket | null {
    try {
      const start = `${this.settings.key}=`;
      const found = this.jar.cookie.split("; ").find((one) => one.startsWith(start));
      return unpackTicket(found?.slice(start.length));
    } catch {
      return null;
    }
  }

  /** Lives as long as the recovery window, from now. */
  write({ sessionId, resumeToken }: Ticket): void {
    this.set(packTicket({ sessionId, resumeToken }), RECOVERY_MS / 1_000);
  }

  remove(): void {
    this.set("", 0);
  }

  private set(value: string, seconds: number): void {
    const { key, domain } = this.settings;
    const parts = [`${key}=${value}`, "Path=/", "SameSite=Lax", `Max-Age=${seconds}`];
    if (domain) parts.push(`Domain=${domain}`);
    if (this.isSecure) parts.push("Secure");
    try {
      this.jar.cookie = parts.join("; ");
    } catch {
      // without cookies the session stays in its tab
    }
  }
}
