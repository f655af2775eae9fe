/** Asks a colleague in, or hands over to one: who, and what they are told. */

import type { Control } from "../shared/frame";
import { words } from "./people-words";
import { say } from "../words/say";
import type { ToolContext } from "./tools";

const byId = <T extends HTMLElement = HTMLElement>(id: string): T => document.getElementById(id) as T;

/** How long typing may pause before the search goes out, milliseconds. */
const PAUSE = 150;

export class InviteDialog {
  readonly #dialog = byId<HTMLDialogElement>("invite");
  readonly #search = byId<HTMLInputElement>("invite-search");
  readonly #text = byId<HTMLTextAreaElement>("invite-text");
  readonly #problem = byId("invite-problem");
  #handOver = false;
  /** Numbers of what was asked; an answer to an older question is nothing any more. */
  #searched = 0;
  #sent = 0;
  #sentTo = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly context: ToolContext) {
    this.#search.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#look(), PAUSE);
    });
    byId("invite-cancel").onclick = () => this.close();
    byId<HTMLFormElement>("invite-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
  }

  open(handOver: boolean): void {
    if (this.#dialog.open) return;
    this.#handOver = handOver;
    const said = words.dialog(handOver);
    byId("invite-title").textContent = said.title;
    byId("invite-label").textContent = said.text;
    byId("invite-hint").textContent = said.hint;
    byId("invite-send").textContent = said.send;
    this.#search.value = "";
    this.#text.value = "";
    this.#text.required = handOver;
    this.#problem.textContent = "";
    byId("invite-found").replaceChildren();
    this.#dialog.showModal();
    this.#search.focus();
    this.#look();
  }

  close(): void {
    clearTimeout(this.#timer);
    if (this.#dialog.open) this.#dialog.close();
  }

  heard(message: Control): void {
    switch (message.type) {
      case "colleagues":
        if (message["n"] === this.#searched) this.#found(message["people"]);
        return;
      case "invited":
        if (message["n"] !== this.#sent) return;
        this.close();
        return this.context.note(say("desk-invite-sent", { name: this.#sentTo }));
      case "refused":
        if (message["what"] === "invite" && message["n"] === this.#sent) this.#fail(words.refused(message["reason"]));
    }
  }

  #look(): void {
    this.#searched++;
    this.context.send({ type: "colleagues", n: this.#searched, text: this.#search.value.slice(0, 60) });
  }

  #found(value: unknown): void {
    const people = (Array.isArray(value) ? value : []).flatMap((one) => {
      const { id, name } = (one ?? {}) as { id?: unknown; name?: unknown };
      return typeof id === "string" && typeof name === "string" ? [{ id, name }] : [];
    });
    const chosen = this.#chosen()?.value;
    byId("invite-found").replaceChildren(...people.map(({ id, name }) => choice(id, name, id === chosen)));
    byId("invite-count").textContent = say("desk-invite-found", { count: people.length });
  }

  #chosen(): HTMLInputElement | null {
    return byId("invite-found").querySelector("input:checked");
  }

  #send(): void {
    const chosen = this.#chosen();
    const text = this.#text.value.trim();
    if (!chosen) return this.#fail(say("desk-invite-nobody-chosen"), this.#search);
    if (this.#handOver && text === "") return this.#fail(say("desk-invite-no-note"), this.#text);
    this.#problem.textContent = "";
    this.#sent++;
    this.#sentTo = chosen.dataset["name"] ?? "";
    this.context.send({ type: "invite", n: this.#sent, to: chosen.value, handOver: this.#handOver, ...(text && { text }) });
  }

  #fail(sentence: string, field?: HTMLElement): void {
    this.#problem.textContent = sentence;
    field?.focus();
  }
}

function choice(id: string, name: string, checked: boolean): HTMLElement {
  const label = document.createElement("label");
  const input = document.createElement("input");
  input.type = "radio";
  input.name = "colleague";
  input.value = id;
  input.checked = checked;
  input.dataset["name"] = name;
  const text = document.createElement("span");
  text.textContent = name;
  label.append(input, text);
  return label;
}
