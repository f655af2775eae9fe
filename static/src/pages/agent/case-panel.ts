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

let count = 0;

export function casePanel(sessionId: string, customer: string, drafts: Drafts): CasePanel {
  const root = copyTemplate<HTMLElement>("case-template");
  const path = `/api/sessions/${encodeURIComponent(sessionId)}`;
  const ticket = slot<HTMLInputElement>(root, "ticket");
  const note = noteField(slot<HTMLTextAreaElement>(root, "note"), slot(root, "note-status"), sessionId, drafts);
  /** Chosen or typed, and not at the server yet. */
  let half: Half = drafts.readHalf(sessionId);
  const timers: { ticket?: ReturnType<typeof setTimeout>; outcome?: ReturnType<typeof setTimeout> } = {};

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
    if (half.ticket !== undefined) void putTicket();
    if (half.outcome !== undefined) void putOutcome();
  }

  function unsent(change: Half): void {
    half = { ...half, ...change };
    drafts.writeHalf(sessionId, half, Date.now());
  }

  async function put(what: "ticket" | "outcome", body: object, sent: readonly (keyof Half)[]): Promise<void> {
    const before = half;
    const answer = await ask("PUT", `${path}/${what}`, body);
    const file = answer.ok ? asCase(answer.body) : null;
    // what was changed meanwhile is not sent yet
    if (answer.ok) unsent(Object.fromEntries(sent.filter((name) => half[name] === before[name]).map((name) => [name, undefined])));
    if (file) draw(file);
    setText(slot(root, `${what}-problem`), answer.ok ? "" : failure(what, answer.problem));
    if (!answer.ok && isPassing(answer.problem)) retry(what);
  }

  function retry(what: "ticket" | "outcome"): void {
    clearTimeout(timers[what]);
    timers[what] = setTimeout(() => void (what === "ticket" ? putTicket() : putOutcome()), AGAIN);
  }

  const putTicket = (): Promise<void> => put("ticket", { ticket: ticket.value }, ["ticket"]);

  async function putOutcome(): Promise<void> {
    const [outcome, rating] = [chosen("outcome"), chosen("rating")];
    if (outcome === null) return setText(slot(root, "outcome-problem"), say("agent-outcome-first"));
    await put("outcome", { outcome, rating: rating === null ? null : Number(rating) }, ["outcome", "rating"]);
  }

  function radios(name: "outcome" | "rating"): HTMLInputElement[] {
    return [...slot(root, name).querySelectorAll<HTMLInputElement>("input")];
  }

  const chosen = (name: "outcome" | "rating"): string | null => radios(name).find((radio) => radio.checked)?.value ?? null;

  ticket.addEventListener("input", () => unsent({ ticket: ticket.value }));
  ticket.addEventListener("change", () => void putTicket());
  ticket.addEventListener("keydown", (event) => event.key === "Enter" && void putTicket());
  slot(root, "outcome").addEventListener("change", () => {
    unsent({ outcome: chosen("outcome") ?? undefined });
    void putOutcome();
  });
  slot(root, "rating").addEventListener("change", () => {
    unsent({ rating: Number(chosen("rating")) });
    void putOutcome();
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

function failure(what: "ticket" | "outcome", problem: Problem): string {
  if (isPassing(problem)) return say("agent-note-kept");
  return what === "ticket" ? say("agent-ticket-failed") : say("agent-outcome-failed");
}
