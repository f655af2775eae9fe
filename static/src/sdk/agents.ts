/** Who is in the session, and the events that tell the page. */

import type { Control } from "../shared/frame";

export interface Agent {
  readonly userId: string;
  readonly userName: string;
  /** Said of who only watches. */
  readonly mode?: unknown;
}

export class Agents {
  private present = new Map<string, Agent>();
  /** Those the page has been told about. */
  private announced = new Map<string, Agent>();

  constructor(private readonly emit: (name: "agent_joined" | "agent_left", payload: object) => void) {}

  get count(): number {
    return this.present.size;
  }

  list(): Agent[] {
    return Array.from(this.present.values());
  }

  clear(): void {
    this.present.clear();
    this.announced.clear();
  }

  /** Takes over the list of a welcome; `announce` tells the page what is different. */
  set(list: unknown, onChange: () => void): void {
    const agents = Array.isArray(list) ? list.map(agentOf) : [];
    this.present = new Map(agents.map((agent) => [agent.userId, agent]));
    onChange();
  }

  /** One came or left, as the relay says. */
  change(message: Control, onChange: () => void): void {
    change(this.present, message.type, agentOf(message));
    onChange();
    this.announce();
  }

  announce(): void {
    for (const agent of Array.from(this.announced.values())) if (!this.present.has(agent.userId)) this.tell("agent_left", agent);
    for (const agent of this.list()) if (!this.announced.has(agent.userId)) this.tell("agent_joined", agent);
  }

  private tell(name: "agent_joined" | "agent_left", agent: Agent): void {
    change(this.announced, name, agent);
    this.emit(name, { ...agent, agentCount: this.announced.size });
  }
}

function change(agents: Map<string, Agent>, news: string, agent: Agent): void {
  if (news === "agent_joined") agents.set(agent.userId, agent);
  else agents.delete(agent.userId);
}

function agentOf(value: unknown): Agent {
  const { userId, userName, mode } = (value ?? {}) as { userId?: unknown; userName?: unknown; mode?: unknown };
  return { userId: String(userId), userName: typeof userName === "string" ? userName : "", ...(mode ? { mode } : null) };
}
