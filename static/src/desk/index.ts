/** The desk page. Its first act is to take the token out of the address. */

import { DRAWN, type FromViewer, type Key } from "../shared/viewer-port";
import { Desk, now } from "./desk";
import { Keep } from "./keep";
import { opening, type Opening } from "./opening";
import { PinForm } from "./pin-form";
import { ask } from "./dialog";
import { FocusKeeper } from "./focus";
import { shortcut } from "./keys";
import { NoteLine } from "./notes";
import { command, keyNote, notes, parentPost, type Note } from "./parents";
import { ASK, isOver, mayRetry, next, START, type State } from "./state";
import { takeAddress } from "./token";
import { deskTools } from "./tools";
import { Toolbar } from "../shared/toolbar";
import { View } from "./view";
import { ViewerFrame } from "./viewer-frame";
import { say } from "../words/say";

const said = takeAddress(window);
const keep = new Keep(window);

const ZOOMS = { "+": "in", "-": "out", "0": "fit" } as const;

const byId = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

function start(): void {
  const { viewerOrigin = "", parentOrigins = "", openTokens = "" } = document.body.dataset;
  const parents = parentOrigins.split(" ").filter(Boolean);
  const tell = parentPost(window, parents);
  const first = opening(said, openTokens === "true", (name) => keep.get(name));
  const view = new View();
  new Toolbar(byId("tools"));
  const changed = (before: State, after: State): void => {
    view.draw(after, now());
    // What the customer shared does not outlive the session in this page.
    if (isOver(after)) byId("viewer").replaceChildren();
    if (isOver(after) && !mayRetry(after) && first.kind !== "nothing" && first.keepAs) keep.forget(first.keepAs);
    for (const note of notes(before, after)) tell(note);
  };
  const begin = first.kind === "ask" ? ASK : START;
  view.draw(begin, now());
  tell({ type: "desk_state", payload: { state: begin.phase } });
  if (first.kind === "nothing") changed(START, next(START, { kind: "failed", failure: "no_token" }, now()));
  else run(first, viewerOrigin, parents, view, changed, tell);
}

