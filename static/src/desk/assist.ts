/** Remote assist at the desk: asks for control, shows how it stands, gives control up. The picture itself scrolls in the viewer. */

import type { Control } from "../shared/frame";
import { type Assist, assistOf, assistWords, IDLE, refusalWords, standingOf, type Standing } from "./assist-state";
import type { State } from "./state";
import type { DeskTool, ToolContext } from "./tools";
import { say } from "../words/say";

const byId = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

export function assistTool(context: ToolContext): DeskTool {
  const assist = new AssistDesk(context);
  return {
    heard: (message) => assist.heard(message),
    changed: (state) => assist.changed(state),
    pressed: ({ key, ctrlKey, metaKey }) => key === "s" && !ctrlKey && !metaKey && assist.press(),
  };
}

class AssistDesk {
  readonly #button = byId("assist") as HTMLButtonElement;
  #assist: Assist = IDLE;
  #userId = "";
  #isAllowed = false;
  #asksFirst = false;
  /** This desk has asked and not yet stopped. */
  #wants = false;
  #isLive = false;

  constructor(private readonly context: ToolContext) {
    this.#button.onclick = () => void this.press();
    byId("assist-stop").onclick = () => void this.#stop();
    this.#draw();
  }

  heard(message: Control): void {
    switch (message.type) {
      case "abilities":
        this.#isAllowed = message["remoteAssist"] === true;
        this.#asksFirst = message["stopConfirmation"] === true;
        return this.#draw();
      case "assist":
        return this.#stands(assistOf(message));
      case "refused":
        if (message["what"] === "assist") this.#refused(message["reason"]);
    }
  }

  changed({ phase, room }: State): void {
    this.#userId = room?.userId ?? "";
    const isLive = phase === "live";
    if (this.#isLive && !isLive) this.#reset();
    this.#isLive = isLive;
    this.#draw();
  }

  /** The button or its key. True if it was of use. */
  press(): boolean {
    if (!this.#isAllowed || !this.#isLive || byId("tools").hidden) return false;
    if (this.#standing === "out") {
      this.#wants = true;
      this.context.send({ type: "assist_request" });
      this.#draw();
    } else void this.#stop();
    return true;
  }

  get #standing(): Standing {
    return standingOf(this.#assist, this.#userId, this.#wants);
  }

  async #stop(): Promise<void> {
    const question = { title: say("desk-assist-stop-title"), text: say("desk-assist-stop-text"), yes: say("desk-assist-control"), dangerous: false };
    const isSure = this.#standing !== "control" || !this.#asksFirst || (await this.context.ask(question));
    if (!isSure || this.#standing === "out") return;
    this.#wants = false;
    this.context.send({ type: "assist_stop" });
    this.#draw();
  }

  #stands(next: Assist): void {
    const [before, was] = [this.#assist, this.#standing];
    this.#assist = next;
    if (next.isMine) this.#wants = true;
    // the customer's stop sends the whole queue away
    if (before.isMine && !next.isMine && this.#wants) this.#lost(say("desk-assist-lost"));
    else if (was !== "out" && !this.#isIn(next)) this.#wants = false;
    this.#tellParents(before, next);
    this.#draw();
    this.context.announce(this.#status);
    if (next.isMine && !before.isMine) this.context.focusPicture(this.#button);
  }

  #isIn({ isMine, asking, queue }: Assist): boolean {
    return isMine || [asking, ...queue].some((agent) => agent?.userId === this.#userId);
  }

  #refused(reason: unknown): void {
    // being asked about already is no reason to give up
    if (reason !== "already_open") this.#lost(refusalWords(reason));
    this.#draw();
  }

  #lost(why: string): void {
    this.#wants = false;
    this.context.note(why);
  }

  /** The connection or the customer's page is gone: so is control. */
  #reset(): void {
    const before = this.#assist;
    this.#assist = IDLE;
    this.#wants = false;
    this.#tellParents(before, IDLE);
    this.context.tell({ type: "control", message: { type: "assist", controller: null, asking: null, queue: [] } });
  }

  #tellParents({ controller: before }: Assist, { controller: now }: Assist): void {
    if (before?.userId === now?.userId) return;
    const payload = (agent: { userId: string; userName: string }) => ({ agentId: agent.userId, agentName: agent.userName, types: ["scroll_page"] });
    if (before) this.context.post({ type: "remote_assist_stopped", payload: payload(before) });
    if (now) this.context.post({ type: "remote_assist_started", payload: payload(now) });
  }

  get #status(): string {
    return assistWords(this.#assist, this.#standing, this.#userId).status;
  }

  #draw(): void {
    const standing = this.#standing;
    const { button, status } = assistWords(this.#assist, standing, this.#userId);
    this.#button.hidden = !this.#isAllowed;
    this.#button.setAttribute("aria-pressed", String(standing !== "out"));
    byId("assist-name").textContent = button;
    this.#button.title = `${button} (s)`;
    byId("assist-strip").hidden = status === "" || !this.#isLive;
    byId("assist-strip").toggleAttribute("data-mine", standing === "control");
    byId("assist-status").textContent = status;
    byId("assist-stop").hidden = standing === "out";
    byId("assist-stop").textContent = standing === "control" ? say("desk-stop") : say("desk-cancel");
  }
}
