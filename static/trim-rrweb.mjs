// Leaves out of the SDK what rrweb brings and we never use: its canvas recorder, with a web worker as text, and its way of
// recording frames of other origins, which listens to messages from anybody.
import { readFileSync } from "node:fs";

/** Parts of @rrweb/record's bundle, from one line to another, and what the rest still asks of them. */
const CUTS = [
  { from: "class CrossOriginIframeMirror {", to: "class IframeManager {", inert: "class CrossOriginIframeMirror { reset() {} }\n" },
  { from: "  handleMessage(message) {\n    const crossOriginMessageEvent", to: "class ShadowDomManager {", inert: "  handleMessage() {}\n}\n" },
  { from: "const jsContent = ", to: "class StylesheetManager {", inert: "class CanvasManager { reset() {} freeze() {} unfreeze() {} lock() {} unlock() {} }\n" },
];

export const trimRrweb = {
  name: "trim-rrweb",
  setup({ onLoad }) {
    onLoad({ filter: /@rrweb[\\/]record[\\/]dist[\\/]record\.js$/ }, ({ path }) => ({
      contents: CUTS.reduce((text, one) => cut(text, one, path), readFileSync(path, "utf8")),
      loader: "js",
    }));
  },
};

/** The version is pinned, so a miss means that somebody moved it: the cuts have to be looked at again. */
function cut(text, { from, to, inert }, path) {
  const [start, end] = [text.indexOf(from), text.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`${path} has nothing between "${from}" and "${to}"`);
  return text.slice(0, start) + inert + text.slice(end);
}
