/** Frames of the page whose content did not come: of another website that does not share it. They say so instead of staying white. */

import { say } from "../words/say";

const STYLE =
  "margin: 0; display: grid; place-items: center; height: 100vh; box-sizing: border-box; border: 1px dashed #737373; color: #525252; background: #f5f5f5; font: 13px/1.4 system-ui, sans-serif; text-align: center";

/** `idOf` gives 0 for a document that was never sent. Once it comes, rrweb writes it over the label. */
export function labelFrames(page: Document | null, idOf: (node: Node) => number): void {
  for (const frame of Array.from(page?.getElementsByTagName("iframe") ?? [])) {
    const inside = frame.contentDocument;
    if (!inside?.body || idOf(inside) !== 0 || inside.body.hasChildNodes()) continue;
    inside.body.style.cssText = STYLE;
    inside.body.textContent = say("viewer-frame");
  }
}
