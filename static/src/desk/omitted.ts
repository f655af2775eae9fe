/** What of the customer's page the agent does not see, and why: a count in the top bar that opens into a list in plain words. */

import type { Control } from "../shared/frame";
import type { FromViewer } from "../shared/viewer-port";
import { closesByItself, toggleByKey } from "./disclosure";
import { dashed, find, say } from "../words/say";
import type { State } from "./state";
import type { DeskTool } from "./tools";

export interface Omitted {
  readonly kind: string;
  readonly reason: string;
  readonly count: number;
}

/** The page changes too wildly to be followed (`docs/wire.md`). */
const isBusy = ({ kind, reason }: Omitted): boolean => kind === "page" && reason === "busy";

/** Hidden by the page's masks, on purpose; all else is missing. */
const isMasked = ({ reason }: Omitted): boolean => reason === "masked";

/** What the button says. */
export function summaryOf(items: readonly Omitted[]): string {
  const sum = (which: (item: Omitted) => boolean): number => items.filter(which).reduce((total, { count }) => total + count, 0);
  const [masked, missing] = [sum(isMasked), sum((item) => !isMasked(item) && !isBusy(item))];
  const parts = [items.some(isBusy) ? say("desk-omitted-slowed") : "", masked > 0 ? say("desk-omitted-private", { count: masked }) : "", missing > 0 ? say("desk-omitted-count", { count: missing }) : ""];
  return parts.filter(Boolean).join(", ");
}

/** The list in plain words; what this desk does not know is left out. */
export function sentences(items: readonly Omitted[]): string[] {
  return items.flatMap((item) => {
    if (isBusy(item)) return [say("desk-omitted-busy")];
    const { kind, reason, count } = item;
    const what = find(`desk-kind-${dashed(kind)}`, { count });
    const why = find(`desk-why-${dashed(reason)}`);
    return what && why && count > 0 ? [say("desk-omitted-line", { what, why })] : [];
  });
}

/** `omitted` of the relay, read field by field. */
export function itemsOf(message: Control): Omitted[] {
  const given: unknown[] = Array.isArray(message.items) ? message.items.slice(0, 32) : [];
  return given.flatMap((one) => {
    const { kind, reason, count } = (one ?? {}) as { [field: string]: unknown };
    return typeof kind === "string" && typeof reason === "string" && Number.isSafeInteger(count) ? [{ kind, reason, count: count as number }] : [];
  });
}

/** What the viewer counts in the picture. */
export function maskedOf({ fields, texts }: Extract<FromViewer, { type: "masked" }>): Omitted[] {
  return [{ kind: "field", reason: "masked", count: fields }, { kind: "text", reason: "masked", count: texts }];
}

export function omittedTool(): DeskTool {
  const root = document.getElementById("omitted") as HTMLDetailsElement;
  const [summary, list] = [root.querySelector("[data-part=count]"), root.querySelector("ul")] as [HTMLElement, HTMLElement];
  let said: readonly Omitted[] = [];
  let failed: readonly Omitted[] = [];
  let masked: readonly Omitted[] = [];
  const draw = (): void => {
    const items = [...masked, ...said, ...failed];
    const lines = sentences(items);
    root.hidden = lines.length === 0;
    if (root.hidden) root.open = false;
    summary.textContent = summaryOf(items);
    list.replaceChildren(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
  };
  closesByItself(root);
  return {
    heard(message) {
      if (message.type !== "omitted") return;
      said = itemsOf(message);
      draw();
    },
    viewed(message: FromViewer) {
      if (message.type === "masked") masked = maskedOf(message);
      else if (message.type !== "blocked") return;
      else failed = [{ kind: "image", reason: "blocked", count: message.images }, { kind: "font", reason: "blocked", count: message.fonts }];
      draw();
    },
    pressed: ({ key, ctrlKey, metaKey }) => key.toLowerCase() === "m" && !ctrlKey && !metaKey && toggleByKey(root),
    changed(state: State) {
      if (state.phase === "live") return;
      said = failed = masked = [];
      draw();
    },
  };
}
