/** Asks a colleague into a session, or hands it over, beside a desk that cannot: Zoom's. Ours has this of its own (`desk/invite-dialog.ts`). */
import { say } from "../../words/say";
import { byId, make, setText, slot } from "../lib/dom";
import { ask, signInAgain } from "../lib/problem";
import { problemWords } from "./invites";

export interface Colleagues {
  /** `asked` is called with what to say of it. */
  open(sessionId: string, handOver: boolean, asked: (sentence: string) => void): void;
}

interface Colleague {
  readonly id: string;
  readonly name: string;
}

/** How long typing may pause before the search goes out, milliseconds. */
const PAUSE = 150;

export function colleagues(): Colleagues {
  const dialog = byId<HTMLDialogElement>("colleague-dialog");
  const search = slot<HTMLInputElement>(dialog, "search");
  const text = slot<HTMLTextAreaElement>(dialog, "text");
  const found = slot(dialog, "found");
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts searches: an answer to an older one is nothing any more. */
  let searched = 0;
  let wish = { sessionId: "", handOver: false, asked: (_: string): void => undefined };

  async function look(): Promise<void> {
    const mine = ++searched;
    const answer = await ask("GET", `/api/colleagues?q=${encodeURIComponent(search.value.slice(0, 60))}`);
    if (mine !== searched || !answer.ok) return;
    const people = peopleOf(answer.body);
    const before = chosen()?.value;
    found.replaceChildren(...people.map((one) => choice(one, one.id === before)));
    setText(slot(dialog, "count"), say("desk-invite-found", { count: people.length }));
  }

  const chosen = (): HTMLInputElement | null => found.querySelector("input:checked");

  function fail(sentence: string, field?: HTMLElement): void {
    setText(slot(dialog, "problem"), sentence);
    field?.focus();
  }

  async function send(): Promise<void> {
    const to = chosen();
    const said = text.value.trim();
    if (!to) return fail(say("desk-invite-nobody-chosen"), search);
    if (wish.handOver && said === "") return fail(say("desk-invite-no-note"), text);
    const answer = await ask("POST", `/api/sessions/${encodeURIComponent(wish.sessionId)}/invites`, { to: to.value, handOver: wish.handOver, ...(said && { text: said }) });
    if (answer.ok) {
      dialog.close();
      wish.asked(say("desk-invite-sent", { name: to.dataset["name"] ?? "" }));
    } else if (!signInAgain(answer.problem)) fail(problemWords(answer.problem));
  }

  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), PAUSE);
  });
  slot(dialog, "cancel").addEventListener("click", () => dialog.close());
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });

  return {
    open(sessionId, handOver, asked) {
      wish = { sessionId, handOver, asked };
      setText(slot(dialog, "title"), handOver ? say("desk-invite-over-title") : say("desk-invite-open"));
      setText(slot(dialog, "hint"), handOver ? say("agent-hand-over-hint") : say("agent-ask-in-hint"));
      setText(slot(dialog, "label"), handOver ? say("desk-invite-over-word") : say("desk-invite-word"));
      setText(slot(dialog, "send"), handOver ? say("desk-invite-hand-over") : say("desk-invite-send"));
      [search.value, text.value] = ["", ""];
      fail("");
      found.replaceChildren();
      dialog.showModal();
      search.focus();
      void look();
    },
  };
}

function peopleOf(body: unknown): Colleague[] {
  const { colleagues: listed } = (body ?? {}) as { colleagues?: unknown };
  return (Array.isArray(listed) ? listed : []).flatMap((one: unknown): Colleague[] => {
    const { id, name } = (one ?? {}) as Record<string, unknown>;
    return typeof id === "string" && typeof name === "string" ? [{ id, name }] : [];
  });
}

function choice({ id, name }: Colleague, checked: boolean): HTMLElement {
  const input = make("input");
  Object.assign(input, { type: "radio", name: "colleague", value: id, checked });
  input.dataset["name"] = name;
  return make("label", "check", input, make("span", "", name));
}
