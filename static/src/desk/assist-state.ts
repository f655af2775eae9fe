/** How remote assist stands, as the relay says, and what that is for this agent. Pure. */

import type { Control } from "../shared/frame";
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
  const button = { out: "Scroll for the customer", queued: "Do not wait", asking: "Do not ask", control: "Stop scrolling" }[standing];
  return { button, status: [now(assist, standing), queued(assist, standing, userId)].filter(Boolean).join(" ") };
}

function now({ controller, asking }: Assist, standing: Standing): string {
  if (standing === "control") return "You scroll the customer’s page: wheel, arrow keys or a finger.";
  if (standing === "asking") return "The customer is asked whether you may scroll.";
  if (controller) return `${controller.userName} scrolls the customer’s page.`;
  return asking ? `The customer is asked whether ${asking.userName} may scroll.` : "";
}

function queued({ queue }: Assist, standing: Standing, userId: string): string {
  const at = standing === "queued" ? queue.findIndex((agent) => agent.userId === userId) : -1;
  if (queue.length === 0) return standing === "queued" ? "You wait for your turn." : "";
  const names = queue.map(({ userName }, place) => (place === at ? "you" : userName));
  return `Next: ${names.join(", ")}.`;
}

/** Why the relay did not give control. */
export function refusalWords(reason: unknown): string {
  switch (reason) {
    case "denied":
      return "The customer said no: the page stays theirs to scroll.";
    case "off":
      return "This website does not let agents scroll.";
    case "no_customer":
      return "The customer’s page is away. Try again when it is back.";
    case "full":
      return "That was too often. Wait a moment and try again.";
    default:
      return "That was not possible now. Try again.";
  }
}

function one(value: unknown): Agent | null {
  return agentsOf([value])[0] ?? null;
}
