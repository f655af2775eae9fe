// Leaves rrweb's canvas recorder out of the SDK: we never use it, and it would bring a web worker as text.
import { readFileSync } from "node:fs";

/** From here to there in @rrweb/record's bundle; its version is pinned, so a miss means that somebody moved it. */
const FROM = "const jsContent = ";
const TO = "class StylesheetManager {";

/** What the recorder asks of it. */
const INERT = "class CanvasManager { reset() {} freeze() {} unfreeze() {} lock() {} unlock() {} }\n";

export const trimRrweb = {
  name: "trim-rrweb",
  setup({ onLoad }) {
    onLoad({ filter: /@rrweb[\\/]record[\\/]dist[\\/]record\.js$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const [from, to] = [text.indexOf(FROM), text.indexOf(TO)];
      if (from < 0 || to < from) throw new Error(`${path} has no canvas recorder between "${FROM}" and "${TO}"`);
      return { contents: text.slice(0, from) + INERT + text.slice(to), loader: "js" };
    });
  },
};
