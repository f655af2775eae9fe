/** Shows a window of a long list: rows of one height, and no more elements than fit the screen (ADR 46). */

/** Rows beyond either edge, so that a flick of the wheel meets rows that are there. */
const BEYOND = 8;

export interface ListWindow {
  /** The list has so many rows now, and any of them may look different. */
  update(count: number): void;
  /** Brings a row into sight. */
  reveal(index: number): void;
  /** The element of a row, if it is in the window. */
  element(index: number): HTMLElement | undefined;
  /** Rows that fit the screen. */
  readonly page: number;
}

/**
 * `view` scrolls, `space` is as high as the whole list, `make` makes an element and `fill` makes it show a row.
 * `head`: what stays at the top of `view` and covers rows.
 */
export function listWindow(view: HTMLElement, space: HTMLElement, height: number, head: () => number, make: () => HTMLElement, fill: (element: HTMLElement, index: number) => void): ListWindow {
  const shown = new Map<number, HTMLElement>();
  const spare: HTMLElement[] = [];
  let count = 0;
  let frame = 0;

  const visible = (): [number, number] => {
    const first = Math.floor(view.scrollTop / height) - BEYOND;
    const last = Math.ceil((view.scrollTop + view.clientHeight) / height) + BEYOND;
    return [Math.max(0, first), Math.min(count, last)];
  };

  function draw(anew: boolean): void {
    const [from, to] = visible();
    for (const [index, element] of shown) {
      if (index >= from && index < to) continue;
      shown.delete(index);
      spare.push(element);
    }
    for (let index = from; index < to; index++) {
      const known = shown.get(index);
      if (known && !anew) continue;
      const element = known ?? place(index);
      fill(element, index);
    }
    for (const element of spare.splice(0)) element.remove();
  }

  function place(index: number): HTMLElement {
    const element = spare.pop() ?? make();
    element.style.transform = `translateY(${index * height}px)`;
    if (element.parentNode !== space) space.append(element);
    shown.set(index, element);
    return element;
  }

  const soon = (): void => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      draw(false);
    });
  };
  view.addEventListener("scroll", soon, { passive: true });
  new ResizeObserver(soon).observe(view);

  return {
    update(next) {
      count = next;
      space.style.height = `${count * height}px`;
      draw(true);
    },
    reveal(index) {
      const top = index * height;
      const room = view.clientHeight - head();
      if (top < view.scrollTop) view.scrollTop = top;
      else if (top + height > view.scrollTop + room) view.scrollTop = top + height - room;
      draw(false);
    },
    element: (index) => shown.get(index),
    get page() {
      return Math.max(1, Math.floor((view.clientHeight - head()) / height) - 1);
    },
  };
}
