/** Proposals at the desk: pick an element in the picture, say what to do with it, hear what the customer said. One at a time. */

import type { Control } from "../shared/frame";
import type { Picked } from "../shared/picked";
import type { FromViewer } from "../shared/viewer-port";
import { ProposeForm } from "./propose-form";
import { type Action, answerWords, proposalWords, refusalWords } from "./propose-words";
import type { State } from "./state";
import type { DeskTool, ToolContext } from "./tools";
import { say } from "../words/say";

const byId = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

type Step =
  | { readonly kind: "rest" }
  | { readonly kind: "picking" }
  | { readonly kind: "filling"; readonly picked: Picked }
  | { readonly kind: "waiting"; readonly n: number; readonly what: string };

const REST: Step = { kind: "rest" };

export function proposeTool(context: ToolContext): DeskTool {
  const propose = new ProposeDesk(context);
  return {
    heard: (message) => propose.heard(message),
    viewed: (message) => propose.viewed(message),
    changed: (state) => propose.changed(state),
    pressed: ({ key, ctrlKey, metaKey }) => !ctrlKey && !metaKey && propose.pressed(key),
  };
}

class ProposeDesk {
  readonly #button = byId("propose") as HTMLButtonElement;
  readonly #form: ProposeForm;
  #step: Step = REST;
  #isAllowed = false;
  #isLive = false;
  /** This desk's own number of its last proposal. */
  #n = 0;

  constructor(private readonly context: ToolContext) {
    this.#form = new ProposeForm((action) => this.#send(action), () => this.#go(REST));
    this.#button.onclick = () => void this.#toggle();
    byId("propose-stop").onclick = () => this.#cancel();
    this.#draw();
  }

  heard(message: Control): void {
    const { type, what, n, reason, answer } = message;
    if (type === "abilities") {
      this.#isAllowed = message["proposals"] === true;
      if (!this.#isAllowed) this.#go(REST);
      this.#draw();
    } else if (type === "refused" && what === "propose") this.#ended(n, refusalWords(reason));
    else if (type === "proposal_answered" && this.#step.kind === "waiting") this.#ended(n, answerWords(answer, this.#step.what));
  }

  viewed(message: FromViewer): void {
    if (this.#step.kind !== "picking") return;
    if (message.type === "picked") this.#go({ kind: "filling", picked: message.picked });
    if (message.type !== "pick_ended") return;
    this.#go(REST);
    this.#button.focus();
  }

  changed({ phase }: State): void {
    const isLive = phase === "live";
    if (this.#isLive && !isLive) this.#left();
    this.#isLive = isLive;
  }

  pressed(key: string): boolean {
    if (key === "Escape" && this.#step.kind === "picking") {
      this.#go(REST);
      return true;
    }
    return key === "g" && this.#toggle();
  }

  #toggle(): boolean {
    if (!this.#isAllowed || !this.#isLive || byId("tools").hidden) return false;
    if (this.#step.kind !== "rest") this.#cancel();
    else {
      this.#go({ kind: "picking" });
      this.context.focusPicture();
    }
    return true;
  }

  #send(action: Action): void {
    if (this.#step.kind !== "filling") return;
    const { picked } = this.#step;
    this.#n += 1;
    this.context.send({ type: "propose", n: this.#n, node: picked.node, action });
    this.#go({ kind: "waiting", n: this.#n, what: proposalWords(picked, action) });
    this.#button.focus();
  }

  #cancel(): void {
    if (this.#step.kind === "waiting") this.context.send({ type: "proposal_withdraw", n: this.#step.n });
    this.#go(REST);
    this.#button.focus();
  }

  #ended(n: unknown, words: string): void {
    if (this.#step.kind !== "waiting" || n !== this.#step.n) return;
    this.#go(REST);
    this.context.note(words);
  }

  /** The page or the connection is gone, and no answer comes any more. The relay may still say so itself. */
  #left(): void {
    const step = this.#step;
    this.#go(REST);
    if (step.kind === "waiting") this.context.note(answerWords("gone", step.what));
  }

  #go(step: Step): void {
    const before = this.#step;
    this.#step = step;
    if (step.kind === "picking" || (step.kind === "rest" && before.kind !== "rest")) this.context.tell({ type: "pick", on: step.kind === "picking" });
    if (step.kind === "filling") this.#form.open(step.picked);
    else if (this.#form.isOpen) this.#form.close();
    this.#draw();
    if (step.kind === "waiting") this.context.announce(this.#status);
  }

  get #status(): string {
    if (this.#step.kind === "picking") return say("desk-propose-pick");
    return this.#step.kind === "waiting" ? say("desk-propose-waiting", { what: this.#step.what }) : "";
  }

  #draw(): void {
    this.#button.hidden = !this.#isAllowed;
    this.#button.setAttribute("aria-pressed", String(this.#step.kind !== "rest"));
    byId("propose-strip").hidden = this.#status === "";
    byId("propose-status").textContent = this.#status;
    byId("propose-stop").textContent = this.#step.kind === "waiting" ? say("desk-propose-take-back") : say("desk-cancel");
  }
}
