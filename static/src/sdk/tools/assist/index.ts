/** Remote assist: an agent scrolls the page for the customer, who is asked before, sees it all the time, and stops it when they like. */

import type { Control } from "../../../shared/frame";
import type { ToolContext } from "../../toolbox";
import type { Tool } from "../index";
import { Question } from "../ui/question";
import { words } from "../words";
import { AssistBanner } from "./banner";
import { AssistGate, type Controller } from "./gate";
import { scrollFrom } from "./scroll";

/** The only kind there is (Zoom reference §8.3). */
const TYPES = ["scroll_page"];
/** Most CSS pixels that one frame may ask for, either way (`docs/wire.md`). */
const MAX_DELTA = 10_000;

export function assistTool(context: ToolContext): Tool {
  const assist = new Assist(context);
  return {
    hears: {
      assist_question: (message) => assist.ask(message),
      assist_withdrawn: ({ grantId }) => assist.withdraw(grantId),
      assist: ({ controller }) => assist.hear(controllerOf(controller)),
      scroll: (message) => assist.scroll(message),
    },
    disconnected: () => assist.reset(),
    stop: () => assist.reset(),
  };
}

class Assist {
  private readonly gate: AssistGate;
  private readonly banner: AssistBanner;
  private question: { readonly grantId: string; readonly dialog: Question } | null = null;
  /** Whom the host page was told about. */
  private announced: Controller | null = null;

  constructor(private readonly context: ToolContext) {
    const { abilities } = context.settings;
    this.gate = new AssistGate(abilities);
    this.banner = new AssistBanner(context.host, {
      asksFirst: abilities.stopConfirmation,
      onStop: () => this.stop(),
      onPause: (isPaused) => (this.gate.isPaused = isPaused),
    });
  }

  ask(message: Control): void {
    const grantId = String(message["grantId"]);
    this.withdraw(this.question?.grantId);
    if (!this.context.settings.abilities.remoteAssist) return this.answer(grantId, false);
    const { title, intro, can, cannot } = words.assist;
    const name = words.who(String(message["agentName"] ?? ""));
    const dialog = new Question(this.context.host, { title: title(name), intro, can, cannot }, (allow) => this.answer(grantId, allow));
    this.question = { grantId, dialog };
  }

  withdraw(grantId: unknown): void {
    if (this.question?.grantId !== grantId) return;
    this.question?.dialog.close();
    this.question = null;
  }

  hear(claimed: Controller | null): void {
    this.gate.hear(claimed);
    this.refresh();
  }

  scroll({ grantId, node, dx, dy }: Control): void {
    if (!this.gate.obeys(grantId) || !isDelta(dx) || !isDelta(dy)) return;
    const page = this.context.page();
    if (page) scrollFrom(page.nodeOf(Number(node)) ?? document, dx, dy);
  }

  reset(): void {
    this.withdraw(this.question?.grantId);
    this.gate.forget();
    this.refresh();
  }

  private answer(grantId: string, allow: boolean): void {
    this.withdraw(grantId);
    if (allow) this.gate.agree(grantId);
    this.context.say({ type: "assist_answer", grantId, allow });
  }

  private stop(): void {
    this.gate.stop();
    this.context.say({ type: "assist_stop" });
    this.refresh();
  }

  /** Brings banner and host page into line with who has control. */
  private refresh(): void {
    const now = this.gate.controller;
    const before = this.announced;
    this.banner.show(now ? words.who(now.userName) : null);
    if (now?.grantId === before?.grantId) return;
    this.announced = now;
    if (before) this.context.emit("remote_assist_stopped", eventOf(before));
    if (now) this.context.emit("remote_assist_started", eventOf(now));
  }
}

function eventOf({ userId, userName }: Controller): object {
  return { agentId: userId, agentName: userName, types: TYPES.slice() };
}

function controllerOf(value: unknown): Controller | null {
  const { grantId, userId, userName } = (value ?? {}) as { grantId?: unknown; userId?: unknown; userName?: unknown };
  return typeof grantId === "string" ? { grantId, userId: String(userId), userName: typeof userName === "string" ? userName : "" } : null;
}

function isDelta(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) <= MAX_DELTA;
}
