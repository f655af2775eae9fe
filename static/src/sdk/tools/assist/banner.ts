/** Says for as long as an agent can scroll that they can, and stops it with one press. Asking first, where the page wants that, pauses it at once. */

import { button, make } from "../../ui/elements";
import type { UiHost } from "../../ui/host";
import { words } from "../words";

export interface BannerOptions {
  /** Whether to ask before stopping. */
  readonly asksFirst: boolean;
  readonly onStop: () => void;
  readonly onPause: (isPaused: boolean) => void;
}

export class AssistBanner {
  private part: HTMLElement | null = null;
  private agent = "";
  private isAsking = false;

  constructor(
    private readonly host: UiHost,
    private readonly options: BannerOptions,
  ) {}

  /** Shows who has control; `null` takes the banner away. */
  show(agent: string | null): void {
    if (agent === null) return this.hide();
    if (this.part && agent === this.agent) return;
    this.agent = agent;
    if (!this.part) window.addEventListener("keydown", this.key, true);
    this.render(false);
  }

  private hide(): void {
    window.removeEventListener("keydown", this.key, true);
    if (this.part) this.host.remove(this.part);
    this.part = null;
    this.isAsking = false;
  }

  private render(isAsking: boolean): void {
    if (this.part) this.host.remove(this.part);
    this.isAsking = isAsking;
    this.part = isAsking ? this.question() : this.notice();
    this.host.add(this.part);
  }

  private notice(): HTMLElement {
    const { region, running, stop, stopLabel } = words.assist;
    return make(
      "div",
      { class: "bar assist", role: "region", "aria-label": region },
      make("i", { class: "live" }),
      make("span", { role: "status", text: running(this.agent) }),
      button({ class: "end", text: stop, "aria-label": stopLabel(this.agent), "aria-keyshortcuts": "Escape" }, () => this.stop()),
    );
  }

  private question(): HTMLElement {
    const { confirm, confirmStop, keep } = words.assist;
    return make(
      "div",
      { class: "bar assist", role: "alertdialog", "aria-labelledby": "assist-confirm" },
      make("span", { id: "assist-confirm", text: confirm(this.agent) }),
      button({ class: "end", text: confirmStop }, () => this.options.onStop()),
      button({ class: "keep", text: keep }, () => this.resume()),
    );
  }

  private stop(): void {
    if (!this.options.asksFirst) return this.options.onStop();
    this.options.onPause(true);
    this.render(true);
    this.focus(".end");
  }

  private resume(): void {
    this.options.onPause(false);
    this.render(false);
    this.focus(".end");
  }

  private focus(selector: string): void {
    this.part?.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
  }

  /** Works wherever the focus is, also in a modal dialog of the page, which keeps pointers from the banner. */
  private readonly key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !event.isTrusted || this.host.root.querySelector("dialog[open], .dialog")) return;
    if (this.isAsking) this.resume();
    else this.stop();
  };
}
