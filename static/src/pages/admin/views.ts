/** Views of a list that somebody keeps: links beside the list, each an address that can be sent to others. */
import { say } from "../../words/say";
import { byId, make, setText } from "../lib/dom";
import { ask, signInAgain, type Answer } from "../lib/problem";

interface View {
  id: string;
  list: string;
  name: string;
  query: string;
}

const PATHS: Record<string, string> = { live: "/admin", history: "/admin/history" };

/** `present` gives the query of what is shown now. */
export function savedViews(list: "live" | "history", present: () => string): void {
  const dialog = byId<HTMLDialogElement>("view-dialog");
  const name = byId<HTMLInputElement>("view-name");
  const problem = byId("view-problem");
  const holder = byId("views");
  const save = byId<HTMLButtonElement>("save-view");
  save.hidden = false;
  for (const button of holder.querySelectorAll<HTMLElement>("[data-delete-view]")) button.hidden = false;

  save.addEventListener("click", () => {
    name.value = "";
    setText(problem, "");
    dialog.showModal();
  });
  dialog.addEventListener("submit", (event) => {
    if ((event.submitter as HTMLButtonElement | null)?.value === "cancel") return;
    event.preventDefault();
    void ask("POST", "/api/views", { list, name: name.value.trim(), query: present() }).then((answer) => {
      if (!answer.ok) return void (signInAgain(answer.problem) || setText(problem, answer.problem.detail));
      dialog.close();
      show(answer);
    });
  });
  holder.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-delete-view]");
    if (!button) return;
    void ask("DELETE", `/api/views/${encodeURIComponent(button.dataset["deleteView"] ?? "")}`).then((answer) => {
      if (!answer.ok && signInAgain(answer.problem)) return;
      button.closest("li")?.remove();
      save.focus();
    });
  });

  function show(answer: Answer & { ok: true }): void {
    const views = ((answer.body as { views?: View[] } | null)?.views ?? []).filter((view) => view.list === list);
    holder.replaceChildren(...views.map((view) => item(view)));
  }

  function item(view: View): HTMLElement {
    const link = make("a", "", make("bdi", "", view.name));
    link.href = `${PATHS[list]}${view.query ? `?${view.query}` : ""}`;
    const remove = make("button", "view-delete", "×");
    remove.type = "button";
    remove.dataset["deleteView"] = view.id;
    remove.setAttribute("aria-label", say("lists-view-delete", { name: view.name }));
    return make("li", "view", link, remove);
  }
}
