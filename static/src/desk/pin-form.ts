/** Zoom's PIN form: for agents whose token was made elsewhere and says nothing about a session. */

import type { State } from "./state";

const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;

export class PinForm {
  readonly #form = byId<HTMLFormElement>("pin-form");
  readonly #field = byId<HTMLInputElement>("pin");
  #asked = false;

  constructor(prefill: string, entered: (pin: string) => void) {
    this.#field.value = prefill.slice(0, 20);
    this.#form.onsubmit = (event) => {
      event.preventDefault();
      if (this.#field.value.trim() !== "") entered(this.#field.value);
    };
  }

  draw(state: State): void {
    const asks = state.phase === "pin";
    this.#form.hidden = !asks;
    if (asks) {
      byId("pin-problem").textContent = state.problem;
      this.#field.setAttribute("aria-invalid", String(state.problem !== ""));
      if (!this.#asked) this.#field.select();
    }
    this.#asked = asks;
  }
}
