/** Tells agents what of this page they do not see, and why; and sends pictures of what is drawn by script. */

import type { PageNodes } from "../recorder";
import type { ToolContext } from "../toolbox";
import type { Tool } from ".";
import { Pictures } from "./pictures";

/** Between two rounds, milliseconds. */
const EVERY = 2_000;
/** Entries of the report (`docs/wire.md`). */
const MAX_ITEMS = 32;

/** Characters of a `data:` address that the gate leaves out. */
const HUGE = 128 * 1024;

export interface Omitted {
  readonly kind: "canvas" | "image" | "video" | "audio" | "frame" | "plugin" | "page";
  readonly reason: string;
  readonly count: number;
}

export function omittedTool({ page, say, isSlowed }: ToolContext): Tool {
  const pictures = new Pictures();
  let said = "[]";
  const round = (): void => {
    const nodes = page();
    if (!nodes || document.hidden) return;
    pictures.round(nodes);
    const slowed: Omitted[] = isSlowed() ? [{ kind: "page", reason: "busy", count: 1 }] : [];
    const items = [...slowed, ...omitted(nodes, pictures)].slice(0, MAX_ITEMS);
    const text = JSON.stringify(items);
    if (said === (said = text)) return;
    say({ type: "omitted", items });
  };
  // after the page's own frame callbacks: what WebGL has just drawn can be read until the frame is shown
  const timer = setInterval(() => requestAnimationFrame(round), EVERY);
  requestAnimationFrame(round);
  return {
    hears: {},
    disconnected: () => (said = "[]"),
    stop: () => clearInterval(timer),
  };
}

/** Everything left out of the page, kind by kind and reason by reason. */
function omitted(page: PageNodes, pictures: Pictures): Omitted[] {
  const counts = new Map<string, number>();
  const add = (kind: string, reason: string, count = 1): void => void counts.set(`${kind} ${reason}`, (counts.get(`${kind} ${reason}`) ?? 0) + count);
  for (const [reason, count] of pictures.omitted()) add("canvas", reason, count);
  for (const root of page.roots()) {
    for (const one of Array.from(root.querySelectorAll("img, svg, canvas, video, audio, iframe, frame, object, embed"))) {
      const why = reasonFor(one, page);
      if (why) add(KINDS[one.localName] ?? "image", why);
    }
  }
  return Array.from(counts, ([key, count]) => {
    const [kind, reason] = key.split(" ") as [Omitted["kind"], string];
    return { kind, reason, count };
  });
}

const KINDS: { readonly [tag: string]: Omitted["kind"] } = { canvas: "canvas", video: "video", audio: "audio", iframe: "frame", frame: "frame", object: "plugin", embed: "plugin" };

function reasonFor(one: Element, page: PageNodes): string | null {
  if (one.getClientRects().length === 0) return null;
  if (page.view().isMasked(one)) return one.parentElement && page.view().isMasked(one.parentElement) && one.localName === "svg" ? null : "masked";
  switch (one.localName) {
    case "audio":
    case "object":
    case "embed":
      return "unsupported";
    case "iframe":
    case "frame":
      return (one as HTMLIFrameElement).contentDocument || page.shares(one) ? null : "no_snippet";
    case "img":
      return /^data:/i.test((one as HTMLImageElement).src) && (one as HTMLImageElement).src.length > HUGE ? "too_large" : null;
    default:
      return null;
  }
}
