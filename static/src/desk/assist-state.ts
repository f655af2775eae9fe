/** How remote assist stands, as the relay says, and what that is for this agent. Pure. */

import type { Control } from "../shared/frame";
import { say } from "../words/say";
import { agentsOf, type Agent } from "./room";

export type Assist = {
  readonly controller: Agent | null;
  /** Only the controller's own desk is told the grant. */
  readonly isMine: boolean;
  readonly asking: Agent | null;
  readonly queue: readonly Agent[];
};

export const IDLE: Assist = { controller: null, isMine: false, asking: null, queue: [] };

/** Where this agent is in it. */
export type Standing = "out" | "queued" | "asking" | "control";

export function assistOf({ controller, asking, queue }: Control): Assist {
  const grant = (controller as { grantId?: unknown } | null | undefined)?.grantId;
  return { controller: one(controller), isMine: typeof grant === "string", asking: one(asking), queue: agentsOf(queue) };
}

/** `wants`: this desk has asked; the same person may be here with another one. */
export function standingOf(assist: Assist, userId: string, wants: boolean): Standing {
  if (assist.isMine) return "control";
  if (!wants) return "out";
  if (assist.asking?.userId === userId) return "asking";
  return "queued";
}

/** What the button does, and what is said about who scrolls, who is asked and who waits. */
export function assistWords(assist: Assist, standing: Standing, userId: string): { readonly button: string; readonly status: string } {
  return { button: say(`desk-assist-${standing}`), status: [now(assist, standing), queued(assist, standing, userId)].filter(Boolean).join(" ") };
}

function now({ controller, asking }: Assist, standing: Standing): string {
  if (standing === "control") return say("desk-assist-mine");
  if (standing === "asking") return say("desk-assist-asked-mine");
  if (controller) return say("desk-assist-theirs", { name: controller.userName });
  return asking ? say("desk-assist-asked-theirs", { name: asking.userName }) : "";
}

function queued({ queue }: Assist, standing: Standing, userId: string): string {
  const at = standing === "queued" ? queue.findIndex((agent) => agent.userId === userId) : -1;
  if (queue.length === 0) return standing === "queued" ? say("desk-assist-your-turn") : "";
  const names = queue.map(({ userName }, place) => (place === at ? say("desk-you") : userName));
  return say("desk-assist-next", { names: names.join(", ") });
}

/** Why the relay did not give control. */
export function refusalWords(reason: unknown): string {
  switch (reason) {
    case "denied":
      return say("desk-refused-denied");
    case "off":
      return say("desk-refused-scrolling");
    case "no_customer":
      return say("desk-refused-away");
    case "full":
      return say("desk-refused-often");
    default:
      return say("desk-refused");
  }
}

function one(value: unknown): Agent | null {
  return agentsOf([value])[0] ?? null;
}
