/** Lets the agent pick an element of the picture, by pointer or by keys; a ring shows which. */

import { elementAt, elementBox, parentOf } from "../shared/drawing/ground";
import type { ToViewer } from "../shared/viewer-port";
import { describe, targetOf, TARGETS } from "./describe";
import type { ViewerContext, ViewerTool } from "./tools";
import { say } from "../words/say";

/** CSS pixels between an element and its ring. */
const MARGIN = 4;

export function pickTool(context: ViewerContext): ViewerTool {
  const picker = new Picker(context);
  return {
    told: (message) => picker.told(message),
    heard: ({ type }) => {
      if (type === "customer_lost") picker.clear();
    },
    restarted: () => picker.clear(),
    played: () => picker.place(),
  };
}

class Picker {
  readonly #ring = document.createElement("div");
  readonly #said: HTMLElement;
  #element: Element | null = null;
  #isPicking = false;

  constructor(private readonly context: ViewerContext) {
    this.#ring.className = "pick";
    this.#said = document.getElementById("said") as HTMLElement;
    const { room } = context;
    room.addEventListener("pointermove", (event) => this.#isPicking && this.#mark(this.#under(event)));
    room.addEventListener("click", (event) => this.#clicked(event));
    // a drawing tool that is still in the hand does not draw meanwhile
    room.addEventListener("pointerdown", (event) => this.#isPicking && event.stopPropagation(), true);
    document.addEventListener("keydown", (event) => this.#key(event), true);
  }

  told(message: ToViewer): void {
    if (message.type === "tool" && message.tool !== "none" && this.#isPicking) this.#cancel();
    if (message.type !== "pick") return;
    if (!message.on) return this.clear();
    this.#isPicking = true;
    this.context.room.classList.add("picking");
    this.#mark(null);
    this.#said.textContent = say("viewer-pick");
  }

  /** No picking, no ring. */
  clear(): void {
    this.#rest();
    this.#mark(null);
  }

  /** Keeps the ring where its element is. */
  place(): void {
    const element = this.#element;
    if (!element) return;
    const { contentDocument: page } = this.context.frame;
    const box = page && elementBox(element, page);
    if (!box) return this.#mark(null);
    const { left, top, width, height } = box;
    const { style } = this.#ring;
    style.left = `${left - MARGIN}px`;
    style.top = `${top - MARGIN}px`;
    style.width = `${width + 2 * MARGIN}px`;
    style.height = `${height + 2 * MARGIN}px`;
    // the layer is scaled with the page, the line is not
    style.outlineWidth = `${3 / this.context.scale()}px`;
  }

  #rest(): void {
    this.#isPicking = false;
    this.context.room.classList.remove("picking");
  }

  #mark(element: Element | null): void {
    this.#element = element;
    if (!element) return this.#ring.remove();
    this.context.layer.append(this.#ring);
    this.place();
  }

  #under({ clientX, clientY }: MouseEvent): Element | null {
    const { frame, scale, nodeOf, idOf } = this.context;
    const { left, top } = frame.getBoundingClientRect();
    const found = elementAt({ document: () => frame.contentDocument, nodeOf, idOf }, (clientX - left) / scale(), (clientY - top) / scale());
    return found && known(targetOf(found), this.context);
  }

  #clicked(event: MouseEvent): void {
    if (!this.#isPicking) return;
    this.#mark(this.#under(event) ?? this.#element);
    this.#pick();
  }

  #key(event: KeyboardEvent): void {
    if (!this.#isPicking || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = ({ ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 } as const)[event.key as "ArrowUp"];
    if (step) this.#step(step);
    else if (event.key === "Enter" || event.key === " ") this.#pick();
    else if (event.key === "Escape") this.#cancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #step(step: 1 | -1): void {
    const { frame } = this.context;
    const all = targets(frame.contentDocument).filter((one) => isInView(one, frame) && known(one, this.context) === one);
    const at = this.#element ? all.indexOf(this.#element) : -1;
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length];
    if (!next) return;
    this.#mark(next);
    const { name, label } = describe(next, 1);
    this.#said.textContent = `${name} ${label}, ${all.indexOf(next) + 1} of ${all.length}`;
  }

  #pick(): void {
    const element = this.#element;
    if (!element) return;
    this.#rest();
    this.#said.textContent = "";
    this.context.tell({ type: "picked", picked: describe(element, this.context.idOf(element)) });
  }

  #cancel(): void {
    this.clear();
    this.#said.textContent = "";
    this.context.tell({ type: "pick_ended" });
  }
}

/** The element, or the nearest around it that the customer's page knows by a number. */
function known(element: Element, { idOf }: ViewerContext): Element | null {
  let one: Element | null = element;
  while (one && idOf(one) === 0) one = parentOf(one);
  return one;
}

/** In the order of the page, shadow roots and frames included. */
function targets(root: Document | ShadowRoot | null): Element[] {
  return Array.from(root?.querySelectorAll("*") ?? []).flatMap((element) => [
    ...(element.matches(TARGETS) ? [element] : []),
    ...targets(element.shadowRoot),
    ...(element.localName === "iframe" ? targets((element as HTMLIFrameElement).contentDocument) : []),
  ]);
}

function isInView(element: Element, frame: HTMLIFrameElement): boolean {
  const box = frame.contentDocument && elementBox(element, frame.contentDocument);
  if (!box) return false;
  const { left, top, width, height } = box;
  if (width < 2 || height < 2 || left + width <= 0 || top + height <= 0 || left >= frame.clientWidth || top >= frame.clientHeight) return false;
  return element.ownerDocument.defaultView?.getComputedStyle(element).visibility === "visible";
}
