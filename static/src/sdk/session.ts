/** One customer's session: what the page asks of it, what the relay says to it, and what both get to hear. */

import type { Control } from "../shared/frame";
import { Agents } from "./agents";
import { Emitter } from "./emitter";
import { type ErrorCode, sdkError, type SdkError } from "./errors";
import { callHost } from "./guest";
import { pageUrl } from "./gate/urls";
import { type Lease, takeLease } from "./lease";
import { MAX_ATTEMPTS } from "./net/closing";
import { type Credentials, Link, type Loss } from "./net/link";
import type { Recovery } from "./recovery";
import { type Place, socketUrl } from "./script";
import type { Settings } from "./settings";
import { Sharing } from "./sharing";
import { refuseStart } from "./token";
import { SessionUi } from "./ui/ui";

/** The recommended set of reference §5.4; pages compare with `session_recoverable` only. */
export type Status =
  | "session_idle"
  | "session_connecting"
  | "session_waiting"
  | "session_active"
  | "session_reconnecting"
  | "session_recoverable"
  | "session_ended";

/** How long the other tab, or the page before this one, may take to let go. Milliseconds. */
const LEASE_WAIT = { start: 300, join: 2_000 };
/** How long `end` waits for the relay's word. Milliseconds. */
const END_WAIT = 3_000;

const END_REASONS: { readonly [reason: string]: string } = {
  customer_ended: "The session ended",
  customer_lost: "Network connection error",
};

/** What the start or join in flight will answer, and with which error if it comes to nothing. */
interface Pending {
  readonly callback: unknown;
  readonly failure: ErrorCode;
}

export class Session {
  readonly events = new Emitter();
  private state: Exclude<Status, "session_recoverable"> = "session_idle";
  private pending: Pending | null = null;
  private isEnding = false;
  private endCallbacks: unknown[] = [];
  private endTimer: ReturnType<typeof setTimeout> | undefined;
  private sessionId: string | null = null;
  private resumeToken = "";
  private pincode: string | null = null;
  private link: Link | null = null;
  private lease: Lease | null = null;
  private sharing: Sharing | null = null;
  private readonly agents = new Agents((name, payload) => this.events.emit(name, payload));
  private readonly ui = new SessionUi({
    onAnswer: (admissionId, allow) => this.link?.say({ type: "consent", admissionId, allow }),
    onEnd: () => this.end(),
  });

  constructor(
    private readonly place: Place,
    private readonly recovery: Recovery,
    public settings: Settings,
  ) {}

  start(options: unknown, callback?: unknown): void {
    const { sdkToken, customPinCode } = (options ?? {}) as { sdkToken?: unknown; customPinCode?: unknown };
    const code = this.whyBusy() ?? refuseStart(sdkToken, customPinCode);
    if (code) return this.refuse(sdkError(code), callback);
    this.recovery.clear();
    const start = customPinCode ? { token: sdkToken, customPinCode: String(customPinCode) } : { token: sdkToken };
    void this.connect({ start }, LEASE_WAIT.start, { callback, failure: 1001 });
  }

  join(callback?: unknown): void {
    const busy = this.whyBusy();
    if (busy) return this.refuse(sdkError(busy), callback);
    const ticket = this.recovery.load();
    if (!ticket) return this.refuse(sdkError(1011, "There is no session to come back to."), callback);
    void this.connect({ resume: ticket }, LEASE_WAIT.join, { callback, failure: 1011 });
  }

  end(callback?: unknown): void {
    this.endCallbacks.push(callback);
    if (this.isEnding) return;
    if (this.state === "session_connecting") return this.cancel();
    if (this.link?.isUp) return this.sayEnd();
    if (this.state === "session_reconnecting") return this.finish("customer_ended");
    const ticket = this.recovery.load();
    if (!ticket) return this.ended();
    this.isEnding = true;
    void this.connect({ resume: ticket }, LEASE_WAIT.join, { callback: null, failure: 1011 });
  }

