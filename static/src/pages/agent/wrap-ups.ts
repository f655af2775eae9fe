/** Sessions that ended and want a word: how they came out, how co-browsing went, a note. Each can be skipped. */
import { byId, setHidden } from "../lib/dom";
import { casePanel, type CasePanel } from "./case-panel";
import type { Drafts } from "./draft";

export interface WrapUps {
  /** With `focus` the keys go there: somebody asked for it. */
  add(sessionId: string, customer: string, focus?: boolean): void;
}

/** More cards than this are left to "Your sessions today". */
const MOST = 3;

export function wrapUps(drafts: Drafts): WrapUps {
  const holder = byId("wrap-ups");
  const open = new Map<string, CasePanel>();
  const drop = (sessionId: string): void => {
    open.get(sessionId)?.drop();
    open.delete(sessionId);
    setHidden(holder, open.size === 0);
  };
  return {
    add(sessionId, customer, focus = false) {
      if (!open.has(sessionId)) {
        const oldest = open.keys().next().value;
        if (open.size >= MOST && oldest !== undefined) drop(oldest);
        const panel = casePanel(sessionId, customer, drafts);
        panel.finish(() => {
          drop(sessionId);
          byId("pin").focus();
        });
        panel.root.classList.add("card");
        open.set(sessionId, panel);
        holder.prepend(panel.root);
        setHidden(holder, false);
      }
      if (focus) open.get(sessionId)?.focus("outcome");
    },
  };
}
