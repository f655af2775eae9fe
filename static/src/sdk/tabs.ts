/** The customer's tabs of one site share one session: one of them leads, the others stand by until the customer is there. */

import type { Ticket } from "./ticket";

export interface TabsListener {
  /** Prolong what other tabs and sites can find. */
  onBeat(): void;
  /** The customer is at this tab, and another leads. */
  onFront(): void;
  /** Another tab leads, with this ticket. */
  onOther(ticket: Ticket): void;
  /** Another tab saw the session end. */
  onEnded(reason: string, endReason: unknown): void;
}

/** What tabs tell each other. A site's own pages are trusted as much as its storage is. */
interface News extends Ticket {
  readonly ended?: string;
  readonly endReason?: unknown;
}

/** A quarter of the cookie's life: background tabs may run their timers once a minute only. Milliseconds. */
const BEAT_MS = 30_000;

export class Tabs {
  private readonly channel: BroadcastChannel | null;
  private beat: ReturnType<typeof setInterval> | undefined;
  isStandingBy = false;

  constructor(
    name: string,
    readonly sessionId: string,
    private readonly listener: TabsListener,
  ) {
    this.channel = openChannel(name);
    if (this.channel) this.channel.onmessage = ({ data }) => this.hear(data as News);
    document.addEventListener("visibilitychange", this.look);
    addEventListener("focus", this.look);
  }

  /** This tab leads now, with this ticket. */
  lead(ticket: Ticket): void {
    this.rest();
    this.beat = setInterval(() => this.listener.onBeat(), BEAT_MS);
    this.channel?.postMessage(ticket);
  }

  standBy(): void {
    this.rest();
    this.isStandingBy = true;
  }

  /** The session is over, for all tabs. */
  end(reason: string, endReason: unknown): void {
    const { sessionId } = this;
    this.channel?.postMessage({ sessionId, ended: reason, endReason });
    this.stop();
  }

  stop(): void {
    this.rest();
    this.channel?.close();
    document.removeEventListener("visibilitychange", this.look);
    removeEventListener("focus", this.look);
  }

  private rest(): void {
    clearInterval(this.beat);
    this.isStandingBy = false;
  }

  private readonly look = (): void => {
    if (this.isStandingBy && !document.hidden) this.listener.onFront();
  };

  private hear({ sessionId, resumeToken, ended, endReason }: News): void {
    if (sessionId !== this.sessionId) return;
    if (ended) this.listener.onEnded(ended, endReason);
    else this.listener.onOther({ sessionId, resumeToken });
  }
}

/** `null` in Safari before 15.4, and where storage is blocked: then the cookie and the relay say the same, later. */
function openChannel(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}
