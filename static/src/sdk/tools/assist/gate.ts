/**
 * Who may scroll this page now. Pure. The relay's word counts only together with the customer's: what is not agreed to here,
 * or by the page's own settings, is not obeyed.
 */

import type { Abilities } from "../../abilities";

export interface Controller {
  readonly grantId: string;
  readonly userId: string;
  readonly userName: string;
}

export class AssistGate {
  private agreed: string | null = null;
  /** Stopped here; the relay may not have heard of it when it speaks next. */
  private stopped: string | null = null;
  private inControl: Controller | null = null;
  /** While the customer is asked whether to stop, nothing moves. */
  isPaused = false;

  constructor(private readonly abilities: Pick<Abilities, "remoteAssist" | "assistConsent">) {}

  get controller(): Controller | null {
    return this.inControl;
  }

  /** The customer's yes to one grant. It takes the place of any before it. */
  agree(grantId: string): void {
    this.agreed = grantId;
  }

  /** The relay says who has control; the answer is who has it here. */
  hear(claimed: Controller | null): Controller | null {
    const next = claimed && this.allows(claimed.grantId) ? claimed : null;
    if (this.inControl && next?.grantId !== this.inControl.grantId) this.stop();
    this.inControl = next;
    return next;
  }

  /** Whatever was agreed is over; the next time needs a new yes. */
  stop(): void {
    this.stopped = this.inControl?.grantId ?? this.stopped;
    if (this.agreed === this.stopped) this.agreed = null;
    this.inControl = null;
    this.isPaused = false;
  }

  /** The connection is gone, and with it every grant. */
  forget(): void {
    this.stop();
    this.agreed = null;
  }

  /** Whether a scroll with this grant is to be done. */
  obeys(grantId: unknown): boolean {
    return this.inControl !== null && this.inControl.grantId === grantId && !this.isPaused;
  }

  private allows(grantId: string): boolean {
    if (!this.abilities.remoteAssist || grantId === this.stopped) return false;
    return !this.abilities.assistConsent || grantId === this.agreed;
  }
}
