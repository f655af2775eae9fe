/** The sessions that are open on this page: opening, showing, closing them, and finding them again after a reload. */
import { say } from "../../words/say";
import { byId, setHidden, setText, slot } from "../lib/dom";
import { keep, kept } from "../lib/keep";
import { ask, isPassing, signInAgain, type Problem } from "../lib/problem";
import type { SessionSummary } from "../lib/sessions";
import type { pageShortcut } from "../../shared/shortcuts";
import type { Alerts } from "./alerts";
import type { Drafts } from "./draft";
import type { Entry } from "./entry";
import type { CasePanel } from "./case-panel";
import type { Grant } from "./grant";
import { grantFor, pinOf, seated } from "./grants";
import { presence, tellBroker, type Presence } from "./presence";
import { sessionView, type DeskSettings, type SessionView } from "./session-view";
import { asTabList, at, closed, MOST_TABS, opened, shown, withNotes, type OpenTab, type TabList } from "./tab-list";
import { sure } from "./sure";
import { tabStrip } from "./tab-strip";
import { alertOf, reopening, tiding } from "./tidings";
import type { Waiting } from "./waiting-list";

interface Parts {
  agentId: string;
  settings: DeskSettings;
  wish: object;
  drafts: Drafts;
  alerts: Alerts;
  entry: Entry;
  /** A session is over that this agent was in. `notes`: those that stood beside it. */
  ended(sessionId: string, customer: string, notes?: CasePanel): void;
  /** A colleague is to be asked into a session. */
  askIn(sessionId: string, handOver: boolean, asked: (sentence: string) => void): void;
  /** A session is open again. */
  opened(sessionId: string): void;
  changed(): void;
  /** A key out of a desk's frame. */
  pressed(event: Parameters<typeof pageShortcut>[0]): void;
}

interface Open {
  view: SessionView;
  here: Presence | null;
  unread: boolean;
  /** Found again after a reload: if that does not work, a new token is asked for, once. */
  restored: boolean;
}