  info(): object {
    return { sessionStatus: this.status, sessionId: this.sessionId, pincode: this.pincode, agents: this.agents.list() };
  }

  private get status(): Status {
    const isOut = this.state === "session_idle" || this.state === "session_ended";
    return isOut && this.recovery.load() ? "session_recoverable" : this.state;
  }

  private whyBusy(): ErrorCode | null {
    if (this.isEnding) return 1017;
    if (this.state === "session_connecting") return 1002;
    return this.state === "session_idle" || this.state === "session_ended" ? null : 1004;
  }

  private refuse(error: SdkError, callback: unknown): void {
    this.events.emit("session_error", error);
    callHost(callback, { success: false, error });
  }

  private async connect(credentials: Credentials, wait: number, pending: Pending): Promise<void> {
    this.state = "session_connecting";
    this.pending = pending;
    const lease = await takeLease(`cobroker:${this.place.sdkKey}`, wait);
    if (this.pending !== pending) return lease?.release();
    if (!lease) return this.failConnect(sdkError(1004));
    this.lease = lease;
    this.link = this.newLink(credentials);
    this.link.open();
  }

  private newLink(credentials: Credentials): Link {
    return new Link(
      {
        url: socketUrl(this.place),
        sdkKey: this.place.sdkKey,
        pageUrl: () => pageUrl(location.href, this.settings.sharePath),
        onWelcome: (welcome) => this.welcomed(welcome),
        onControl: (message) => this.heard(message),
        onReconnecting: (attempt, deadlineMs) => this.reconnecting(attempt, deadlineMs),
        onLost: (loss) => this.lost(loss),
      },
      credentials,
    );
  }

  private welcomed(welcome: Control): void {
    const { pending } = this;
    this.pending = null;
    this.sessionId = String(welcome["sessionId"]);
    this.resumeToken = String(welcome["resumeToken"]);
    this.recovery.save(this.ticket());
    if (this.isEnding) return this.sayEnd();
    if (!this.sharing) this.beginSharing();
    this.agents.set(welcome["agents"], () => this.refresh());
    this.refresh();
    this.events.emit("session_started", { sessionId: this.sessionId, resumed: welcome["resumed"] === true });
    this.setPin(welcome["pincode"], pending !== null);
    this.agents.announce();
    if (pending) callHost(pending.callback, { success: true });
    if (document.hidden) this.sayAway();
  }

  private heard(message: Control): void {
    switch (message.type) {
      case "record":
        return this.sharing?.record();
      case "rest":
        return this.sharing?.rest();
      case "consent_request":
        return this.ui.consent.ask({ admissionId: String(message["admissionId"]), agentName: String(message["agentName"] ?? ""), phrase: String(message["phrase"] ?? "") });
      case "consent_withdrawn":
        return this.ui.consent.withdraw(String(message["admissionId"]));
      case "pincode_updated":
        return this.setPin(message["pincode"], true);
      case "agent_joined":
      case "agent_left":
        return this.agents.change(message, () => this.refresh());
      case "session_ended":
        return this.finish(String(message["reason"]), message["endReason"]);
    }
  }

  /** Brings status and bar into line with who is there. */
  private refresh(): void {
    this.state = this.agents.count > 0 ? "session_active" : "session_waiting";
    this.ui.bar.show(this.agents.names());
  }

  private setPin(pincode: unknown, isNews: boolean): void {
    const changed = this.pincode !== pincode;
    this.pincode = typeof pincode === "string" ? pincode : null;
    if (this.pincode !== null && (changed || isNews)) this.events.emit("pincode_updated", { pincode: this.pincode });
  }

  private beginSharing(): void {
    this.sharing = new Sharing({
      settings: this.settings,
      host: this.ui.host,
      send: (bytes) => this.link?.send(bytes),
      backlog: () => this.link?.backlog ?? 0,
      onTooLarge: () => this.events.emit("session_error", sdkError(9999, "This page is too large to be shared.")),
    });
    document.addEventListener("visibilitychange", this.sayAway);
    addEventListener("pagehide", this.leave);
    addEventListener("pageshow", this.comeBack);
  }

