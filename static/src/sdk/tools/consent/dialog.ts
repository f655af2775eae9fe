/** Asks the customer before an agent sees anything: one question at a time, in the order the agents came. */

import { button, make } from "../../ui/elements";
import type { UiHost } from "../../ui/host";
import { isNative, list } from "../ui/question";
import { strings } from "./words";

/** A supervisor would like to watch, or to help after that; an agent comes in, or takes over. */
export type Wish = "see" | "watch" | "help" | "take_over";

export interface ConsentRequest {
  readonly admissionId: string;
  readonly agentName: string;
  /** Two words the agent sees too. */
  readonly phrase: string;
  /** What they would like to do. */
  readonly wish: Wish;
  /** Who asked them in, or hands over to them. */
  readonly from: string;
}

/** How long the dialog has to be in view before Allow works, milliseconds: nobody agrees by a click meant for the page. */
export const ARM_MS = 500;

export class ConsentDesk {
  private queue: ConsentRequest[] = [];
  private open: ConsentDialog | null = null;

  constructor(
    private readonly host: UiHost,
    private readonly onAnswer: (admissionId: string, allow: boolean) => void,
  ) {}

  ask(request: ConsentRequest): void {
    if (this.queue.some((one) => one.admissionId === request.admissionId)) return;
    this.queue.push(request);
    this.refresh();
  }

  withdraw(admissionId: string): void {
    this.queue = this.queue.filter((one) => one.admissionId !== admissionId);
    this.refresh();
  }

  withdrawAll(): void {
    this.queue = [];
    this.refresh();
  }

  private refresh(): void {
    const first = this.queue[0];
    if (this.open && this.open.request !== first) {
      this.open.close();
      this.open = null;
    }
    if (first && !this.open) this.open = new ConsentDialog(this.host, first, (allow) => this.answer(first, allow));
    this.open?.setWaiting(this.queue.length - 1);
  }

  private answer(request: ConsentRequest, allow: boolean): void {
    this.onAnswer(request.admissionId, allow);
    this.withdraw(request.admissionId);
  }
}

class ConsentDialog {
  private readonly panel: HTMLElement;
  private readonly allow: HTMLButtonElement;
  private readonly queueNote = make("p", { class: "queue", role: "status" });
  private readonly before = document.activeElement;
  private readonly veil = make("div", { class: "veil" });
  private armTimer: ReturnType<typeof setTimeout> | undefined;
  private isArmed = false;

  constructor(
    private readonly host: UiHost,
    readonly request: ConsentRequest,
    answer: (allow: boolean) => void,
  ) {
    this.allow = button({ class: "allow", text: strings.allow, "aria-disabled": "true" }, () => this.isArmed && answer(true));
    const decline = button({ class: "decline", text: strings.decline }, () => answer(false));
    this.panel = this.build(decline);
    this.panel.addEventListener("keydown", (event) => this.key(event, decline, () => answer(false)));
    this.panel.addEventListener("cancel", (event) => {
      event.preventDefault();
      if (event.isTrusted) answer(false);
    });
    this.show();
  }

  setWaiting(count: number): void {
    this.queueNote.hidden = count === 0;
    this.queueNote.textContent = count === 0 ? "" : strings.waiting(count);
  }

  close(): void {
    clearTimeout(this.armTimer);
    document.removeEventListener("visibilitychange", this.arm);
    if (isNative(this.panel)) this.panel.close();
    this.host.remove(this.panel);
    this.host.remove(this.veil);
    if (this.before instanceof HTMLElement && this.before.isConnected) this.before.focus({ preventScroll: true });
  }

  private build(decline: HTMLButtonElement): HTMLElement {
    const { agentName, phrase, wish, from } = this.request;
    const tag = typeof HTMLDialogElement === "function" ? "dialog" : "div";
    return make(
      tag,
      { class: tag === "div" ? "dialog" : "consent", role: "dialog", "aria-modal": "true", "aria-labelledby": "title", "aria-describedby": "intro", tabindex: "-1" },
      make("h2", { id: "title", text: strings.title[wish](agentName || strings.unnamedAgent) }),
      make("p", { id: "intro", text: `${strings.about(wish, from)}${strings.intro}` }),
      make("div", { class: "phrase" }, make("h3", { text: strings.phraseLabel }), make("strong", { text: phrase }), make("p", { text: strings.phraseHelp })),
      make("div", { class: "lists" }, list("seen", strings.sharedLabel, strings.shared), list("unseen", strings.hiddenLabel, strings.hidden)),
      this.queueNote,
      make("div", { class: "buttons" }, this.allow, decline),
    );
  }

  /** The native dialog stands above the page's own dialogs; elsewhere a veil and the highest layer must do. */
  private show(): void {
    if (!isNative(this.panel)) this.host.add(this.veil);
    this.host.add(this.panel);
    if (isNative(this.panel)) this.panel.showModal();
    this.panel.focus({ preventScroll: true });
    // the browser has scrolled to the first button; the name of the agent is to be read first
    this.panel.scrollTop = 0;
    document.addEventListener("visibilitychange", this.arm);
    this.arm();
  }

  /** Counts only time in view: a tab in the background arms when it has been looked at. */
  private readonly arm = (): void => {
    clearTimeout(this.armTimer);
    if (this.isArmed || document.visibilityState !== "visible") return;
    this.armTimer = setTimeout(() => {
      this.isArmed = true;
      this.allow.setAttribute("aria-disabled", "false");
    }, ARM_MS);
  };

  private key(event: KeyboardEvent, decline: HTMLButtonElement, onEscape: () => void): void {
    event.stopPropagation();
    if (!event.isTrusted) return;
    if (event.key === "Escape") {
      event.preventDefault();
      onEscape();
    } else if (event.key === "Tab") {
      event.preventDefault();
      const next = this.host.root.activeElement === this.allow ? decline : this.allow;
      next.focus();
    }
  }
}
