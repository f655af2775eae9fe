/** One customer's session: what the page asks of it, what the relay says to it, and what both get to hear. */

import type { Control } from "../shared/frame";
import { Agents } from "./agents";
import { Connection } from "./connection";
import type { Emitter } from "./emitter";
import { Ending } from "./ending";
import { type ErrorCode, sdkError, type SdkError } from "./errors";
import { callHost } from "./guest";
import { pageUrl } from "./gate/urls";
import { type Place, socketUrl } from "./loader/script";
import { MAX_ATTEMPTS } from "./net/closing";
import type { Credentials, Loss } from "./net/link";
import { PageLife } from "./page-life";
import { randomId, type Recovery } from "./recovery";
import type { Settings } from "./settings";
import { Showing } from "./showing";
import type { SessionInfo, Status } from "./status";
import { Tabs } from "./tabs";
import type { Ticket } from "./ticket";

/** What the loader hands over. */
export interface SessionParts {
  readonly place: Place;
  readonly recovery: Recovery;
  readonly settings: Settings;
  readonly events: Emitter;
}

/** How long the other tab, or the page before this one, may take to let go. Milliseconds. */
const PATIENCE = { start: 1_000, join: 2_000 };

const END_REASONS: { readonly [reason: string]: string } = {
  customer_ended: "The session ended",
  customer_lost: "Network connection error",
};

/** What the start or join in flight will answer, and with which error if it comes to nothing. */
interface Pending {
  readonly callback: unknown;
  readonly failure: ErrorCode;
}

/** Nobody asked for it: the customer came to this tab, or ends what this page only remembers. */
const UNASKED: Pending = { callback: null, failure: 1011 };

export class Session {
  private readonly place: Place;
  private readonly recovery: Recovery;
  private readonly events: Emitter;
  /** What this browser's tabs compete for, and where they talk. */
  private readonly name: string;
  private settings: Settings;
  private state: Exclude<Status, "session_recoverable"> = "session_idle";
  private pending: Pending | null = null;
  private readonly ending = new Ending();
  /** This document, for the relay: what was drawn on another is not for this one. */
  private readonly pageId = randomId();
  private ticket: Ticket | null = null;
  private pincode: string | null = null;
  private connection: Connection | null = null;
  /** From the first welcome on, if tabs share a session. */
  private tabs: Tabs | null = null;
  private readonly agents = new Agents((name, payload) => this.events.emit(name, payload));
  private readonly showing: Showing;
  private readonly pageLife = new PageLife({
    onHidden: () => this.sayAway(),
    onLeave: () => this.leave(),
    onReturn: () => this.comeBack(),
  });

  constructor({ place, recovery, settings, events }: SessionParts) {
    this.place = place;
    this.recovery = recovery;
    this.settings = settings;
    this.events = events;
    this.name = `cobroker:${place.sdkKey}`;
    this.showing = new Showing({
      base: place.base,
      events,
      say: (message) => this.connection?.say(message),
      send: (bytes) => this.connection?.send(bytes),
      backlog: () => this.connection?.backlog ?? 0,
      onEnd: () => this.end(),
    });
  }

  /** New settings, for the next start. */
  configure(settings: Settings): void {
    this.settings = settings;
  }

  /** Starts with the `start` part of a hello. Nobody may be busy. */
  start(start: object, callback: unknown): void {
    void this.connect({ start }, PATIENCE.start, { callback, failure: 1001 });
  }

  /** Comes back to the session this tab remembers, or that another tab leads. Nobody may be busy. */
  join(callback: unknown): void {
    this.resume({ callback, failure: 1011 });
  }

  end(callback?: unknown): void {
    this.ending.wait(callback);
    if (this.ending.isUnderWay) return;
    if (this.state === "session_connecting") return this.cancel();
    if (this.connection?.isUp) return this.sayEnd();
    if (this.state === "session_reconnecting") return this.over("customer_ended");
    if (!this.recovery.load()) return this.ending.done();
    this.ending.isUnderWay = true;
    this.resume(UNASKED);
  }

  info(): SessionInfo {
    return { sessionStatus: this.status, sessionId: this.ticket?.sessionId ?? null, pincode: this.pincode, agents: this.agents.list() };
  }

