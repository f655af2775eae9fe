/** One customer's session: what the page asks of it, what the relay says to it, and what both get to hear. */

import type { Control } from "../shared/frame";
import { type Agent, Agents } from "./agents";
import type { Emitter } from "./emitter";
import { Ending } from "./ending";
import { type ErrorCode, sdkError, type SdkError } from "./errors";
import { callHost } from "./guest";
import { stripUrl } from "./gate/urls";
import { type Lease, takeLease } from "./lease";
import { type Place, socketUrl } from "./loader/script";
import { MAX_ATTEMPTS } from "./net/closing";
import { type Credentials, Link, type Loss } from "./net/link";
import { PageLife } from "./page-life";
import { randomId, type Recovery } from "./recovery";
import type { Settings } from "./settings";
import { Sharing } from "./sharing";
import { Toolbox } from "./toolbox";
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

/** What `getSessionInfo` tells. */
export interface SessionInfo {
  readonly sessionStatus: Status;
  readonly sessionId: string | null;
  readonly pincode: string | null;
  readonly agents: readonly Agent[];
}

/** What the loader hands over. */
export interface SessionParts {
  readonly place: Place;
  readonly recovery: Recovery;
  readonly settings: Settings;
  readonly events: Emitter;
}

/** How long the other tab, or the page before this one, may take to let go. Milliseconds. */
const LEASE_WAIT = { start: 300, join: 2_000 };

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
  private readonly place: Place;
  private readonly recovery: Recovery;
  private readonly events: Emitter;
  private settings: Settings;
  private state: Exclude<Status, "session_recoverable"> = "session_idle";
  private pending: Pending | null = null;
  private readonly ending = new Ending();
  /** This document, for the relay: what was drawn on another is not for this one. */
  private readonly pageId = randomId();
  private sessionId: string | null = null;
  private resumeToken = "";
  private pincode: string | null = null;
  private link: Link | null = null;
  private lease: Lease | null = null;
  private sharing: Sharing | null = null;
  private toolbox: Toolbox | null = null;
  private readonly agents = new Agents((name, payload) => this.events.emit(name, payload));
  private readonly pageLife = new PageLife({
    onHidden: () => this.sayAway(),
    onLeave: () => this.leave(),
    onReturn: () => this.comeBack(),
  });
  private readonly ui = new SessionUi({
    onAnswer: (admissionId, allow) => this.link?.say({ type: "consent", admissionId, allow }),
    onEnd: () => this.end(),
  });

  constructor({ place, recovery, settings, events }: SessionParts) {
    this.place = place;
    this.recovery = recovery;
    this.settings = settings;
    this.events = events;
  }

  /** New settings, for the next start. */
  configure(settings: Settings): void {
    this.settings = settings;
  }

  /** Starts with the `start` part of a hello. Nobody may be busy. */
  start(start: object, callback: unknown): void {
    void this.connect({ start }, LEASE_WAIT.start, { callback, failure: 1001 });
  }

  /** Comes back to the session this tab remembers. Nobody may be busy, and there must be one. */
  join(callback: unknown): void {
    this.resume({ callback, failure: 1011 });
  }

  end(callback?: unknown): void {
    this.ending.wait(callback);
    if (this.ending.isUnderWay) return;
    if (this.state === "session_connecting") return this.cancel();
    if (this.link?.isUp) return this.sayEnd();
    if (this.state === "session_reconnecting") return this.finish("customer_ended");
    if (!this.recovery.load()) return this.ending.done();
    this.ending.isUnderWay = true;
    this.resume({ callback: null, failure: 1011 });
  }

  info(): SessionInfo {
    return { sessionStatus: this.status, sessionId: this.sessionId, pincode: this.pincode, agents: this.agents.list() };
  }

  /** The error that a start or join would meet now. */
  whyBusy(): ErrorCode | null {
    if (this.ending.isUnderWay) return 1017;
    if (this.state === "session_connecting") return 1002;
    return this.state === "session_idle" || this.state === "session_ended" ? null : 1004;
  }

  private get status(): Status {
    const isOut = this.state === "session_idle" || this.state === "session_ended";
    return isOut && this.recovery.load() ? "session_recoverable" : this.state;
  }

  private resume(pending: Pending): void {
    const ticket = this.recovery.load();
    if (!ticket) return this.refuse(sdkError(1011), pending.callback);
    void this.connect({ resume: ticket }, LEASE_WAIT.join, pending);
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
        page: () => ({ url: stripUrl(location.href), id: this.pageId, tab: this.recovery.tab }),
        abilities: this.settings.abilities,
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
    if (this.ending.isUnderWay) return this.sayEnd();
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
    if (this.toolbox?.hear(message)) return;
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
    // at hand before the first stroke, but not before anybody could draw one
    if (this.agents.count > 0) void this.toolbox?.load();
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
      onSlowed: (slowed) => this.events.emit("sharing_slowed", { slowed }),
      onTooLarge: () => this.events.emit("session_error", sdkError(9999, "This page is too large to be shared.")),
    });
    this.toolbox = this.newToolbox();
    this.pageLife.listen();
  }

  private newToolbox(): Toolbox {
    return new Toolbox(this.place.base, {
      host: this.ui.host,
      settings: this.settings,
      page: () => this.sharing?.nodes ?? null,
      say: (message) => this.link?.say(message),
      emit: (name, payload) => this.events.emit(name, payload),
    });
  }

  private reconnecting(attempt: number, deadlineMs: number): void {
    this.pause();
    this.events.emit("session_reconnecting", { attempt, maxAttempts: MAX_ATTEMPTS, deadlineMs });
  }

  /** Without a connection nobody sees anything and no question can be answered. */
  private pause(): void {
    this.state = "session_reconnecting";
    this.toolbox?.disconnected();
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
    if (this.ending.isUnderWay) return this.ending.done();
    this.refuse(isUnreachable || isResume ? sdkError(pending.failure) : error, pending.callback);
  }

  private cancel(): void {
    const pending = this.pending;
    this.release();
    this.state = "session_idle";
    this.refuse(sdkError(1017, "The session was ended before it had started."), pending?.callback);
    this.ending.done();
  }

  private sayEnd(): void {
    this.sharing?.rest();
    this.link?.say({ type: "end" });
    this.ending.asked(() => this.finish("customer_ended"));
  }

  private finish(reason: string, endReason: unknown = END_REASONS[reason] ?? "Unknown reason"): void {
    this.release();
    this.recovery.clear();
    this.state = "session_ended";
    this.pincode = null;
    this.agents.clear();
    this.events.emit("session_ended", { sessionId: this.sessionId, endReason, reason });
    this.ending.done();
  }

  /** Lets go of everything that a live session holds. */
  private release(): void {
    this.pending = null;
    this.link?.close();
    this.link = null;
    this.toolbox?.stop();
    this.toolbox = null;
    this.sharing?.stop();
    this.sharing = null;
    this.lease?.release();
    this.lease = null;
    this.ui.consent.withdrawAll();
    this.ui.bar.show([]);
    this.pageLife.stop();
  }

  private ticket(): { sessionId: string; resumeToken: string } {
    return { sessionId: this.sessionId ?? "", resumeToken: this.resumeToken };
  }

  private sayAway(): void {
    this.link?.say({ type: "away", hidden: document.hidden });
  }

  private leave(): void {
    this.link?.say({ type: "leaving" });
    this.recovery.leave(this.ticket());
    this.link?.suspend();
    this.pause();
    this.lease?.release();
    this.lease = null;
  }

  private comeBack(): void {
    if (!this.link) return;
    const ticket = this.recovery.load();
    if (!ticket || ticket.sessionId !== this.sessionId) return this.finish("replaced");
    void takeLease(`cobroker:${this.place.sdkKey}`, LEASE_WAIT.join).then((lease) => {
      if (!lease || !this.link) return this.finish("replaced");
      this.lease = lease;
      this.link.resume(ticket);
    });
  }
}
