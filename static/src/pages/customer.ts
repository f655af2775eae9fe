/** The demo company's site: its own little scripts, and the help panel of the session broker. */
import { broker } from "../embed/broker";
import { helpSession } from "../embed/help-session";
import { loadSdk } from "../embed/loader";
import { panel } from "../embed/panel";
import { reporter } from "../embed/report";
import { claimsDesk } from "./demo/claims-desk";
import { policyDialog } from "./demo/policy-dialog";
import { quoteForm } from "./demo/quote";
import { sortable } from "./demo/table";

function find<E extends HTMLElement>(id: string, action: (element: E) => void): void {
  const element = document.getElementById(id);
  if (element) action(element as E);
}

const help = helpSession(
  {
    broker: broker(""),
    loadSdk,
    reporter,
    storage: sessionStorage,
    onLeave: (leave) => addEventListener("pagehide", leave),
  },
  (state) => view.show(state),
);
const view = panel({ start: () => void help.start(), end: help.end, dismiss: help.dismiss });
void help.resume();

find<HTMLFormElement>("quote", quoteForm);
find<HTMLTableElement>("policies", sortable);
find<HTMLDialogElement>("policy-dialog", policyDialog);
find<HTMLTimeElement>("office-clock", (clock) => find("desk-feed", (feed) => claimsDesk(clock, feed)));
