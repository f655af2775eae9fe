/** What the relay tells a desk about its session, read field by field. */

import type { Control } from "../shared/frame";
import { say } from "../words/say";

/** `watching` is said of who sees the page and can do nothing; without it, somebody helps. */
export type Agent = { readonly userId: string; readonly userName: string; readonly mode?: "watching" };

/** By whom this agent was asked in, and what was said to it. */
export type Invited = { readonly by: string; readonly text: string; readonly handOver: boolean };

export type Room = {
  readonly sessionId: string;
  /** This agent. */
  readonly userId: string;
  /** This agent only watches. */
  readonly watches: boolean;
  readonly invited: Invited | null;
  readonly customerName: string;
  /** Whether the host site vouches for the customer's name. */
  readonly identified: boolean;
  /** Two words that the customer's dialog shows, too. */
  readonly phrase: string;
  readonly present: boolean;
  readonly consented: boolean;
  /** This agent came first: the customer was never there. */
  readonly expected: boolean;
  /** How often the customer went on in another tab. */
  readonly transfers: number;
  /** The customer looks at another tab. */
  readonly away: boolean;
  /** The other agents. */
  readonly agents: readonly Agent[];
};

/** A session has five seats and two places to watch; this only bounds what a list can do to the page. */
const MAX_AGENTS = 16;

export function roomOf(message: Control): Room {
  const userId = text(message.userId);
  return {
    sessionId: text(message.sessionId),
    userId,
    watches: message.mode === "watching",
    invited: invitedOf(message.invited),
    customerName: text(message.customerName) || say("actor-customer"),
    identified: message.customerIdentified === true,
    phrase: text(message.phrase),
    present: message.customerPresent === true,
    consented: message.consented === true,
    expected: typeof message.customerSeconds === "number",
    transfers: 0,
    away: false,
    agents: agentsOf(message.agents).filter((agent) => agent.userId !== userId),
  };
}

/** Who the customer is, if the relay says it now. */
export function withCustomer(room: Room, message: Control): Room {
  const customerName = text(message.customerName);
  return customerName ? { ...room, customerName, identified: message.customerIdentified === true } : room;
}

export function withAgent(room: Room, message: Control): Room {
  // told of this agent itself: it may do more than before
  if (message.userId === room.userId) return { ...room, watches: message.mode === "watching" };
  const rest = withoutAgent(room, message).agents;
  const [agent] = agentsOf([message]);
  return agent ? { ...room, agents: [...rest, agent].slice(0, MAX_AGENTS) } : room;
}

export function withoutAgent(room: Room, message: Control): Room {
  return { ...room, agents: room.agents.filter((agent) => agent.userId !== message.userId) };
}

/** The agents in a list of the relay's; what is none is left out. */
export function agentsOf(value: unknown): Agent[] {
  const given: unknown[] = Array.isArray(value) ? value.slice(0, MAX_AGENTS) : [];
  return given.flatMap((one) => {
    const { userId, userName, mode } = (one ?? {}) as { userId?: unknown; userName?: unknown; mode?: unknown };
    return typeof userId === "string" ? [{ userId, userName: text(userName) || say("actor-agent"), ...(mode === "watching" && { mode }) }] : [];
  });
}

function invitedOf(value: unknown): Invited | null {
  if (typeof value !== "object" || value === null) return null;
  const { by, text: said, handOver } = value as { by?: unknown; text?: unknown; handOver?: unknown };
  return { by: text(by) || say("actor-agent"), text: typeof said === "string" ? said.slice(0, 600) : "", handOver: handOver === true };
}

function text(value: unknown): string {
  return typeof value === "string" ? value.slice(0, 200) : "";
}
