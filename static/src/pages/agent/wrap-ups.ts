/** Sessions that ended and want a word: how they came out, how co-browsing went, a note. Each can be skipped, and all outlive a reload. */
import { byId, setHidden } from "../lib/dom";
import { keep, kept } from "../lib/keep";
import { casePanel, type CasePanel } from "./case-panel";
import type { Drafts } from "./draft";

export interface WrapUps {
  /** `panel`: the one that stood in the session, with what is being typed in it. */
  add(sessionId: string, customer: string, panel?: CasePanel): void;
  /** The keys go there: somebody asked for it. */
  focus(sessionId: string): void;
  /** The session is open again, with notes of its own. */
  drop(sessionId: string): void;
}

/** More cards than this are left to "Your sessions today". */
const MOST = 3;

const KEPT = "wrap-ups";

export function wrapUps(drafts: Drafts): WrapUps {
  const holder = byId("wrap-ups");
  const open = new Map<string, { panel: CasePanel; customer: string }>();

  function drop(sessionId: string): void {
    open.get(sessionId)?.panel.drop();
    open.delete(sessionId);
    changed();
  }

  function changed(): void {
    keep("sessionStorage", KEPT, open.size > 0 ? Array.from(open, ([sessionId, { customer }]) => ({ sessionId, customer })) : null);
    setHidden(holder, open.size === 0);
  }

  function add(sessionId: string, customer: string, given?: CasePanel): void {
    if (open.has(sessionId)) return given?.drop();
    const panel = given ?? casePanel(sessionId, customer, drafts);
    const oldest = open.keys().next().value;
    if (open.size >= MOST && oldest !== undefined) drop(oldest);
    panel.finish(() => {
      drop(sessionId);
      byId("pin").focus();
    });
    panel.root.classList.add("card");
    open.set(sessionId, { panel, customer });
    holder.prepend(panel.root);
    changed();
  }

  for (const [sessionId, customer] of before()) add(sessionId, customer);
  return {
    add,
    drop,
    focus: (sessionId) => open.get(sessionId)?.panel.focus("outcome"),
  };
}

/** Those that were open when the page was left. */
function before(): [sessionId: string, customer: string][] {
  const list = kept("sessionStorage", KEPT);
  return (Array.isArray(list) ? list : []).slice(0, MOST).flatMap((one: unknown): [string, string][] => {
    const { sessionId, customer } = (one ?? {}) as Record<string, unknown>;
    return typeof sessionId === "string" && typeof customer === "string" ? [[sessionId, customer]] : [];
  });
}
