/** The dialog that ends a session with a reason. */
import { byId, setText, slot } from "../lib/dom";
import { ask, signInAgain } from "../lib/problem";

/** Returns what opens the dialog for a session. The list and the page learn the end from the stream like any other. */
export function endDialog(): (sessionId: string, name: string) => void {
  const dialog = byId<HTMLDialogElement>("end-dialog");
  const reason = byId<HTMLInputElement>("end-reason");
  const problem = slot(dialog, "problem");
  let current = "";
  dialog.addEventListener("submit", (event) => {
    if ((event.submitter as HTMLButtonElement | null)?.value === "cancel") return;
    event.preventDefault();
    void end();
  });

  async function end(): Promise<void> {
    const text = reason.value.trim();
    const answer = await ask("POST", "/api/session/revoke", { sessionId: current, ...(text ? { reason: text } : {}) });
    if (answer.ok) dialog.close();
    else if (!signInAgain(answer.problem)) setText(problem, answer.problem.detail);
  }

  return (sessionId, name) => {
    current = sessionId;
    reason.value = "";
    setText(problem, "");
    setText(slot(dialog, "name"), name);
    dialog.showModal();
    reason.focus();
  };
}
