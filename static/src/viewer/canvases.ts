/**
 * Canvases and videos in the replay. A browser shows a `canvas` as such only where scripts may run; here it is an empty inline element without a
 * size. So each gets the size it would have, and the picture that the customer's page took of it as its background.
 */

import type { CleanCanvas } from "./sanitise";
import { dashed, find } from "../words/say";

/** For the player's style sheet: sized like a replaced element, and any rule of the page wins over these. */
export const CANVAS_RULE =
  ":where(canvas) { display: inline-block; width: fit-content; overflow: hidden; content-visibility: hidden; contain-intrinsic-size: var(--cobroker-width, 300px) var(--cobroker-height, 150px); aspect-ratio: var(--cobroker-ratio, 2) }";

export class Canvases {
  /** What was said of each canvas since the last picture of the page. */
  #said = new Map<number, CleanCanvas>();

  constructor(
    private readonly nodeOf: (id: number) => Node | null,
    private readonly documentOf: () => Document | null,
  ) {}

  /** A new picture of the page: its canvases are shown anew. */
  forget(): void {
    this.#said.clear();
  }

  note(event: CleanCanvas): void {
    this.#said.set(event.id, event);
  }

  /** Brings size and background of all canvases into line; the page's own changes may have taken them away. */
  settle(): void {
    const all = this.documentOf()?.getElementsByTagName("canvas") ?? [];
    for (const canvas of Array.from(all)) size(canvas);
    for (const [id, said] of this.#said) {
      const canvas = this.nodeOf(id);
      if (canvas?.nodeName === "CANVAS") size(canvas as HTMLElement);
      if (canvas?.nodeName === "CANVAS" || canvas?.nodeName === "VIDEO") dress(canvas as HTMLElement, said);
      else this.#said.delete(id);
    }
  }
}

function size(canvas: HTMLElement): void {
  const [width, height] = [side(canvas, "width", 300), side(canvas, "height", 150)];
  set(canvas, "--cobroker-width", `${width}px`);
  set(canvas, "--cobroker-height", `${height}px`);
  set(canvas, "--cobroker-ratio", `${width} / ${height || 1}`);
}

/** As HTML reads the attribute. */
function side(canvas: HTMLElement, name: string, otherwise: number): number {
  const digits = /^\s*\+?(\d{1,5})/.exec(canvas.getAttribute(name) ?? "")?.[1];
  return digits === undefined ? otherwise : Number(digits);
}

function dress(canvas: HTMLElement, { url, reason }: CleanCanvas): void {
  set(canvas, "background-image", `url("${url ?? label(find(`viewer-canvas-${dashed(reason)}`) ?? "", canvas)}")`);
  set(canvas, "background-size", "100% 100%");
  set(canvas, "background-origin", "content-box");
  set(canvas, "background-repeat", "no-repeat");
}

function set(canvas: HTMLElement, name: string, value: string): void {
  if (canvas.style.getPropertyValue(name) !== value) canvas.style.setProperty(name, value, name.startsWith("--") ? "" : "important");
}

/** A dashed box with words, as a picture: it takes no room in the page. */
function label(words: string, canvas: HTMLElement): string {
  const [width, height] = [Math.max(1, canvas.offsetWidth), Math.max(1, canvas.offsetHeight)];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="6" fill="none" stroke="#737373" stroke-dasharray="4"/><rect x="6" y="6" width="${Math.max(0, width - 12)}" height="22" rx="4" fill="#f5f5f5"/><text x="12" y="21" font-family="sans-serif" font-size="12" fill="#404040">${words}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
