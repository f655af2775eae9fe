/** Tells agents where the customer is when the page becomes another one without loading (`docs/wire.md`, "The page's address"). */

import { pageUrl } from "../gate/urls";
import type { ToolContext } from "../toolbox";
import type { Tool } from ".";

export const TAG = "cobroker.page";
/** Browsers do not all tell of `history.pushState`. Milliseconds. */
const LOOK = 250;

export function addressTool({ page, settings }: ToolContext): Tool {
  let picture = -1;
  let told = "";
  const look = (): void => {
    const nodes = page();
    if (!nodes || nodes.pictures() === 0) return;
    // each picture comes with the address it was taken at
    if (picture !== (picture = nodes.pictures())) told = nodes.address();
    const href = pageUrl(location.href, settings.sharePath);
    if (told === (told = href)) return;
    nodes.push(TAG, { href });
  };
  const timer = setInterval(look, LOOK);
  return { hears: {}, disconnected: () => undefined, stop: () => clearInterval(timer) };
}
