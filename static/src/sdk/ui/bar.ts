/** Tells the customer, for as long as somebody watches, that somebody watches, and ends it with one press. */

import { strings } from "../strings";
import { button, make } from "./elements";
import type { UiHost } from "./host";

export class SharingBar {
  private part: HTMLElement | null = null;
  private names: readonly string[] = [];
  private isSmall = false;
  private readonly preview: HTMLButtonElement;

  constructor(
    private readonly host: UiHost,
    private readonly onEnd: () => void,
    onPreview: () => void,
  ) {
    this.preview = button({ class: "look", text: strings.preview, "aria-pressed": "false" }, onPreview);
  }

  /** Whether the customer sees the page as the agents do. */
  setPreview(isOn: boolean): void {
    this.preview.setAttribute("aria-pressed", String(isOn));
  }

  /** Who is watching now; without anybody the bar goes away. */
  show(names: readonly string[]): void {
    if (names.join("\n") === this.names.join("\n")) return;
    // somebody new is news, even for a customer who has put the notice away
    if (names.length > this.names.length) this.isSmall = false;
    this.names = names;
    this.render();
  }

  private render(): void {
    if (this.part) this.host.remove(this.part);
    this.part = this.names.length === 0 ? null : this.isSmall ? this.dot() : this.bar();
    if (this.part) this.host.add(this.part);
  }

  private bar(): HTMLElement {
    return make(
      "div",
      { class: "bar", role: "region", "aria-label": strings.region },
      make("i", { class: "live" }),
      make("span", { role: "status", text: strings.sharing(this.names) }),
      this.preview,
      button({ class: "end", text: strings.end, "aria-label": strings.endLabel }, this.onEnd),
      button({ class: "small", text: "\u2013", "aria-label": strings.minimise }, () => this.resize(true)),
    );
  }

  private dot(): HTMLElement {
    const dot = button({ class: "dot", "aria-label": strings.expand(this.names) }, () => this.resize(false));
    dot.append(make("i", { class: "live" }));
    return dot;
  }

  /** Focus stays where the person is: on the control that undoes what they just did. */
  private resize(small: boolean): void {
    this.isSmall = small;
    this.render();
    const next = small ? this.part : this.part?.querySelector<HTMLElement>(".small");
    next?.focus({ preventScroll: true });
  }
}