  /** The error that a start or join would meet now. */
  whyBusy(): ErrorCode | null {
    if (this.ending.isUnderWay) return 1017;
    if (this.state === "session_connecting") return 1002;
    return this.isOut ? null : 1004;
  }

  private get isOut(): boolean {
    return this.state === "session_idle" || this.state === "session_ended";
  }

  private get status(): Status {
    return this.isOut && this.recovery.load() ? "session_recoverable" : this.state;
  }

  private resume(pending: Pending): void {
    const ticket = this.recovery.load();
    if (!ticket) return this.refuse(sdkError(1011), pending.callback);
    this.ticket = ticket;
    void this.connect({ resume: ticket }, PATIENCE.join, pending);
  }

  private refuse(error: SdkError, callback: unknown): void {
    this.events.emit("session_error", error);
    callHost(callback, { success: false, error });
  }

  private async connect(credentials: Credentials, waitMs: number, pending: Pending): Promise<void> {
    this.state = "session_connecting";
    this.pending = pending;
    this.connection = this.newConnection();
    const isTakeover = this.settings.tabs !== null && "resume" in credentials;
    const isOurs = await this.connection.start(credentials, { waitMs, isTakeover });
    if (!isOurs && this.pending === pending) this.failConnect(sdkError(1004));
  }

  private newConnection(): Connection {
    return new Connection({
      name: this.name,
      url: socketUrl(this.place),
      sdkKey: this.place.sdkKey,
      page: () => ({ url: pageUrl(location.href, this.settings.sharePath), id: this.pageId, tab: this.recovery.tab }),
      abilities: this.settings.abilities,
      onWelcome: (welcome) => this.welcomed(welcome),
      onControl: (message) => this.heard(message),
      onReconnecting: (attempt, deadlineMs) => this.reconnecting(attempt, deadlineMs),
      onLost: (loss) => this.lost(loss),
      onTaken: () => this.standBy(),
    });
  }

  private welcomed(welcome: Control): void {
    const { pending } = this;
    const ticket = { sessionId: String(welcome["sessionId"]), resumeToken: String(welcome["resumeToken"]) };
    this.pending = null;
    this.ticket = ticket;
    this.recovery.save(ticket);
    if (this.ending.isUnderWay) return this.sayEnd();
    // the relay hears at once that the ticket came
    this.sayAway();
    this.lead(ticket);
    this.agents.set(welcome["agents"], () => this.refresh());
    this.events.emit("session_started", { sessionId: ticket.sessionId, resumed: welcome["resumed"] === true });
    this.setPin(welcome["pincode"], pending !== null);
    this.agents.announce();
    if (pending) callHost(pending.callback, { success: true });
  }

  private lead(ticket: Ticket): void {
    this.showing.begin(this.settings);
    this.pageLife.listen();
    if (this.tabs?.sessionId !== ticket.sessionId) {
      this.tabs?.stop();
      this.tabs = this.settings.tabs && this.newTabs(ticket.sessionId);
    }
    this.tabs?.lead(ticket);
  }

  private newTabs(sessionId: string): Tabs {
    return new Tabs(this.name, sessionId, {
      onBeat: () => this.connection?.isUp && this.ticket && this.recovery.renew(this.ticket),
      onFront: () => this.whyBusy() ?? this.resume(UNASKED),
      onOther: (ticket) => this.follow(ticket),
      onEnded: (reason, endReason) => this.finish(reason, endReason),
    });
  }

  private follow(ticket: Ticket): void {
    this.recovery.note(ticket);
    // who connects just now will learn from the relay which of the two is the newer
    if (this.state !== "session_connecting") this.standBy();
  }

  /** Another tab leads. Without tabs that share, that is the end for this one. */
  private standBy(): void {
    if (!this.tabs) return this.finish("replaced");
    if (this.tabs.isStandingBy && this.isOut) return;
    const { pending } = this;
    this.disconnect();
    this.agents.set([], () => undefined);
    this.pincode = null;
    this.tabs.standBy();
    this.events.emit("session_transferred", { sessionId: this.tabs.sessionId });
    if (pending) this.refuse(sdkError(1002), pending.callback);
  }

  private heard(message: Control): void {
    switch (message.type) {
      case "pincode_updated":
        return this.setPin(message["pincode"], true);
      case "agent_joined":
      case "agent_left":
        return this.agents.change(message, () => this.refresh());
      case "session_ended":
        return this.over(String(message["reason"]), message["endReason"]);
      default:
        this.showing.hear(message);
    }
  }

