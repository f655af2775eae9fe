/** One session on this page: its desk in a frame, the line above it, its notes. It stays as it is while another tab is shown. */
import { say } from "../../words/say";
import { copyOnClick } from "../lib/copy";
import { copyTemplate, make, setChip, setHidden, setText, slot } from "../lib/dom";
import { grouped } from "../lib/pin";
import { ask } from "../lib/problem";
import { isPresent, type SessionSummary } from "../lib/sessions";
import { elapsed } from "../lib/time";
import { endedSentence } from "../lib/words";
import { casePanel, type CasePanel } from "./case-panel";
import type { Drafts } from "./draft";
import { effectOf, type Effect } from "./messages";
import { ALONE, badge, nowSentence, pulseWords, type InRoom } from "./now";

export interface DeskSettings {
  engine: string;
  deskOrigin: string;
  frameAllow: string;
  frameSandbox: string | null;
}

export interface Opening {
  readonly sessionId: string;
  readonly customerName: string;
  readonly identified: boolean;
  /** Where the frame goes. May carry a token: it is in no attribute, no history and no Referer. */
  readonly address: string;
  readonly pin: string | null;
  /** Who looks at this page. */
  readonly agentId: string;
  /** When it was opened here, milliseconds since 1970. */
  readonly since: number;
  /** The notes were open beside it. */
  readonly notes: boolean;
}

export interface Heard {
  /** The badge of the tab. `attention`: something an agent in another tab wants to know. */
  state(state: string, attention: boolean): void;
  /** The desk is done: why, whether there is a way back, and whether somebody here asked for it. */
  over(sentence: string, more: { reopen: boolean; failed: boolean; mine: boolean }): void;
  /** The notes are open beside the desk, or not any more. */
  notes(open: boolean): void;
  /** A colleague is to be asked in; `asked` shows what came of it. */
  askIn(handOver: boolean, asked: (sentence: string) => void): void;
  key(key: Extract<Effect, { kind: "key" }>): void;
  close(): void;
  /** Asks before ending for all. */
  end(): void;
}

export interface SessionView {
  readonly panel: HTMLElement;
  readonly notes: CasePanel;
  /** Takes the notes out, with what is being typed in them: they outlive the session here. */
  release(): CasePanel;
  readonly state: string;
  /** The frame goes; what is noted stays. */
  stop(): void;
  /** In front, with the keys. */
  show(focus: boolean): void;
  hide(): void;
  learn(session: SessionSummary): void;
  /** A line above the desk, until it is replaced. */
  tell(sentence: string): void;
  /** Told to the frame: whether single letters are shortcuts. */
  letters(on: boolean): void;
  openNotes(what: "note" | "ticket"): void;
  /** Ends it for everybody; a sentence where that did not work. */
  end(): Promise<string | null>;
  remove(): void;
}

/** What the broker knows beside Zoom's desk, which says nothing itself. */
const BESIDE_ZOOM: Record<string, string> = { active: "live", recovering: "lost" };

/** How long a bare "ended" waits for its reason. Milliseconds, well within the two seconds a frame may outlive its session. */
const REASON_WAIT = 800;

