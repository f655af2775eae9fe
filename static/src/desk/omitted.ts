/** What of the customer's page the agent does not see, and why: a count in the top bar that opens into a list in plain words. */

import type { Control } from "../shared/frame";
import type { FromViewer } from "../shared/viewer-port";
import type { State } from "./state";
import type { DeskTool } from "./tools";

export interface Omitted {
  readonly kind: string;
  readonly reason: string;
  readonly count: number;
}

/** One and many of each kind (`docs/wire.md`, `omitted`). */
const KINDS: { readonly [kind: string]: readonly [string, string] } = {
  canvas: ["drawing", "drawings"],
  image: ["picture", "pictures"],
  video: ["video", "videos"],
  audio: ["sound", "sounds"],
  frame: ["embedded page", "embedded pages"],
  font: ["font", "fonts"],
  plugin: ["embedded object", "embedded objects"],
};

const REASONS: { readonly [reason: string]: string } = {
  cross_origin: "from another website",
  no_snippet: "from another website, which does not share it",
  tainted: "with content of another website",
  masked: "private",
  too_large: "too large",
  blocked: "could not be loaded here",
  unsupported: "cannot be shared",
};

/** The page changes too wildly to be followed (`docs/wire.md`). */
const isBusy = ({ kind, reason }: Omitted): boolean => kind === "page" && reason === "busy";

/** What the button says. */
export function summaryOf(items: readonly Omitted[]): string {
  const count = items.reduce((sum, item) => sum + (isBusy(item) ? 0 : item.count), 0);
  const parts = [items.some(isBusy) ? "Slowed" : "", count > 0 ? `${count} not shown` : ""];
  return parts.filter(Boolean).join(", ");
}

/** The list in plain words; what this desk does not know is left out. */
export function sentences(items: readonly Omitted[]): string[] {
  return items.flatMap((item) => {
    if (isBusy(item)) return ["The page changes too fast to be followed: you see a new picture every few seconds"];
    const { kind, reason, count } = item;
    const names = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
    const why = Object.hasOwn(REASONS, reason) ? REASONS[reason] : undefined;
    return names && why && count > 0 ? [`${count} ${names[count === 1 ? 0 : 1]}: ${why}`] : [];
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

export function omittedTool(): DeskTool {
  const root = document.getElementById("omitted") as HTMLDetailsElement;
  const [summary, list] = [root.querySelector("[data-part=count]"), root.querySelector("ul")] as [HTMLElement, HTMLElement];
  let said: readonly Omitted[] = [];
  let failed: readonly Omitted[] = [];
  const draw = (): void => {
    const items = [...said, ...failed];
    const lines = sentences(items);
    root.hidden = lines.length === 0;
    if (root.hidden) root.open = false;
    summary.textContent = summaryOf(items);
    list.replaceChildren(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
  };
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !root.open) return;
    event.stopPropagation();
    root.open = false;
    root.querySelector("summary")?.focus();
  });
  // it lies over the tools: who goes on to them closes it
  root.addEventListener("focusout", ({ relatedTarget }) => relatedTarget instanceof Node && !root.contains(relatedTarget) && (root.open = false));
  return {
    heard(message) {
      if (message.type !== "omitted") return;
      said = itemsOf(message);
      draw();
    },
    viewed(message: FromViewer) {
      if (message.type !== "blocked") return;
      failed = [{ kind: "image", reason: "blocked", count: message.images }, { kind: "font", reason: "blocked", count: message.fonts }];
      draw();
    },
    changed(state: State) {
      if (state.phase === "live") return;
      said = failed = [];
      draw();
    },
  };
}
