/** Has the picture taken anew when something open shows a picture of a style sheet that was held back until then. */

import type { ToolContext } from "../toolbox";
import type { Tool } from ".";

/** Between two looks, milliseconds. Not only changes of the page show pictures: a ticked box does, too. */
const EVERY = 1_000;
/** What is gone again before the picture was taken may come once more, but not for ever. */
const TRIES = 3;
/** Milliseconds that one look may take; what it did not come to, the next one does. */
const PATIENCE = 8;

export function backgroundsTool({ page }: ToolContext): Tool {
  const tried = new Map<string, number>();
  let turn = 0;
  const look = (): void => {
    const nodes = page();
    if (!nodes || document.hidden) return;
    const view = nodes.view();
    const until = performance.now() + PATIENCE;
    const waiting = Array.from(nodes.unshown).filter(([name]) => (tried.get(name) ?? 0) < TRIES);
    const came = (at: number): boolean => {
      const [name, isShown] = waiting[at % waiting.length]!;
      if (!isShown(view)) return false;
      tried.set(name, (tried.get(name) ?? 0) + 1);
      return true;
    };
    let found = false;
    for (let left = waiting.length; left > 0 && performance.now() < until; left--) found = came(turn++) || found;
    if (found) nodes.renew();
  };
  const timer = setInterval(look, EVERY);
  return { hears: {}, disconnected: () => {}, stop: () => clearInterval(timer) };
}