export function sessionView(opening: Opening, settings: DeskSettings, drafts: Drafts, heard: Heard): SessionView {
  const panel = copyTemplate<HTMLElement>("session-template");
  const isZoom = settings.engine === "zoom";
  let state = isZoom ? "opened" : "connecting";
  let room: InRoom = ALONE;
  let elsewhere = false;
  let farewell: ReturnType<typeof setTimeout> | undefined;
  let ending = false;
  let done = false;
  let letters = true;
  let released = false;

  panel.id = `panel-${opening.sessionId}`;
  setText(slot(panel, "customer"), opening.customerName);
  setHidden(slot(panel, "anonymous"), opening.identified);
  showPin(panel, isZoom ? opening.pin : null);
  const notes = casePanel(opening.sessionId, opening.customerName, drafts);
  slot(panel, "case").append(notes.root);
  document.getElementById("sessions")?.append(panel);
  const frame = insertFrame(slot(panel, "frame"), opening, settings);
  const timer = setInterval(() => setText(slot(panel, "elapsed"), elapsed(Date.now() - opening.since)), 1000);
  if (opening.notes) unfold(true);
  draw();

  function draw(): void {
    setChip(slot(panel, "state"), state, badge(state));
    setText(slot(panel, "now"), nowSentence({ state, customer: opening.customerName, elsewhere, beside: isZoom, ...room }));
  }

  function become(next: string): void {
    if (next === state || done) return;
    const [before, attention] = [state, next !== "connecting" && next !== "asking"];
    state = next;
    if (next !== "live") [room, elsewhere] = [ALONE, false];
    draw();
    heard.state(next, attention && before !== next);
  }

  function over(sentence: string, more: { reopen: boolean; failed: boolean }): void {
    if (done) return;
    clearTimeout(farewell);
    become("ended");
    done = true;
    clearInterval(timer);
    frame.remove();
    // word of an end that this page asked for may overtake the answer
    heard.over(ending ? say("agent-you-ended") : sentence, { ...more, mine: ending });
  }

  function hear(event: MessageEvent): void {
    if (done || event.origin !== settings.deskOrigin || event.source !== frame.contentWindow) return;
    const effect = effectOf(event.data);
    switch (effect?.kind) {
      case "state":
        // a desk that speaks has a bar of its own; until then, and beside a vendor's desk, ours is the only way out
        panel.classList.add("desk-speaks");
        tellLetters();
        return become(effect.state);
      case "room":
        room = effect.room;
        return draw();
      case "elsewhere":
        elsewhere = effect.elsewhere;
        return draw();
      case "pulse":
        return setText(slot(panel, "pulse"), effect.milliseconds === null ? "" : pulseWords(effect.milliseconds));
      case "key":
        return heard.key(effect);
      case "over":
        if (effect.final) return over(effect.sentence, effect);
        become("ended");
        farewell ??= setTimeout(() => over(effect.sentence, effect), REASON_WAIT);
    }
  }

  /** Zoom's desk tells nothing: the broker does. */
  function seen({ state: next, agents }: SessionSummary): void {
    become(BESIDE_ZOOM[next] ?? "asking");
    const others = agents.filter((agent) => agent.joinedAt !== null && isPresent(agent) && agent.agentId !== opening.agentId);
    if (state === "live") room = { ...ALONE, others: others.map(({ name }) => ({ name, watching: false })) };
    draw();
  }

  function tellLetters(): void {
    frame.contentWindow?.postMessage({ source: "cobrowse-agent-sdk", type: letters ? "letters_on" : "letters_off" }, settings.deskOrigin);
  }

  function tell(sentence: string): void {
    setHidden(slot(panel, "said"), false);
    setText(slot(panel, "said"), sentence);
  }

  function unfold(open: boolean): void {
    setHidden(slot(panel, "case"), !open);
    slot(panel, "notes").setAttribute("aria-expanded", String(open));
  }

  function showNotes(open: boolean): void {
    unfold(open);
    heard.notes(open);
    notes.flush();
  }

  window.addEventListener("message", hear);
  copyOnClick(slot<HTMLButtonElement>(panel, "copy"), () => opening.pin ?? "");
  foldAside(panel);
  slot(panel, "notes").addEventListener("click", () => showNotes(slot(panel, "case").hidden !== false));
  if (isZoom) for (const way of ["ask-in", "hand-over"]) slot(panel, way).addEventListener("click", () => heard.askIn(way === "hand-over", tell));
  slot(panel, "close").addEventListener("click", heard.close);
  slot(panel, "end").addEventListener("click", heard.end);

  return {
    panel,
    notes,
    release() {
      released = true;
      return notes;
    },
    get state() {
      return state;
    },
    stop() {
      done = true;
      clearInterval(timer);
      clearTimeout(farewell);
      frame.remove();
    },
    show(focus) {
      panel.classList.remove("is-behind");
      panel.inert = false;
      if (!focus) return;
      if (frame.isConnected) frame.focus();
      else panel.focus();
    },
    hide() {
      panel.classList.add("is-behind");
      panel.inert = true;
      notes.flush();
    },
    learn(session) {
      if (session.state === "ended") over(endedSentence(session.endReason), { reopen: false, failed: false });
      else if (isZoom) seen(session);
    },
    tell,
    letters(on) {
      letters = on;
      tellLetters();
    },
    openNotes(what) {
      showNotes(true);
      notes.focus(what);
    },
    async end() {
      ending = true;
      const answer = await ask("POST", "/api/session/revoke", { sessionId: opening.sessionId });
      if (answer.ok) over(say("agent-you-ended"), { reopen: false, failed: false });
      else ending = false;
      return answer.ok ? null : answer.problem.slug === "offline" ? say("agent-offline") : say("agent-end-failed");
    },
    remove() {
      window.removeEventListener("message", hear);
      clearInterval(timer);
      clearTimeout(farewell);
      if (!released) notes.drop();
      panel.remove();
    },
  };
}

/** The PIN beside a desk that asks for it: as large type in an aside, until the agent puts that away. */
function showPin(panel: HTMLElement, pin: string | null): void {
  setHidden(slot(panel, "pin-aside"), pin === null);
  setHidden(slot(panel, "pin-show"), true);
  const groups = grouped(pin ?? "").split(" ").map((group) => make("span", "", group));
  slot(panel, "pin").replaceChildren(...groups.flatMap((group, place) => (place ? [" ", group] : [group])));
}

/** Once inside, the PIN is needed no more, and the desk can have its room. */
function foldAside(panel: HTMLElement): void {
  const [aside, hide, show] = ["pin-aside", "pin-hide", "pin-show"].map((name) => slot(panel, name)) as [HTMLElement, HTMLElement, HTMLElement];
  const fold = (folded: boolean): void => {
    setHidden(aside, folded);
    setHidden(show, !folded);
    (folded ? show : hide).focus();
  };
  hide.addEventListener("click", () => fold(true));
  show.addEventListener("click", () => fold(false));
}

/** An empty frame first, then a navigation from outside: so the token is in no attribute, no history and no Referer. */
function insertFrame(holder: HTMLElement, opening: Opening, settings: DeskSettings): HTMLIFrameElement {
  const frame = make("iframe");
  frame.title = say("agent-frame-title", { customer: opening.customerName });
  frame.referrerPolicy = "no-referrer";
  frame.allow = settings.frameAllow;
  if (settings.frameSandbox !== null) frame.setAttribute("sandbox", settings.frameSandbox);
  holder.replaceChildren(frame);
  frame.contentWindow?.location.replace(opening.address);
  return frame;
}
