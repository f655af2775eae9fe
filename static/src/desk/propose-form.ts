/** The form in which an agent says what they propose for a picked element. */

import type { Picked, Value } from "../shared/picked";
import type { Action } from "./propose-words";
import { say } from "../words/say";

const byId = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

/** Most characters of a value (`docs/wire.md`). */
const MAX_VALUE = 1_000;

export class ProposeForm {
  readonly #form = byId("propose-form") as HTMLFormElement;
  #read: (() => Action) | null = null;

  constructor(onSend: (action: Action) => void, onCancel: () => void) {
    this.#form.onsubmit = (event) => {
      event.preventDefault();
      if (this.#read) onSend(this.#read());
    };
    byId("propose-cancel").onclick = onCancel;
    this.#form.addEventListener("keydown", (event) => {
      // the desk's single keys are letters here
      event.stopPropagation();
      if (event.key === "Escape") onCancel();
    });
  }

  get isOpen(): boolean {
    return !this.#form.hidden;
  }

  open(picked: Picked): void {
    const { name, label, value } = picked;
    byId("propose-what").textContent = label ? say("desk-propose-element", { name, label }) : name;
    const [field, read] = value ? input(value) : [null, null];
    const place = byId("propose-field");
    place.replaceChildren(...(field ? [field] : []));
    this.#read = read ?? (() => ({ kind: "click" }));
    byId("propose-send").textContent = value ? say("desk-propose-this") : say("desk-propose-press");
    this.#form.hidden = false;
    (place.querySelector<HTMLElement>("input, select, textarea") ?? byId("propose-send")).focus();
  }

  close(): void {
    this.#form.hidden = true;
    this.#read = null;
    // what was typed is of no use any more
    byId("propose-field").replaceChildren();
  }
}

/** A labelled field for the value, and how to read it. */
function input(value: Value): readonly [field: HTMLElement, read: () => Action] {
  if (value.kind === "tick") return tick(value);
  const field = value.kind === "choice" ? select(value) : text(value);
  const label = document.createElement("label");
  label.append(value.kind === "choice" ? say("desk-propose-choose") : say("desk-propose-fill"), field);
  return [label, () => ({ kind: "value", value: field.value })];
}

function select({ options, now }: Extract<Value, { kind: "choice" }>): HTMLSelectElement {
  const field = document.createElement("select");
  field.append(...options.map(({ value, label }) => new Option(label, value, false, value === now)));
  return field;
}

function text({ input: type, isLong }: Extract<Value, { kind: "text" }>): HTMLInputElement | HTMLTextAreaElement {
  const field = document.createElement(isLong ? "textarea" : "input");
  if (field instanceof HTMLInputElement) field.type = type;
  field.maxLength = MAX_VALUE;
  field.autocomplete = "off";
  return field;
}

function tick({ isRadio, now }: Extract<Value, { kind: "tick" }>): readonly [field: HTMLElement, read: () => Action] {
  const wanted = isRadio || !now;
  const note = document.createElement("p");
  note.textContent = isRadio ? say("desk-propose-radio") : wanted ? say("desk-propose-tick") : say("desk-propose-untick");
  return [note, () => ({ kind: "value", value: String(wanted) })];
}
