/** Notes, ticket and outcome of one session: saved as one goes, and never lost on the way. */
import { say } from "../../words/say";
import { copyTemplate, make, setHidden, setText, slot } from "../lib/dom";
import { ask, isPassing, type Problem } from "../lib/problem";
import { asCase, type CaseFile } from "./case-file";
import type { Drafts, Half } from "./draft";
import { noteField } from "./note-field";

export interface CasePanel {
  readonly root: HTMLElement;
  /** Saves now what is not saved yet. */
  flush(): void;
  focus(what: "note" | "ticket" | "outcome"): void;
  /** After the session's end: the outcome first, and ways to be done. */
  finish(done: () => void): void;
  /** It will not be seen again; what was typed is saved. */
  drop(): void;
}

/** Milliseconds until the next try, where the server did not answer. */
const AGAIN = 10_000;

/** What is sent in one. */
type What = "ticket" | "outcome";
const FIELDS: { readonly [what in What]: readonly (keyof Half)[] } = { ticket: ["ticket"], outcome: ["outcome", "rating"] };

let count = 0;

export function casePanel(sessionId: string, customer: string, drafts: Drafts): CasePanel {
  const root = copyTemplate<HTMLElement>("case-template");
  const path = `/api/sessions/${encodeURIComponent(sessionId)}`;
  const ticket = slot<HTMLInputElement>(root, "ticket");
  const note = noteField(slot<HTMLTextAreaElement>(root, "note"), slot(root, "note-status"), sessionId, drafts);
  /** Chosen or typed, and not at the server yet. */
  let half: Half = drafts.readHalf(sessionId);
  const running = new Set<What>();
  const timers: { [what in What]?: ReturnType<typeof setTimeout> } = {};

  root.setAttribute("aria-label", say("agent-case-of", { customer }));
  const number = ++count;
  for (const radio of root.querySelectorAll<HTMLInputElement>("input[type=radio]")) radio.name = `${radio.name}-${number}`;

  function draw(file: CaseFile): void {
    const others = file.notes.filter(({ own, text }) => !own && text !== "");
    slot(root, "others").replaceChildren(...others.map(({ author, text }) => make("li", "", make("strong", "", author), make("p", "", text))));
    if (document.activeElement !== ticket) ticket.value = half.ticket ?? file.ticket;
    link(file.ticketUrl, file.ticket);
    const [outcome, rating] = [half.outcome ?? file.outcome, half.rating ?? file.rating];
    for (const radio of radios("outcome")) radio.checked = radio.value === outcome;
    for (const radio of radios("rating")) radio.checked = Number(radio.value) === rating;
    for (const field of root.querySelectorAll<HTMLInputElement>("input, textarea")) field.disabled = !file.writable;
  }

  function link(url: string | null, text: string): void {
    const anchor = slot<HTMLAnchorElement>(root, "ticket-link");
    setHidden(anchor, url === null);
    if (url) anchor.href = url;
    setText(slot(anchor, "ticket-name"), text);
  }

  async function load(): Promise<void> {
    const answer = await ask("GET", `${path}/case`);
    const file = answer.ok ? asCase(answer.body) : null;
    note.loaded(file);
    if (!file) return;
    draw(file);
    if (!file.writable) return;
    putTicket();
    if (half.outcome !== undefined) putOutcome();
  }

  function unsent(change: Half): void {
    half = { ...half, ...change };
    drafts.writeHalf(sessionId, half, Date.now());
  }

  /** One at a time, so that the last word is the one that stays: what changes meanwhile is sent after it. */
  async function put(what: What): Promise<void> {
    if (running.has(what)) return;
    running.add(what);
    clearTimeout(timers[what]);
    const before = half;
    const answer = await ask("PUT", `${path}/${what}`, bodyOf(what));
    running.delete(what);
    if (answer.ok) unsent(Object.fromEntries(FIELDS[what].filter((name) => half[name] === before[name]).map((name) => [name, undefined])));
    const file = answer.ok ? asCase(answer.body) : null;
    if (file) draw(file);
    setText(slot(root, `${what}-problem`), answer.ok ? "" : failure(what, answer.problem));
    if (answer.ok && isUnsent(what)) return put(what);
    if (!answer.ok && isPassing(answer.problem)) timers[what] = setTimeout(() => void put(what), AGAIN);
  }

  const isUnsent = (what: What): boolean => FIELDS[what].some((name) => half[name] !== undefined);

  function bodyOf(what: What): object {
    if (what === "ticket") return { ticket: ticket.value };
    const rating = chosen("rating");
    return { outcome: chosen("outcome"), rating: rating === null ? null : Number(rating) };
  }

  function putTicket(): void {
    if (isUnsent("ticket")) void put("ticket");
  }

  function putOutcome(): void {
    if (chosen("outcome") === null) setText(slot(root, "outcome-problem"), say("agent-outcome-first"));
    else if (isUnsent("outcome")) void put("outcome");
  }

  function radios(name: "outcome" | "rating"): HTMLInputElement[] {
    return [...slot(root, name).querySelectorAll<HTMLInputElement>("input")];
  }

  const chosen = (name: "outcome" | "rating"): string | null => radios(name).find((radio) => radio.checked)?.value ?? null;

  ticket.addEventListener("input", () => unsent({ ticket: ticket.value }));
  ticket.addEventListener("change", putTicket);
  ticket.addEventListener("keydown", (event) => event.key === "Enter" && putTicket());
  slot(root, "outcome").addEventListener("change", () => {
    unsent({ outcome: chosen("outcome") ?? undefined });
    putOutcome();
  });
  slot(root, "rating").addEventListener("change", () => {
    unsent({ rating: Number(chosen("rating")) });
    putOutcome();
  });
  void load();

  return {
    root,
    flush: () => void note.flush(),
    focus: (what) => (what === "outcome" ? (radios("outcome").find((radio) => radio.checked) ?? radios("outcome")[0])?.focus() : slot(root, what).focus()),
    finish(done) {
      root.dataset["after"] = "";
      setText(slot(root, "title"), say("agent-wrap-title", { customer }));
      root.querySelector("[data-slot=title]")?.after(slot(root, "outcome-part"));
      setHidden(slot(root, "finish"), false);
      // a note that could not be saved stays where it can be seen
      for (const way of ["done", "skip"]) slot(root, way).onclick = () => void note.flush().then((isSaved) => isSaved && done());
    },
    drop() {
      for (const timer of Object.values(timers)) clearTimeout(timer);
      note.stop();
      void note.flush();
      root.remove();
    },
  };
}

function failure(what: What, problem: Problem): string {
  if (isPassing(problem)) return say("agent-note-kept");
  return what === "ticket" ? say("agent-ticket-failed") : say("agent-outcome-failed");
}
