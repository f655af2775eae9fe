/** This tab's right to share, and its connection to the relay: neither is worth anything without the other. */

import { type Lease, type LeaseWish, takeLease } from "./lease";
import { type Credentials, Link, type LinkOptions } from "./net/link";
import type { Ticket } from "./ticket";

export interface ConnectionOptions extends LinkOptions {
  /** What the tabs of this browser compete for. */
  readonly name: string;
  /** Another tab has taken the right to share. */
  readonly onTaken: () => void;
}

export class Connection extends Link {
  private lease: Lease | null = null;

  constructor(private readonly wanted: ConnectionOptions) {
    super(wanted);
  }

  /** False if another tab shares and does not let go. */
  start(credentials: Credentials, wish: Omit<LeaseWish, "onTaken">): Promise<boolean> {
    return this.lock(wish, () => this.open(credentials));
  }

  /** For a page that is put aside: `comeBack` may follow. */
  leave(): void {
    this.say({ type: "leaving" });
    this.suspend();
    this.letGo();
  }

  /** With the newest ticket: another page may have used the last one. False if another tab shares meanwhile. */
  comeBack(ticket: Ticket, wish: Omit<LeaseWish, "onTaken">): Promise<boolean> {
    return this.lock(wish, () => this.resume(ticket));
  }

  /** For good. */
  override close(): void {
    super.close();
    this.letGo();
  }

  private async lock(wish: Omit<LeaseWish, "onTaken">, then: () => void): Promise<boolean> {
    const lease = await takeLease(this.wanted.name, { ...wish, onTaken: this.wanted.onTaken });
    if (this.isOver) lease?.release();
    else if (lease) {
      this.letGo();
      this.lease = lease;
      then();
    }
    return this.isOver || lease !== null;
  }

  private letGo(): void {
    this.lease?.release();
    this.lease = null;
  }
}