  private reconnecting(attempt: number, deadlineMs: number): void {
    this.pause();
    this.events.emit("session_reconnecting", { attempt, maxAttempts: MAX_ATTEMPTS, deadlineMs });
  }

  /** Without a connection nobody sees anything and no question can be answered. */
  private pause(): void {
    this.state = "session_reconnecting";
    this.sharing?.rest();
    this.ui.consent.withdrawAll();
  }

  private lost({ error, reason }: Loss): void {
    if (this.pending) return this.failConnect(error ?? sdkError(this.pending.failure), reason);
    if (error) this.events.emit("session_error", error);
    this.finish(reason === "ended" ? "customer_ended" : reason);
  }

  /** A start or join that came to nothing. */
  private failConnect(error: SdkError, reason = ""): void {
    const pending = this.pending;
    this.release();
    this.state = "session_idle";
    if (!pending) return;
    const isUnreachable = reason === "unreachable";
    if (isUnreachable) this.events.emit("session_error", error);
    const isResume = pending.failure === 1011 && error.code !== 1004;
    if (isResume && !isUnreachable) this.recovery.clear();
    if (this.isEnding) return this.ended();
    this.refuse(isUnreachable || isResume ? sdkError(pending.failure) : error, pending.callback);
  }

  private cancel(): void {
    const pending = this.pending;
    this.release();
    this.state = "session_idle";
    this.refuse(sdkError(1017, "The session was ended before it had started."), pending?.callback);
    this.ended();
  }

  private sayEnd(): void {
    this.isEnding = true;
    this.sharing?.rest();
    this.link?.say({ type: "end" });
    this.endTimer = setTimeout(() => this.finish("customer_ended"), END_WAIT);
  }

  private finish(reason: string, endReason: unknown = END_REASONS[reason] ?? "Unknown reason"): void {
    this.release();
    this.recovery.clear();
    this.state = "session_ended";
    this.pincode = null;
    this.agents.clear();
    this.events.emit("session_ended", { sessionId: this.sessionId, endReason, reason });
    this.ended();
  }

  private ended(): void {
    clearTimeout(this.endTimer);
    this.isEnding = false;
    for (const callback of this.endCallbacks.splice(0)) callHost(callback, { success: true });
  }

  /** Lets go of everything that a live session holds. */
  private release(): void {
    this.pending = null;
    this.link?.close();
    this.link = null;
    this.sharing?.stop();
    this.sharing = null;
    this.lease?.release();
    this.lease = null;
    this.ui.consent.withdrawAll();
    this.ui.bar.show([]);
    document.removeEventListener("visibilitychange", this.sayAway);
    removeEventListener("pagehide", this.leave);
    removeEventListener("pageshow", this.comeBack);
  }

  private ticket(): { sessionId: string; resumeToken: string } {
    return { sessionId: this.sessionId ?? "", resumeToken: this.resumeToken };
  }

  private readonly sayAway = (): void => this.link?.say({ type: "away", hidden: document.hidden });

  /** The page goes: to be reloaded, left, or put aside by the browser for its back button. */
  private readonly leave = (): void => {
    this.link?.say({ type: "leaving" });
    this.recovery.leave(this.ticket());
    this.link?.suspend();
    this.pause();
    this.lease?.release();
    this.lease = null;
  };

  /** Back out of the browser's cache: the same page, but the next one may have taken the session over. */
  private readonly comeBack = (event: PageTransitionEvent): void => {
    if (!event.persisted || !this.link) return;
    const ticket = this.recovery.load();
    if (!ticket || ticket.sessionId !== this.sessionId) return this.finish("replaced");
    void takeLease(`cobroker:${this.place.sdkKey}`, LEASE_WAIT.join).then((lease) => {
      if (!lease || !this.link) return this.finish("replaced");
      this.lease = lease;
      this.link.resume(ticket);
    });
  };
}
