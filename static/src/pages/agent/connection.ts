/** Says when this page has not heard from the server for a while: its lists would look as fresh as ever. */
import { byId, setHidden, setText } from "../lib/dom";
import { say } from "../../words/say";

/** A short break mends itself before anybody has to read of it. Milliseconds. */
const LONG = 4_000;

export interface Connection {
  up(): void;
  down(): void;
}

export function connection(): Connection {
  const line = byId("unconnected");
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    up() {
      clearTimeout(timer);
      timer = undefined;
      setText(line, "");
      setHidden(line, true);
    },
    down() {
      timer ??= setTimeout(() => {
        setHidden(line, false);
        setText(line, say("agent-unconnected"));
      }, LONG);
    },
  };
}
