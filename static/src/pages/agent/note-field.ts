/** The agent's own note on a session: saved as it is typed, tried again where the server is away, and kept in this browser until then. */
import { say } from "../../words/say";
import { setText } from "../lib/dom";
import { ask, type Problem } from "../lib/problem";
import { asCase, type CaseFile } from "./case-file";
import { joined, type Drafts } from "./draft";

export interface NoteField {
  /** What the server has; `null` where it did not say. */
  loaded(file: CaseFile | null): void;
  /** Saves now what is not saved yet. True if nothing is left that could still be saved. */
  flush(): Promise<boolean>;
  /** No more tries. */
  stop(): void;
}

/** Milliseconds of quiet after which a note is saved. */
const QUIET = 2_000;
/** Milliseconds until the next try, where the server did not answer. */
const AGAIN = 10_000;

export function noteField(field: HTMLTextAreaElement, status: HTMLElement, sessionId: string, drafts: Drafts): NoteField {
  const path = `/api/sessions/${encodeURIComponent(sessionId)}`;
  let version = 0;
  let saved = "";
  let isLoaded = false;
  /** The server takes no more of it. */
  let isLate = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;

  const isSaved = (): boolean => field.value.trimEnd() === saved;

  function schedule(after: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), after);
  }

  function save(): Promise<void> {
    clearTimeout(timer);
    running ??= write().finally(() => (running = null));
    return running;
  }

  async function write(): Promise<void> {
    const text = field.value;
    if (isSaved()) return settle();
    const answer = await ask("PUT", `${path}/note`, { text, version });
    if (!answer.ok) return failed(answer.problem);
    version = (answer.body as { version?: number } | null)?.version ?? version + 1;
    saved = text.trimEnd();
    if (field.value === text) settle();
    else schedule(QUIET);
  }

  function settle(): void {
    drafts.write(sessionId, null);
    setText(status, saved === "" ? "" : say("agent-note-saved"));
  }

  async function failed(problem: Problem): Promise<void> {
    if (problem.slug === "changed-meanwhile") return join();
    isLate = problem.status === 404 || problem.status === 410;
    setText(status, isLate ? say("agent-note-late") : say("agent-note-kept"));
    if (!isLate && problem.status !== 422 && problem.status !== 401) schedule(AGAIN);
  }

  /** Another window of the same person wrote, too. */
  async function join(): Promise<void> {
    const answer = await ask("GET", `${path}/case`);
    const own = answer.ok ? asCase(answer.body)?.notes.find((one) => one.own) : undefined;
    if (!own) return schedule(AGAIN);
    version = own.version;
    saved = own.text;
    field.value = joined(field.value, own.text);
    setText(status, say("agent-note-joined"));
    schedule(QUIET);
  }

  field.addEventListener("input", () => {
    const isKept = drafts.write(sessionId, { text: field.value, version, at: Date.now() });
    setText(status, isKept ? "" : say("agent-note-unkept"));
    schedule(QUIET);
  });
  field.addEventListener("blur", () => void save());

  return {
    loaded(file) {
      const draft = drafts.read(sessionId);
      if (file) {
        const own = file.notes.find((one) => one.own);
        version = own?.version ?? 0;
        saved = own?.text ?? "";
        if (!isLoaded) field.value = draft ? (draft.version === version ? draft.text : joined(draft.text, saved)) : saved;
        isLoaded = true;
      } else if (draft && !isLoaded) {
        field.value = draft.text;
      }
      if (draft) schedule(0);
    },
    async flush() {
      if (!isLoaded) return field.value === "";
      if (!isSaved()) await save();
      // what was typed while that was on its way
      if (!isSaved() && !isLate) await save();
      return isSaved() || isLate;
    },
    stop: () => clearTimeout(timer),
  };
}
