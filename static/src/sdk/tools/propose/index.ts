/** Proposals: an agent suggests a press or a value, the customer says yes or no, and only a yes does anything. One card at a time, in the order they came. */

import type { Control } from "../../../shared/frame";
import type { ToolContext } from "../../toolbox";
import type { Tool } from "../index";
import { isElement } from "../tree";
import { words } from "../words";
import { act } from "./act";
import { Card } from "./card";
import { factsOf, labelOf, valueWords } from "./facts";
import { type Action, type Outcome, outcomeOf } from "./possible";

interface Proposal {
  readonly id: string;
  readonly agent: string;
  readonly element: Element;
  readonly action: Action;
}

type Answer = "yes" | "no" | "impossible";

/** Most characters of a value (`docs/wire.md`). */
const MAX_VALUE = 1_000;

export function proposeTool(context: ToolContext): Tool {
  const proposals = new Proposals(context);
  return {
    hears: {
      proposal: (message) => proposals.come(message),
      proposal_withdrawn: ({ proposalId }) => proposals.drop(String(proposalId)),
    },
    disconnected: () => proposals.clear(),
    stop: () => proposals.clear(),
  };
}

class Proposals {
  private queue: Proposal[] = [];
  private card: Card | null = null;

  constructor(private readonly context: ToolContext) {}

  come(message: Control): void {
    const id = String(message["proposalId"]);
    const element = this.context.page()?.nodeOf(Number(message["node"])) ?? null;
    const action = actionOf(message["action"]);
    if (!isElement(element) || !action) return this.say(id, "impossible");
    const proposal = { id, element, action, agent: words.who(String(message["agentName"] ?? "")) };
    if (!this.outcome(proposal)) return this.say(id, "impossible");
    this.queue.push(proposal);
    if (this.queue.length === 1) this.open();
  }

  /** The agent does not propose it any more. */
  drop(id: string): void {
    const isOpen = this.queue[0]?.id === id;
    this.queue = this.queue.filter((one) => one.id !== id);
    if (isOpen) this.next(true);
  }

  clear(): void {
    this.queue = [];
    this.next(true);
  }

  /** The first one that still can be done. */
  private open(): void {
    for (let first = this.queue[0]; first; first = this.queue[0]) {
      const outcome = this.outcome(first);
      if (outcome) return this.show(first, outcome);
      this.queue.shift();
      this.say(first.id, "impossible");
    }
  }

  private show(proposal: Proposal, outcome: Outcome): void {
    const { agent, element, action } = proposal;
    const waiting = this.queue.length - 1;
    const text = { agent, title: words.propose.title(agent, outcome, labelOf(element)), value: valueWords(element, action), more: waiting ? words.propose.more(waiting) : "" };
    this.card = new Card(this.context.host, element, text, {
      onAnswer: (yes) => this.answer(proposal, yes),
      onGone: () => this.settle(proposal, "impossible"),
      isPossible: () => this.outcome(proposal) !== null,
    });
  }

  private answer(proposal: Proposal, yes: boolean): void {
    if (!yes) return this.settle(proposal, "no");
    if (!this.outcome(proposal)) return this.settle(proposal, "impossible");
    // said before it is done: it may well take the page away
    this.settle(proposal, "yes");
    act(proposal.element, proposal.action);
  }

  private settle({ id }: Proposal, answer: Answer): void {
    this.say(id, answer);
    this.queue = this.queue.filter((one) => one.id !== id);
    this.next(answer !== "yes");
  }

  private next(restoresFocus: boolean): void {
    this.card?.close(restoresFocus);
    this.card = null;
    // what was agreed to happens first, and may change what the next one is about
    if (this.queue.length > 0) void Promise.resolve().then(() => this.card ?? this.open());
  }

  private outcome({ element, action }: Proposal): Outcome | null {
    const page = this.context.page();
    const { host, settings } = this.context;
    if (!page || !settings.abilities.proposals || host.element.contains(element)) return null;
    return outcomeOf(action, factsOf(element, (node) => page.view().isMasked(node)));
  }

  private say(proposalId: string, answer: Answer): void {
    this.context.say({ type: "proposal_answer", proposalId, answer });
  }
}

function actionOf(value: unknown): Action | null {
  const { kind, value: text } = (value ?? {}) as { kind?: unknown; value?: unknown };
  if (kind === "click") return { kind };
  return kind === "value" && typeof text === "string" && text.length <= MAX_VALUE ? { kind, value: text } : null;
}