export function workspace(parts: Parts) {
  const { settings, alerts, entry } = parts;
  const isZoom = settings.engine === "zoom";
  const open = new Map<string, Open>();
  const pins = new Map<string, string>();
  let list: TabList = asTabList(kept("sessionStorage", "tabs"), Date.now());
  const strip = tabStrip(choose, (sessionId) => void close(sessionId));
  const endDialog = byId<HTMLDialogElement>("end-dialog");
  const closeDialog = byId<HTMLDialogElement>("close-dialog");

  function become(next: TabList): void {
    list = next;
    keep("sessionStorage", "tabs", list.tabs.length > 0 ? list : null);
    strip.draw(list);
  }

  function choose(sessionId: string | null, focus = true): void {
    become(shown(list, sessionId));
    const id = list.shown;
    document.body.classList.toggle("in-session", id !== null);
    setHidden(byId("entry"), id !== null);
    byId("sessions").classList.toggle("is-away", id === null);
    for (const [other, { view }] of open) if (other !== id) view.hide();
    if (id === null) return focus ? byId("pin").focus() : undefined;
    const one = open.get(id);
    if (!one) return void reopenTab(id);
    one.unread = false;
    strip.state(id, one.view.state, false);
    one.view.show(focus);
  }

  /** `address`: where the frame goes. */
  function show(tab: OpenTab, address: string, restored: boolean, front: boolean): void {
    const next = opened(list, tab);
    if (!next) return entry.show(say("agent-too-many", { count: MOST_TABS }), null);
    const { sessionId } = tab;
    parts.opened(sessionId);
    open.get(sessionId)?.here?.release(false);
    open.get(sessionId)?.view.remove();
    const view = sessionView({ ...tab, address, pin: pins.get(sessionId) ?? null, agentId: parts.agentId }, settings, parts.drafts, {
      state: (state, attention) => changed(sessionId, state, attention),
      over: (sentence, more) => over(sessionId, sentence, more),
      askIn: (handOver, asked) => parts.askIn(sessionId, handOver, asked),
      notes: (open) => become(withNotes(list, sessionId, open)),
      key: ({ key, code, alt, shift }) => parts.pressed({ key, code, altKey: alt, shiftKey: shift, ctrlKey: false, metaKey: false, defaultPrevented: false }),
      close: () => void close(sessionId),
      end: () => askEnd(sessionId),
    });
    view.panel.setAttribute("aria-labelledby", `tab-${sessionId}`);
    view.letters(alerts.options.letters);
    const lost = (): void => over(sessionId, say("agent-seat-given-up"), { reopen: true, failed: false, mine: false });
    const here = isZoom ? presence(tellBroker, lost) : null;
    open.set(sessionId, { view, here, unread: false, restored });
    here?.hold(sessionId, tab.admissionId);
    strip.state(sessionId, view.state, false);
    become(front ? next : { ...next, shown: list.shown });
    if (front) choose(sessionId);
    else view.hide();
  }

  function changed(sessionId: string, state: string, attention: boolean): void {
    const one = open.get(sessionId);
    const tab = list.tabs.find((other) => other.sessionId === sessionId);
    if (!one || !tab) return;
    const before = one.view.panel.dataset["state"] ?? "";
    one.view.panel.dataset["state"] = state;
    const elsewhere = list.shown !== sessionId || document.hidden;
    if (attention && list.shown !== sessionId) one.unread = true;
    strip.state(sessionId, state, one.unread);
    const alert = alertOf(before, state);
    // an end is told with its reason
    if (alert && alert !== "ended" && elsewhere) alerts.tell(alert, tiding(alert, tab.customerName), () => choose(sessionId));
  }

  function over(sessionId: string, sentence: string, { reopen, failed, mine }: { reopen: boolean; failed: boolean; mine: boolean }): void {
    const one = open.get(sessionId);
    const tab = list.tabs.find((other) => other.sessionId === sessionId);
    if (!one || !tab) return;
    one.here?.release(reopen);
    if (failed && one.restored) return void reopenTab(sessionId);
    const isShown = list.shown === sessionId;
    if (!mine && !reopen) alerts.tell("ended", tiding("ended", tab.customerName), () => choose(sessionId));
    parts.changed();
    // whoever works in another tab is not pulled out of it
    if (!isShown && !mine) return stays(sessionId, sentence, reopen);
    entry.show(sentence, reopen ? () => void reopenById(sessionId) : null);
    if (failed) leaveTab(sessionId);
    else wrapUp(sessionId, one);
  }

  /** The tab goes, its notes stay on the page; whoever is writing in them goes on writing, not into the field for the next PIN. */
  function wrapUp(sessionId: string, { view }: Open): void {
    const customer = list.tabs.find((tab) => tab.sessionId === sessionId)?.customerName ?? "";
    const writing = document.activeElement;
    const notes = view.release();
    const isWriting = writing instanceof HTMLElement && notes.root.contains(writing);
    leaveTab(sessionId);
    parts.ended(sessionId, customer, notes);
    if (isWriting) writing.focus();
  }

  /** The tab says what happened, and waits. */
  function stays(sessionId: string, sentence: string, reopen: boolean): void {
    const one = open.get(sessionId);
    if (!one) return;
    one.view.stop();
    const said = slot(one.view.panel, "over");
    setHidden(said, false);
    setText(slot(said, "sentence"), sentence);
    const again = slot<HTMLButtonElement>(said, "reopen");
    setHidden(again, !reopen);
    again.onclick = () => void reopenTab(sessionId);
    setHidden(slot(one.view.panel, "case"), false);
    one.view.notes.finish(() => leaveTab(sessionId));
    one.unread = list.shown !== sessionId;
    strip.state(sessionId, "ended", one.unread);
  }

  /** Takes the tab away; the first one is shown if this was. */
  function leaveTab(sessionId: string): void {
    open.get(sessionId)?.here?.release(false);
    open.get(sessionId)?.view.remove();
    open.delete(sessionId);
    strip.state(sessionId, "ended", false);
    const wasShown = list.shown === sessionId;
    become(closed(list, sessionId));
    closeDialog.close();
    endDialog.close();
    if (wasShown) choose(null);
  }

  async function close(sessionId: string): Promise<void> {
    const one = open.get(sessionId);
    if (!one) return;
    if (one.view.state === "ended") return leaveTab(sessionId);
    if (isZoom) {
      one.here?.release(true);
      entry.show(say("agent-closed"), () => void reopenById(sessionId));
      return wrapUp(sessionId, one);
    }
    if (["live", "asking", "lost"].includes(one.view.state) && !(await sure(closeDialog))) return;
    const answer = await ask("POST", `/api/sessions/${encodeURIComponent(sessionId)}/leave`);
    if (!answer.ok && answer.problem.slug === "offline") return entry.show(say("agent-offline"), null);
    entry.show(say("agent-left"), () => void reopenById(sessionId));
    wrapUp(sessionId, one);
    parts.changed();
  }

  function askEnd(sessionId: string): void {
    setText(slot(endDialog, "problem"), "");
    endDialog.dataset["session"] = sessionId;
    endDialog.showModal();
  }

  endDialog.addEventListener("submit", (event) => {
    if ((event.submitter as HTMLButtonElement | null)?.value !== "end") return;
    event.preventDefault();
    const one = open.get(endDialog.dataset["session"] ?? "");
    void one?.view.end().then((sentence) => setText(slot(endDialog, "problem"), sentence ?? ""));
  });

  async function openGrant(grant: Grant, pin: string | null = null, front = true): Promise<void> {
    const { sessionId, customerName, identified, admissionId } = grant;
    const known = list.tabs.find((tab) => tab.sessionId === sessionId);
    if (!known && list.tabs.length >= MOST_TABS) return entry.show(say("agent-too-many", { count: MOST_TABS }), () => void reopenById(sessionId));
    // Zoom's desk asks for the PIN, which a reload and a colleague's invite do not bring along
    const asked = pin ?? pins.get(sessionId) ?? (isZoom ? await pinOf(sessionId) : null);
    if (asked) pins.set(sessionId, asked);
    const { address, deskPage } = isZoom ? { address: grant.deskUrl, deskPage: "" } : await seated(grant, settings.deskOrigin);
    show({ sessionId, customerName, identified, admissionId, deskPage, since: known?.since ?? Date.now(), notes: known?.notes ?? false, twin: 1 }, address, false, front);
  }

  async function reopenById(sessionId: string): Promise<void> {
    const grant = await grantFor(`/api/sessions/${encodeURIComponent(sessionId)}/desk`, parts.wish);
    if ("deskUrl" in grant) return openGrant(grant);
    if (signInAgain(grant)) return;
    entry.show(reopening(grant), null);
    parts.changed();
  }

  /** A tab that is there and has no desk: one found after a reload that could not be opened as it was. */
  async function reopenTab(sessionId: string): Promise<void> {
    const one = open.get(sessionId);
    if (one) one.restored = false;
    const grant = await grantFor(`/api/sessions/${encodeURIComponent(sessionId)}/desk`, parts.wish);
    if ("deskUrl" in grant) return openGrant(grant, null, list.shown === sessionId);
    if (signInAgain(grant)) return;
    // a server that is away for a moment is no reason to lose the tab
    if (one && isPassing(grant)) return stays(sessionId, reopening(grant), true);
    const customer = list.tabs.find((tab) => tab.sessionId === sessionId)?.customerName ?? "";
    leaveTab(sessionId);
    entry.show(reopening(grant), null);
    if (grant.slug === "session-over") parts.ended(sessionId, customer);
  }

  return {
    open: openGrant,
    choose,
    chooseAt(place: number): boolean {
      const id = at(list, place);
      if (id === undefined) return false;
      choose(id);
      return true;
    },
    chooseNext(): boolean {
      if (list.tabs.length === 0) return false;
      const all = [null, ...list.tabs.map((tab) => tab.sessionId)];
      choose(all[(all.indexOf(list.shown) + 1) % all.length] ?? null);
      return true;
    },
    openNotes(what: "note" | "ticket"): boolean {
      const one = list.shown === null ? undefined : open.get(list.shown);
      one?.view.openNotes(what);
      return one !== undefined;
    },
    async reopen(session: SessionSummary): Promise<void> {
      if (open.has(session.sessionId)) return choose(session.sessionId);
      if (session.pincode) pins.set(session.sessionId, session.pincode);
      await reopenById(session.sessionId);
    },
    async take(one: Waiting): Promise<Problem | null> {
      const grant = await grantFor("/api/agent/take", { sessionId: one.sessionId, ...parts.wish });
      if (!("deskUrl" in grant)) return signInAgain(grant) ? null : grant;
      await openGrant(grant);
      return null;
    },
    learn(session: SessionSummary): void {
      open.get(session.sessionId)?.view.learn(session);
    },
    /** Something about one session, for whoever has it open. */
    tell: (sessionId: string, sentence: string): void => open.get(sessionId)?.view.tell(sentence),
    letters(on: boolean): void {
      for (const { view } of open.values()) view.letters(on);
    },
    beat: (): void => [...open.values()].forEach(({ here }) => here?.beat()),
    leaving(): void {
      for (const { here, view } of open.values()) {
        here?.leaving();
        view.notes.flush();
      }
    },
    /** After a reload: every tab in its order, the one that was shown in front. */
    restore(): void {
      strip.draw(list);
      for (const tab of list.tabs) if (tab.deskPage !== "") show(tab, `${tab.deskPage}?session=${encodeURIComponent(tab.sessionId)}`, true, false);
      choose(list.shown, list.shown !== null || document.activeElement === document.body);
    },
  };
}
