/** The session a page holds from `init` on. It brings the core when there is something for it to do, and hands over to it. */

import type { CoreSession, SessionInfo, createSession } from "../core";
import { Emitter } from "../emitter";
import { type ErrorCode, sdkError, type SdkError } from "../errors";
import { callHost } from "../guest";
import type { Recovery } from "../recovery";
import type { Settings } from "../settings";
import { StateCookie } from "../state-cookie";
import type { Place } from "./script";
import { refuseStart } from "./token";

/** A call that waits for the core. */
interface Waiting {
  /** What another call meets meanwhile. */
  readonly busy: ErrorCode;
  readonly callback: unknown;
}

export class SessionHandle {
  readonly events = new Emitter();
  private core: CoreSession | null = null;
  private waiting: Waiting | null = null;

  constructor(
    private readonly place: Place,
    private readonly recovery: Recovery,
    private settings: Settings,
    private readonly load: () => Promise<{ createSession: typeof createSession }>,
  ) {}

  configure(settings: Settings): void {
    this.settings = settings;
    this.recovery.cookie = settings.tabs && new StateCookie(settings.tabs, document, location.protocol === "https:");
    this.core?.configure(settings);
  }

  start(options: unknown, callback?: unknown): void {
    const { sdkToken, customPinCode } = (options ?? {}) as { sdkToken?: unknown; customPinCode?: unknown };
    const code = this.whyBusy() ?? refuseStart(sdkToken, customPinCode);
    if (code) return this.refuse(sdkError(code), callback);
    this.recovery.clear();
    const start = customPinCode ? { token: sdkToken, customPinCode: String(customPinCode) } : { token: sdkToken };
    this.hand((core) => core.start(start, callback), { busy: 1002, callback }, 1001);
  }

  join(callback?: unknown): void {
    const busy = this.whyBusy();
    if (busy) return this.refuse(sdkError(busy), callback);
    if (!this.recovery.load()) return this.refuse(sdkError(1011, "There is no session to come back to."), callback);
    this.hand((core) => core.join(callback), { busy: 1002, callback }, 1011);
  }

  end(callback?: unknown): void {
    if (this.waiting?.busy === 1002) this.cancel(this.waiting);
    if (this.core || this.recovery.load()) return this.hand((core) => core.end(callback), { busy: 1017, callback }, 1011);
    callHost(callback, { success: true });
  }

  info(): SessionInfo {
    if (this.core) return this.core.info();
    const sessionStatus = this.waiting ? "session_connecting" : this.recovery.load() ? "session_recoverable" : "session_idle";
    return { sessionStatus, sessionId: null, pincode: null, agents: [] };
  }

  private whyBusy(): ErrorCode | null {
    return this.waiting?.busy ?? this.core?.whyBusy() ?? null;
  }

  private hand(run: (core: CoreSession) => void, waiting: Waiting, failure: ErrorCode): void {
    if (this.core) return run(this.core);
    this.waiting = waiting;
    this.load().then(
      ({ createSession }) => {
        const { place, recovery, settings, events } = this;
        this.core ??= createSession({ place, recovery, settings, events });
        if (this.settle(waiting)) run(this.core);
      },
      () => {
        if (!this.settle(waiting)) return;
        this.events.emit("session_error", sdkError(1016));
        this.refuse(sdkError(failure), waiting.callback);
      },
    );
  }

  /** False for a call that was cancelled meanwhile. */
  private settle(waiting: Waiting): boolean {
    if (this.waiting !== waiting) return false;
    this.waiting = null;
    return true;
  }

  private cancel(waiting: Waiting): void {
    this.waiting = null;
    this.refuse(sdkError(1017, "The session was ended before it had started."), waiting.callback);
  }

  private refuse(error: SdkError, callback: unknown): void {
    this.events.emit("session_error", error);
    callHost(callback, { success: false, error });
  }
}
