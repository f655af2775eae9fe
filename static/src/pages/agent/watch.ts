/** `/agent?watch=…`: a supervisor is asked once more before the customer is. */
import { byId, setText, slot } from "../lib/dom";
import { ask, signInAgain } from "../lib/problem";
import { say } from "../../words/say";
import { asGrant, type Grant } from "./grant";
import { problemWords } from "./invites";

/** Asks, if the address says whose session; `opened` gets the desk. A link alone asks no customer anything. */
export async function watch(opened: (grant: Grant) => void): Promise<void> {
  const id = new URLSearchParams(location.search).get("watch");
  if (!id || !/^[0-9a-f-]{36}$/.test(id)) return;
  history.replaceState(null, "", location.pathname);
  const answer = await ask("GET", `/api/sessions/${id}`);
  const name = answer.ok ? (answer.body as { customer?: { userName?: unknown } } | null)?.customer?.userName : null;
  if (typeof name !== "string") return;
  const dialog = byId<HTMLDialogElement>("watch-dialog");
  setText(byId("watch-title"), say("together-watch-title", { name }));
  dialog.addEventListener("submit", (event) => {
    if ((event.submitter as HTMLButtonElement | null)?.value !== "watch") return;
    event.preventDefault();
    void begin(dialog, id, opened);
  });
  dialog.showModal();
}

async function begin(dialog: HTMLDialogElement, id: string, opened: (grant: Grant) => void): Promise<void> {
  const answer = await ask("POST", `/api/sessions/${id}/watch`);
  const grant = answer.ok ? asGrant(answer.body) : null;
  if (grant) {
    dialog.close();
    opened(grant);
  } else if (answer.ok || !signInAgain(answer.problem)) {
    setText(slot(dialog, "problem"), answer.ok ? say("problem-unknown") : problemWords(answer.problem));
  }
}
