/** The desk while it is open: session header, frame, and the way out. */
import { copyOnClick } from "../lib/copy";
import { byId, make, setChip, setHidden, setText, slot } from "../lib/dom";
import { grouped } from "../lib/pin";
import { ask } from "../lib/problem";
import type { SessionSummary } from "../lib/sessions";
import { elapsed } from "../lib/time";
import { endedSentence } from "../lib/words";
import { effectOf } from "./messages";
import type { Grant } from "./grant";

export interface DeskSettings {
  engine: string;
  deskOrigin: string;
  frameAllow: string;
  frameSandbox: string | null;
}

export interface Desk {
  open(grant: Grant, pin: string | null): void;
  /** Takes the desk away, with a sentence why and perhaps a way back. */
  close(sentence: string, reopen: boolean): void;
  /** What the server says about a session, which may be ours. */
  learn(session: SessionSummary): void;
  current(): string | null;
}

/** What the broker knows beside Zoom's desk, which says nothing itself. */
const ZOOM_CHIPS: Record<string, string> = { active: "Live", recovering: "Customer's page is away" };

/** How long a bare "ended" waits for its reason. Milliseconds, well within the two seconds a frame may outlive its session. */
const REASON_WAIT = 800;

/** `closed` is told once per opened desk: what happened, which session, and whether there is a way back. */
export function desk(settings: DeskSettings, closed: (sentence: string, sessionId: string, reopen: boolean) => void): Desk {
  const section = byId("session");
  const chip = slot(section, "state");
  let open: { grant: Grant; frame: HTMLIFrameElement; pin: string; clock: ReturnType<typeof setInterval>; farewell?: ReturnType<typeof setTimeout>; ending?: boolean } | null = null;

  function close(sentence: string, reopen: boolean): void {
    if (!open) return;
    const { grant, frame, clock, farewell, ending } = open;
    open = null;
    clearInterval(clock);
    clearTimeout(farewell);
    frame.remove();
    byId<HTMLDialogElement>("end-dialog").close();
    document.body.classList.remove("in-session");
    section.classList.remove("desk-speaks");
    setHidden(section, true);
    // Word of an end that this page asked for may overtake the answer.
    closed(ending ? "You ended the session." : sentence, grant.sessionId, reopen);
  }

  window.addEventListener("message", (event) => {
    if (!open || event.origin !== settings.deskOrigin || event.source !== open.frame.contentWindow) return;
    const effect = effectOf(event.data);
    if (effect?.kind === "chip") {
      setChip(chip, effect.state, effect.label);
      // a desk that speaks has a bar of its own; until then, and beside a vendor's desk, ours is the only way out
      section.classList.add("desk-speaks");
    }
    if (effect?.kind === "over" && effect.final) close(effect.sentence, effect.reopen);
    if (effect?.kind === "over" && !effect.final) {
      setChip(chip, "ended", "Ended");
      open.farewell ??= setTimeout(() => close(effect.sentence, effect.reopen), REASON_WAIT);
    }
  });
  slot(section, "close").addEventListener("click", () => close("You closed the desk. The session goes on.", true));
  copyOnClick(slot<HTMLButtonElement>(section, "copy"), () => open?.pin ?? "");
  foldAside(section);
  endButton(slot<HTMLButtonElement>(section, "end"), async () => {
    const mine = open;
    if (!mine) return null;
    mine.ending = true;
    const answer = await ask("POST", "/api/session/revoke", { sessionId: mine.grant.sessionId });
    if (!answer.ok) {
      mine.ending = false;
      return answer.problem.detail;
    }
    if (open === mine) close("You ended the session.", false);
    return null;
  });

  return {
    open(grant, pin) {
      if (open) return;
      showHeader(section, grant);
      setChip(chip, "connecting", settings.engine === "zoom" ? "Opened" : "Connecting");
      // Zoom's desk asks for the PIN again; ours knows the session from its token.
      showPin(section, settings.engine === "zoom" ? pin : null);
      setHidden(section, false);
      document.body.classList.add("in-session");
      const frame = insertFrame(slot(section, "frame"), grant, settings);
      open = { grant, frame, pin: pin ?? "", clock: clock(slot(section, "elapsed")) };
      frame.focus();
    },
    close,
    learn(session) {
      if (!open || session.sessionId !== open.grant.sessionId) return;
      if (session.state === "ended") close(endedSentence(session.endReason), false);
      else if (settings.engine === "zoom") setChip(chip, session.state, ZOOM_CHIPS[session.state] ?? "Waiting");
    },
    current: () => open?.grant.sessionId ?? null,
  };
}

function showHeader(section: HTMLElement, grant: Grant): void {
  setText(slot(section, "customer"), grant.customerName);
  setHidden(slot(section, "anonymous"), grant.identified);
}

/** The PIN beside a desk that asks for it: as large type in an aside, until the agent puts that away. */
function showPin(section: HTMLElement, pin: string | null): void {
  setHidden(slot(section, "pin-aside"), pin === null);
  setHidden(slot(section, "pin-show"), true);
  const groups = grouped(pin ?? "").split(" ").map((group) => make("span", "", group));
  slot(section, "pin").replaceChildren(...groups.flatMap((group, place) => (place ? [" ", group] : [group])));
}

/** Once inside, the PIN is needed no more, and the desk can have its room. */
function foldAside(section: HTMLElement): void {
  const [aside, hide, show] = ["pin-aside", "pin-hide", "pin-show"].map((name) => slot(section, name)) as [HTMLElement, HTMLElement, HTMLElement];
  const fold = (folded: boolean): void => {
    setHidden(aside, folded);
    setHidden(show, !folded);
    (folded ? show : hide).focus();
  };
  hide.addEventListener("click", () => fold(true));
  show.addEventListener("click", () => fold(false));
}

/** An empty frame first, then a navigation from outside: so the token is in no attribute, no history and no Referer. */
function insertFrame(holder: HTMLElement, grant: Grant, settings: DeskSettings): HTMLIFrameElement {
  const frame = make("iframe");
  frame.title = "Customer's page";
  frame.referrerPolicy = "no-referrer";
  frame.allow = settings.frameAllow;
  if (settings.frameSandbox !== null) frame.setAttribute("sandbox", settings.frameSandbox);
  holder.replaceChildren(frame);
  frame.contentWindow?.location.replace(grant.deskUrl);
  return frame;
}

function clock(holder: HTMLElement): ReturnType<typeof setInterval> {
  const since = Date.now();
  const show = (): void => setText(holder, elapsed(Date.now() - since));
  show();
  return setInterval(show, 1000);
}

/** `end` gives a sentence where it did not work. */
function endButton(button: HTMLButtonElement, end: () => Promise<string | null>): void {
  const dialog = byId<HTMLDialogElement>("end-dialog");
  const problem = slot(dialog, "problem");
  button.addEventListener("click", () => {
    setText(problem, "");
    dialog.showModal();
  });
  dialog.addEventListener("submit", (event) => {
    if ((event.submitter as HTMLButtonElement | null)?.value !== "end") return;
    event.preventDefault();
    void end().then((sentence) => setText(problem, sentence ?? ""));
  });
}