function run(first: Exclude<Opening, { kind: "nothing" }>, viewerOrigin: string, parents: readonly string[], view: View, changed: (before: State, after: State) => void, post: (note: Note) => void): void {
  const focus = new FocusKeeper(document, now);
  const heard = (message: FromViewer): void => {
    for (const tool of tools) tool.viewed?.(message);
    switch (message.type) {
      case "picture":
        return view.picture(message);
      case "removed":
        return view.tooLarge(message.tooLarge);
      case "resync":
        return desk.resync();
      case "refused":
        return desk.put({ kind: "failed", failure: "viewer" });
      case "focus":
        return focus.takeBack();
      case "key":
        return pressed(new KeyboardEvent("keydown", pressOf(message.key)));
      case "control":
        return desk.send(message.message);
      case "ready":
      case "blocked":
      case "masked":
      case "sketch":
      case "put_away":
      case "picked":
      case "pick_ended":
      case "read_ended":
        return;
    }
  };
  const embed = (): ViewerFrame => new ViewerFrame(byId("viewer"), viewerOrigin, heard, () => desk.put({ kind: "failed", failure: "viewer" }));
  let viewer = embed();

  const desk = new Desk({
    page: new URL(location.href),
    shown: first.kind === "show" ? first.shown : null,
    expiresAt: first.expiresAt,
    seated: (seat) => {
      if (!first.keepAs) return;
      keep.put(first.keepAs, seat);
      // browsers often give a framed page no storage: the page around, which had the token itself, keeps it then
      post({ type: "desk_seat", payload: { seat } });
    },
    changed: (before, after) => {
      changed(before, after);
      form?.draw(after);
      for (const tool of tools) tool.changed?.(after);
    },
    heard: (message) => {
      if ((DRAWN as readonly string[]).includes(message.type)) viewer.tell({ type: "control", message });
      for (const tool of tools) tool.heard?.(message);
      if (message.type === "pulse") post({ type: "desk_pulse", payload: { desk: message.deskMs, customer: message.customerMs ?? null } });
    },
    picture: (frame) => viewer.picture(frame),
    restarted: () => viewer.tell({ type: "restart" }),
  });

  const announce = (text: string): void => void (byId("announce").textContent = text);
  const line = new NoteLine(byId("tool-note"), announce);
  const tools = deskTools({
    send: (message) => desk.send(message),
    tell: (message) => viewer.tell(message),
    announce,
    note: (text) => line.show(text),
    ask: (question) => ask(byId("confirm") as HTMLDialogElement, question),
    post,
    focusPicture: (from) => {
      const { activeElement } = document;
      const frame = byId("viewer").querySelector("iframe");
      // focused once more, it would take the focus from what has it inside
      if (frame !== activeElement && (!from || activeElement === from || activeElement === document.body)) frame?.focus();
    },
  });

  /** Single letters are shortcuts, until the page around says otherwise. */
  let letters = true;

  const form = first.kind === "ask" ? new PinForm(first.pin, (pin) => desk.enter(first.token, pin)) : null;
  form?.draw(desk.state);
  window.addEventListener("message", (event) => {
    const word = command(event, window.parent, parents);
    if (word === "leave") desk.leave();
    else if (word === "end") desk.end();
    else if (word) letters = word === "letters_on";
  });

  const leave = async (confirmed: boolean): Promise<void> => {
    const question = { title: say("desk-leave-title"), text: say("desk-leave-text"), yes: say("desk-leave"), dangerous: false };
    if (confirmed || (await ask(byId("confirm") as HTMLDialogElement, question))) desk.leave();
  };
  const end = async (): Promise<void> => {
    const question = { title: say("desk-end-title"), text: say("desk-end-text"), yes: say("desk-end-for-everyone"), dangerous: true };
    if (await ask(byId("confirm") as HTMLDialogElement, question)) desk.end();
  };
  const press = (key: Key): void => {
    if (byId("actions").hidden || (byId("confirm") as HTMLDialogElement).open) return;
    if (key === "f") toggleFullscreen();
    else if (key === "l") void leave(false);
    else if (key in ZOOMS) viewer.tell({ type: "zoom", to: ZOOMS[key as keyof typeof ZOOMS] });
  };

  byId("in").onclick = () => press("+");
  byId("out").onclick = () => press("-");
  byId("fit").onclick = () => press("0");
  byId("full").onclick = () => press("f");
  byId("leave").onclick = () => void leave(true);
  byId("end").onclick = () => void end();
  byId("retry").onclick = () => {
    viewer.close();
    viewer = embed();
    desk.retry();
  };
  byId("full").hidden = !document.fullscreenEnabled;
  document.addEventListener("fullscreenchange", () => byId("full").setAttribute("aria-pressed", String(document.fullscreenElement !== null)));
  const pressed = (event: KeyboardEvent): void => {
    if ((byId("confirm") as HTMLDialogElement).open || isTyping(event.target)) return;
    const around = keyNote(event);
    if (around && (letters || event.altKey)) {
      event.preventDefault();
      return post(around);
    }
    if (!letters && event.key.length === 1) return;
    if (tools.some((tool) => tool.pressed?.(event))) return;
    const key = shortcut(event);
    if (key) press(key);
  };
  document.addEventListener("keydown", pressed);
  setInterval(() => view.tick(desk.state, now()), 1000);
  desk.connect();
}

/** The key press that the viewer tells of. */
function pressOf(key: Key): KeyboardEventInit {
  return key.startsWith("Alt+") ? { key: key.slice(4), code: `Digit${key.slice(4)}`, altKey: true } : { key };
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, dialog") !== null;
}

function toggleFullscreen(): void {
  if (!document.fullscreenEnabled) return;
  void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => {});
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
else start();
