/** Strokes, pointers and rings on the customer's page; and the customer's own drawing, where the page allows it. */

import { Hand } from "../../shared/drawing/hand";
import { PALETTE } from "../../shared/drawing/palette";
import { Sketch } from "../../shared/drawing/sketch";
import { OVERLAY_STYLES } from "../../shared/drawing/styles";
import type { ToolContext } from "../toolbox";
import { make } from "../ui/elements";
import { DrawingBar } from "./drawing-bar";
import { DRAWING_STYLES } from "./drawing-styles";
import type { Tool } from "./index";
import { PageWatch, pageAddress } from "./page-watch";

export function annotationTool({ host, settings, page, say }: ToolContext): Tool {
  const layer = make("div", { class: "layer" });
  const ground = {
    document: () => (page() ? document : null),
    nodeOf: (id: number) => page()?.nodeOf(id) ?? null,
    idOf: (node: Node) => page()?.idOf(node) ?? 0,
    isOwn: (element: Element) => element === host.element,
  };
  const watch = new PageWatch(() => sketch.overlay.refresh(), () => sketch.leavePage());
  const sketch: Sketch = new Sketch({
    ground,
    layer,
    send: say,
    address: pageAddress,
    changed: () => bar.refresh(),
    awake: (isAwake) => {
      watch[isAwake ? "start" : "stop"]();
      host[isAwake ? "add" : "remove"](layer);
    },
  });
  const hand = new Hand(sketch, ground, PALETTE[0][0]);
  const bar: DrawingBar = new DrawingBar(host, sketch, hand, settings.abilities.customerAnnotation);
  host.dress(OVERLAY_STYLES + DRAWING_STYLES);
  const hear = sketch.heard.bind(sketch);
  return {
    hears: {
      drawing: hear,
      draw: (message) => {
        hear(message);
        // somebody may have shown again what belongs to the page before
        sketch.leavePage();
      },
      pointer: hear,
      highlight: hear,
      refused: ({ what, reason }) => what === "draw" && reason === "full" && sketch.full(),
    },
    watched: (agents) => bar.allow(agents.length > 0),
    disconnected() {
      bar.allow(false);
      sketch.restart();
    },
    stop() {
      bar.stop();
      watch.stop();
      sketch.overlay.stop();
      host.remove(layer);
    },
  };
}
