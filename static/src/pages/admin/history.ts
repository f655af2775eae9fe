/** `/admin/history`: times that tick, views, and back to the very place one came from. */
import { byId } from "../lib/dom";
import { savedViews } from "./views";

export function sessionHistory(): void {
  savedViews("history", () => new URLSearchParams(location.search.slice(1)).toString());
  // An empty field narrows nothing and need not stand in the address.
  const form = byId<HTMLFormElement>("history-filters");
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
  });
}
