/** cobroker in a React app: the state of the widget as a hook, and a button that React draws. */
import type { CobrokerCall, CobrokerState } from "cobroker";
import { useSyncExternalStore } from "react";

let state: CobrokerState | null = null;
const listeners = new Set<() => void>();

/** Works before the script has come, too: it takes what was pushed when it runs. */
function tell(...calls: CobrokerCall[]): void {
  (window.Cobroker ??= []).push(...calls);
}

tell(["on", "state", (next: CobrokerState) => {
  state = next;
  for (const changed of listeners) changed();
}]);

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

/** The widget's state; `null` until it has said something. */
export function useHelp(): CobrokerState | null {
  return useSyncExternalStore(subscribe, () => state);
}

// asked each time help is asked for, so that whoever is signed in then is who the agent sees
tell(["identify", async () => {
  const answer = await fetch("/api/identity");
  if (answer.status === 401) return null;
  if (!answer.ok) throw new Error(`identity: ${answer.status}`);
  return answer.text();
}]);

/** Ends what goes on: nobody who signs out should leave an open window behind. */
export function endHelp(): void {
  tell(["end"]);
}

export function HelpButton() {
  const help = useHelp();
  return (
    <button type="button" className="help" data-phase={help?.phase ?? "idle"} onClick={() => tell(["open"])}>
      {label(help)}
    </button>
  );
}

function label(help: CobrokerState | null): string {
  switch (help?.phase) {
    case "starting": return "One moment…";
    case "waiting": return "Waiting for support";
    case "active": return `${help.helpers.join(", ")} is here`;
    case "reconnecting": return "Reconnecting…";
    default: return "Get help";
  }
}
