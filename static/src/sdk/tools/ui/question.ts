/** A question in the middle of the page that the customer has to answer. The panel itself takes the focus, so no key that was on its way answers. */

import { button, make } from "../../ui/elements";
import type { UiHost } from "../../ui/host";
import { words } from "../words";
import { armedButton } from "./arming";

export interface QuestionText {
  readonly title: string;
  readonly intro: string;
  readonly can: readonly string[];
  readonly cannot: readonly string[];
}

export class Question {
  private readonly panel: HTMLElement;
  private readonly veil = make("div", { class: "veil" });
  private readonly before = document.activeElement;
  private readonly yes: ReturnType<typeof armedButton>;
  private readonly no: HTMLButtonElement;

  constructor(
    private readonly host: UiHost,
    text: QuestionText,
    private readonly answer: (allow: boolean) => void,
  ) {
    const { allow, decline, canLabel, cannotLabel } = words.assist;
    this.yes = armedButton({ class: "allow", text: allow }, host.root, () => answer(true));
    this.no = button({ class: "decline", text: decline }, () => answer(false));
    const tag = typeof HTMLDialogElement === "function" ? "dialog" : "div";
    this.panel = make(
      tag,
      { class: tag === "div" ? "dialog" : "consent", role: "dialog", "aria-modal": "true", "aria-labelledby": "assist-title", "aria-describedby": "assist-intro", tabindex: "-1" },
      make("h2", { id: "assist-title", text: text.title }),
      make("p", { id: "assist-intro", class: "gap", text: text.intro }),
      make("div", { class: "lists" }, list("seen", canLabel, text.can), list("unseen", cannotLabel, text.cannot)),
      make("div", { class: "buttons" }, this.yes.element, this.no),
    );
    this.panel.addEventListener("keydown", (event) => this.key(event));
    this.panel.addEventListener("cancel", (event) => {
      event.preventDefault();
      if (event.isTrusted) answer(false);
    });
    this.show();
  }

  close(): void {
    this.yes.release();
    if (isNative(this.panel)) this.panel.close();
    this.host.remove(this.panel);
    this.host.remove(this.veil);
    if (this.before instanceof HTMLElement && this.before.isConnected) this.before.focus({ preventScroll: true });
  }

  private show(): void {
    if (!isNative(this.panel)) this.host.add(this.veil);
    this.host.add(this.panel);
    if (isNative(this.panel)) this.panel.showModal();
    this.panel.focus({ preventScroll: true });
    this.panel.scrollTop = 0;
  }

  private key(event: KeyboardEvent): void {
    event.stopPropagation();
    if (!event.isTrusted) return;
    if (event.key === "Escape") {
      event.preventDefault();
      this.answer(false);
    } else if (event.key === "Tab") {
      event.preventDefault();
      (this.host.root.activeElement === this.yes.element ? this.no : this.yes.element).focus();
    }
  }
}

/** A native dialog stands above the page's own. */
export function isNative(panel: HTMLElement): panel is HTMLDialogElement {
  return "showModal" in panel;
}

/** A heading with its points. */
export function list(name: string, label: string, items: readonly string[]): HTMLElement {
  return make("section", { class: name }, make("h3", { text: label }), make("ul", {}, ...items.map((text) => make("li", { text }))));
}
