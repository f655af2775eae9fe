/** The demo company's own scripts. The help button comes from `/embed.js`, as on any website. */
import { claimsDesk } from "./demo/claims-desk";
import { policyDialog } from "./demo/policy-dialog";
import { quoteForm } from "./demo/quote";
import { sortable } from "./demo/table";

function find<E extends HTMLElement>(id: string, action: (element: E) => void): void {
  const element = document.getElementById(id);
  if (element) action(element as E);
}

find<HTMLFormElement>("quote", quoteForm);
find<HTMLTableElement>("policies", sortable);
find<HTMLDialogElement>("policy-dialog", policyDialog);
find<HTMLTimeElement>("office-clock", (clock) => find("desk-feed", (feed) => claimsDesk(clock, feed)));