  /** Brings status and bar into line with who is there. */
  private refresh(): void {
    this.state = this.agents.count > 0 ? "session_active" : "session_waiting";
    this.showing.watchedBy(this.agents.list());
  }

  private setPin(pincode: unknown, isNews: boolean): void {
    const changed = this.pincode !== pincode;
    this.pincode = typeof pincode === "string" ? pincode : null;
    if (this.pincode !== null && (changed || isNews)) this.events.emit("pincode_updated", { pincode: this.pincode });
  }

  private reconnecting(attempt: number, deadlineMs: number): void {
    this.pause();
    this.events.emit("session_reconnecting", { attempt, maxAttempts: MAX_ATTEMPTS, deadlineMs });
  }

  private pause(): void {
    this.state = "session_reconnecting";
    this.showing.pause();
  }

  private lost({ error, reason }: Loss): void {
    if (reason === "replaced" && this.tabs) return this.standBy();
    if (this.pending) return this.failConnect(error ?? sdkError(this.pending.failure), reason);
    if (error && reason !== "ended") this.events.emit("session_error", error);
    this.finish(reason === "ended" ? "customer_ended" : reason);
  }

  /** A start or join that came to nothing. */
  private failConnect(error: SdkError, reason = ""): void {
    const { pending, ticket } = this;
    this.disconnect();
    if (!pending) return;
    const isUnreachable = reason === "unreachable";
    if (isUnreachable) this.events.emit("session_error", error);
    const isResume = pending.failure === 1011 && error.code !== 1004;
    // unless another tab has used the ticket and knows the next one
    const isLost = isResume && !isUnreachable && this.recovery.load()?.resumeToken === ticket?.resumeToken;
    if (isLost) this.recovery.clear(ticket?.sessionId);
    if (this.ending.isUnderWay) return this.ending.done();
    if (pending !== UNASKED) return this.refuse(isUnreachable || isResume ? sdkError(pending.failure) : error, pending.callback);
    if (isLost) this.finish(reason === "ended" ? "customer_ended" : reason);
  }

  private cancel(): void {
    const { pending } = this;
    this.disconnect();
    this.refuse(sdkError(1017, "The session was ended before it had started."), pending?.callback);
    this.ending.done();
  }

  private sayEnd(): void {
    this.showing.rest();
    this.connection?.say({ type: "end" });
    this.ending.asked(() => this.over("customer_ended"));
  }

  /** Over for every tab. */
  private over(reason: string, endReason: unknown = endReasonOf(reason)): void {
    this.tabs?.end(reason, endReason);
    this.finish(reason, endReason);
  }

  /** Over for this tab. */
  private finish(reason: string, endReason: unknown = endReasonOf(reason)): void {
    const sessionId = this.ticket?.sessionId ?? null;
    this.disconnect();
    this.showing.stop();
    this.tabs?.stop();
    this.tabs = null;
    this.recovery.clear(sessionId);
    this.state = "session_ended";
    this.pincode = null;
    this.agents.clear();
    this.events.emit("session_ended", { sessionId, endReason, reason });
    this.ending.done();
  }

  /** Lets go of everything that a live session holds. */
  private disconnect(): void {
    this.pending = null;
    this.connection?.close();
    this.connection = null;
    this.showing.putAway();
    this.pageLife.stop();
    this.state = "session_idle";
  }

  private sayAway(): void {
    this.connection?.say({ type: "away", hidden: document.hidden });
  }

  private leave(): void {
    if (!this.ticket) return;
    this.connection?.leave();
    this.recovery.leave(this.ticket);
    this.pause();
  }

  /** How long it was is for the relay to judge: clocks change, and laptops sleep. */
  private comeBack(): void {
    const { connection } = this;
    const ticket = this.recovery.load() ?? this.ticket;
    if (!connection || !ticket || ticket.sessionId !== this.ticket?.sessionId) return this.finish("replaced");
    void connection.comeBack(ticket, { waitMs: PATIENCE.join, isTakeover: this.settings.tabs !== null }).then((isOurs) => {
      if (!isOurs && connection === this.connection) this.finish("replaced");
    });
  }
}

function endReasonOf(reason: string): string {
  return END_REASONS[reason] ?? "Unknown reason";
}
