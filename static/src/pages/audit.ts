/** `/admin/audit`: a short address, days of the reader's own zone, and the result as soon as a look at the trail is over. */
import { say } from "../words/say";
import { setText, slot } from "./lib/dom";
import { ask } from "./lib/problem";
import { ownZone } from "./lib/time";

/** A look reads tens of thousands of entries in this time. Milliseconds. */
const EVERY = 1_000;

export function auditPage(root: HTMLElement): void {
  const form = root.querySelector<HTMLFormElement>("form.audit-filters");
  form?.addEventListener("formdata", ({ formData }) => shorten(formData));
  const state = root.querySelector<HTMLElement>("#verification[data-running]");
  if (state) follow(state);
}

/** An empty field narrows nothing and need not stand in the address; a zone is of use to days only. */
function shorten(data: FormData): void {
  const days = data.get("from") !== "" || data.get("to") !== "";
  data.set("zone", days ? ownZone() : "");
  for (const [name, value] of [...data]) if (value === "") data.delete(name);
}

interface Look {
  readonly read: number;
  readonly of: number;
}

/** How far the look is. `null`: it is over. `undefined`: nobody knows. */
export function lookOf(body: unknown): Look | null | undefined {
  if (typeof body !== "object" || body === null || !("running" in body)) return undefined;
  const { running } = body;
  if (running === null) return null;
  if (typeof running !== "object" || running === undefined) return undefined;
  const { read, of } = running as Partial<Look>;
  return typeof read === "number" && typeof of === "number" ? { read, of } : undefined;
}

/** Says how far the look is, and shows the page anew when it is over. */
function follow(state: HTMLElement): void {
  const progress = state.querySelector("progress");
  slot(state, "again").hidden = true;
  setTimeout(async () => {
    const answer = await ask("GET", "/api/audit/verification");
    const look = answer.ok ? lookOf(answer.body) : undefined;
    if (look === null) return location.reload();
    if (look && progress) {
      [progress.max, progress.value] = [Math.max(1, look.of), look.read];
      const number = new Intl.NumberFormat(document.documentElement.lang);
      setText(slot(state, "reading"), say("audit-reading", { read: number.format(look.read), of: number.format(look.of) }));
    }
    follow(state);
  }, EVERY);
}
