/** Notes, ticket and outcome of one session: saved as one goes, and never lost on the way. */
import { say } from "../../words/say";
import { copyTemplate, make, setHidden, setText, slot } from "../lib/dom";
import { ask, type Answer, type Problem } from "../lib/problem";
import { asCase, type CaseFile } from "./case-file";
import { joined, type Drafts } from "./draft";

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

/** Milliseconds of quiet after which a note is saved. */
const QUIET = 2_000;
/** Milliseconds until the next try, where the server did not answer. */
const AGAIN = 10_000;

let count = 0;

export function casePanel(sessionId: string, customer: string, drafts: Drafts): CasePanel {
  const root = copyTemplate<HTMLElement>("case-template");
  const path = `/api/sessions/${encodeURIComponent(sessionId)}`;
  const note = slot<HTMLTextAreaElement>(root, "note");
  const ticket = slot<HTMLInputElement>(root, "ticket");
  const status = slot(root, "note-status");
  let version = 0;
  let saved = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving = false;
  let loaded = false;

  root.setAttribute("aria-label", say("agent-case-of", { customer }));
  const number = ++count;
  for (const radio of root.querySelectorAll<HTMLInputElement>("input[type=radio]")) radio.name = `${radio.name}-${number}`;

  function draw(file: CaseFile): void {
    const others = file.notes.filter(({ own, text }) => !own && text !== "");
    slot(root, "others").replaceChildren(...others.map(({ author, text }) => make("li", "", make("strong", "", author), make("p", "", text))));
    if (document.activeElement !== ticket) ticket.value = file.ticket;
    link(file.ticketUrl, file.ticket);
    for (const radio of radios("outcome")) radio.checked = radio.value === file.outcome;
    for (const radio of radios("rating")) radio.checked = Number(radio.value) === file.rating;
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
    const draft = drafts.read(sessionId);
    if (file) {
      const own = file.notes.find((one) => one.own);
      version = own?.version ?? 0;
      saved = own?.text ?? "";
      if (!loaded) note.value = draft ? (draft.version === version ? draft.text : joined(draft.text, saved)) : saved;
      loaded = true;
      draw(file);
    } else if (draft && !loaded) {
      note.value = draft.text;
    }
    if (draft) schedule(0);
  }

  function schedule(after: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), after);
  }

  async function save(): Promise<void> {
    clearTimeout(timer);
    if (saving) return schedule(QUIET);
    const text = note.value;
    if (text.trimEnd() === saved) return settle();
    saving = true;
    const answer = await ask("PUT", `${path}/note`, { text, version });
    saving = false;
    if (answer.ok) {
      version = (answer.body as { version?: number } | null)?.version ?? version + 1;
      saved = text.trimEnd();
      if (note.value === text) settle();
      else schedule(QUIET);
    } else await failed(answer.problem);
  }

  function settle(): void {
    drafts.write(sessionId, null);
    setText(status, saved === "" ? "" : say("agent-note-saved"));
  }

  async function failed(problem: Problem): Promise<void> {
    if (problem.slug === "changed-meanwhile") {
      const answer = await ask("GET", `${path}/case`);
      const own = answer.ok ? asCase(answer.body)?.notes.find((one) => one.own) : undefined;
      if (!own) return schedule(AGAIN);
      version = own.version;
      saved = own.text;
      note.value = joined(note.value, own.text);
      setText(status, say("agent-note-joined"));
      return schedule(QUIET);
    }
    if (problem.status === 404 || problem.status === 410) return setText(status, say("agent-note-late"));
    setText(status, say("agent-note-kept"));
    if (problem.status !== 422 && problem.status !== 401) schedule(AGAIN);
  }

  async function put(what: "ticket" | "outcome", body: object): Promise<void> {
    const answer: Answer = await ask("PUT", `${path}/${what}`, body);
    const line = slot(root, `${what}-problem`);
    const file = answer.ok ? asCase(answer.body) : null;
    if (file) draw(file);
    setText(line, answer.ok ? "" : (what === "ticket" ? say("agent-ticket-failed") : say("agent-outcome-failed")));
  }

  function radios(name: "outcome" | "rating"): HTMLInputElement[] {
    return [...slot(root, name).querySelectorAll<HTMLInputElement>("input")];
  }

  const chosen = (name: "outcome" | "rating"): string | null => radios(name).find((radio) => radio.checked)?.value ?? null;

  note.addEventListener("input", () => {
    const isKept = drafts.write(sessionId, { text: note.value, version, at: Date.now() });
    setText(status, isKept ? "" : say("agent-note-unkept"));
    schedule(QUIET);
  });
  note.addEventListener("blur", () => void save());
  ticket.addEventListener("change", () => void put("ticket", { ticket: ticket.value }));
  ticket.addEventListener("keydown", (event) => event.key === "Enter" && void put("ticket", { ticket: ticket.value }));
  for (const name of ["outcome", "rating"] as const) {
    slot(root, name).addEventListener("change", () => {
      const [outcome, rating] = [chosen("outcome"), chosen("rating")];
      if (outcome === null) return setText(slot(root, "outcome-problem"), say("agent-outcome-first"));
      void put("outcome", { outcome, rating: rating === null ? null : Number(rating) });
    });
  }
  void load();

  return {
    root,
    flush: () => void (note.value.trimEnd() !== saved && loaded && save()),
    focus: (what) => (what === "outcome" ? (radios("outcome").find((radio) => radio.checked) ?? radios("outcome")[0])?.focus() : slot(root, what).focus()),
    finish(done) {
      root.dataset["after"] = "";
      setText(slot(root, "title"), say("agent-wrap-title", { customer }));
      root.querySelector("[data-slot=title]")?.after(slot(root, "outcome-part"));
      setHidden(slot(root, "finish"), false);
      slot(root, "done").onclick = () => void save().then(done);
      slot(root, "skip").onclick = () => void save().then(done);
    },
    drop() {
      clearTimeout(timer);
      if (note.value.trimEnd() !== saved && loaded) void save();
      root.remove();
    },
  };
}
