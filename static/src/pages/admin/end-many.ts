/** The dialog that ends one session or many, with a reason, and says which could not be ended. */
import { say } from "../../words/say";
import { byId, make, setText, slot } from "../lib/dom";
import { ask, signInAgain } from "../lib/problem";

export interface ToEnd {
  id: string;
  name: string;
}

/** Sessions in one request, as many as the server takes. */
const AT_ONCE = 200;

/** Returns what opens the dialog. The lists learn the end from the stream like any other. */
export function endDialog(): (sessions: ToEnd[], done?: (ended: string[]) => void) => void {
  const dialog = byId<HTMLDialogElement>("end-dialog");
  const reason = byId<HTMLInputElement>("end-reason");
  const problem = slot(dialog, "problem");
  const failed = slot(dialog, "failed");
  const confirm = slot<HTMLButtonElement>(dialog, "confirm");
  let current: ToEnd[] = [];
  let done: (ended: string[]) => void = () => {};
  dialog.addEventListener("submit", (event) => {
    if ((event.submitter as HTMLButtonElement | null)?.value === "cancel") return;
    event.preventDefault();
    void end();
  });

  async function end(): Promise<void> {
    const text = reason.value.trim();
    const said = text ? { reason: text } : {};
    confirm.disabled = true;
    const left = current.length === 1 ? await endOne(said) : await endAll(said);
    confirm.disabled = false;
    if (left.length === 0) dialog.close();
    current = left;
  }

  /** One is ended as ever, so that its refusal comes with its reason. */
  async function endOne(said: object): Promise<ToEnd[]> {
    const answer = await ask("POST", "/api/session/revoke", { sessionId: current[0]?.id, ...said });
    if (answer.ok) done(current.map(({ id }) => id));
    else if (!signInAgain(answer.problem)) setText(problem, answer.problem.detail);
    return answer.ok ? [] : current;
  }

  async function endAll(said: object): Promise<ToEnd[]> {
    const left: ToEnd[] = [];
    failed.replaceChildren();
    for (let from = 0; from < current.length; from += AT_ONCE) {
      const some = current.slice(from, from + AT_ONCE);
      const answer = await ask("POST", "/api/sessions/end", { sessionIds: some.map(({ id }) => id), ...said });
      if (!answer.ok) {
        if (!signInAgain(answer.problem)) setText(problem, answer.problem.detail);
        return [...left, ...current.slice(from)];
      }
      const results = new Map(asResults(answer.body).map((result) => [result.sessionId, result]));
      done(some.filter(({ id }) => results.get(id)?.ended).map(({ id }) => id));
      for (const session of some) if (!results.get(session.id)?.ended) {
        left.push(session);
        const why = results.get(session.id)?.problem === "not-found" ? say("lists-refused-gone") : say("lists-refused-error");
        failed.append(make("li", "", say("lists-refused", { name: session.name, why })));
      }
    }
    if (left.length > 0) setText(problem, say("lists-end-failed", { count: left.length, total: current.length }));
    return left;
  }

  return (sessions, whenDone = () => {}) => {
    if (sessions.length === 0) return;
    current = sessions;
    done = whenDone;
    reason.value = "";
    setText(problem, "");
    failed.replaceChildren();
    const one = sessions.length === 1;
    const count = sessions.length;
    setText(slot(dialog, "text"), one ? say("lists-end-text-one", { name: sessions[0]?.name ?? "" }) : say("lists-end-text", { count }));
    setText(byId("end-title"), one ? say("lists-end-title-one") : say("lists-end-title", { count }));
    setText(confirm, one ? say("lists-end-session") : say("lists-end-many", { count }));
    dialog.showModal();
    reason.focus();
  };
}

function asResults(value: unknown): { sessionId: string; ended: boolean; problem: string | null }[] {
  const results = (value as { results?: unknown } | null)?.results;
  return Array.isArray(results) ? results.filter((one) => typeof one?.sessionId === "string" && typeof one?.ended === "boolean") : [];
}
