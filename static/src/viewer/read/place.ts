/** Brings what is read into view, and puts everything back afterwards: the copy scrolls as the customer's page does. */

import { parentOf } from "../../shared/drawing/ground";

type Place = readonly [left: number, top: number];

export class Scrolls {
  /** Where the customer has each scroller, and where we put it. */
  readonly #moved = new Map<Element, { theirs: Place; ours: Place }>();

  reveal(element: Element): void {
    const around: [Element, Place][] = scrollers(element).map((one) => [one, placeOf(one)]);
    element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    for (const [one, before] of around) {
      const known = this.#moved.get(one);
      const now = placeOf(one);
      if (!known && isSame(before, now)) continue;
      this.#moved.set(one, { theirs: known && isSame(known.ours, before) ? known.theirs : before, ours: now });
    }
  }

  /** What the customer has scrolled meanwhile stays. */
  putBack(): void {
    for (const [one, { theirs, ours }] of this.#moved) if (isSame(placeOf(one), ours)) one.scrollTo({ left: theirs[0], top: theirs[1], behavior: "instant" });
    this.#moved.clear();
  }
}

function scrollers(element: Element): Element[] {
  const found: Element[] = [];
  for (let one: Element | null = element; one && one.id !== "room"; one = parentOf(one)) if (one.scrollHeight > one.clientHeight || one.scrollWidth > one.clientWidth) found.push(one);
  return found;
}

const placeOf = (one: Element): Place => [one.scrollLeft, one.scrollTop];
const isSame = (one: Place, other: Place): boolean => Math.abs(one[0] - other[0]) < 1 && Math.abs(one[1] - other[1]) < 1;
