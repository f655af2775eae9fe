/**
 * Whether an event says again what the one before it said. After the document of a frame was loaded anew, rrweb hears each of its changes
 * once for every recording there ever was (2.1.6).
 */

import { type MutationData, Source, type WireEvent } from "./gate/types";

/** Only for kinds of change that come to the same when they are made twice. */
export function isRepeated(before: WireEvent | null, event: WireEvent): boolean {
  if (!before || before.type !== event.type || before.data["source"] !== event.data["source"]) return false;
  if (event.data["source"] === Source.Mutation) {
    const [one, two] = [before.data, event.data] as unknown as [MutationData, MutationData];
    return LISTS.every((list) => one[list].length === two[list].length) && isSame(one, two);
  }
  return IDEMPOTENT.includes(event.data["source"] as number) && isSame(before.data, event.data);
}

const LISTS = ["adds", "removes", "texts", "attributes"] as const;
const IDEMPOTENT: readonly number[] = [Source.Scroll, Source.Input, Source.Selection, Source.ViewportResize];

function isSame(one: unknown, two: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(two);
}
