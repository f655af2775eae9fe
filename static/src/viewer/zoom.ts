/** How large the customer's page is drawn. Pure; `stage.ts` applies it. */

/** Scales the agent steps through, as browsers do, 25 to 400 %. */
const STEPS = [0.25, 0.33, 0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4];

export type Size = { readonly width: number; readonly height: number };

/** A fixed scale, or `null` for whatever fits. */
export type Zoom = number | null;

/** The scale at which all of `page` is seen in `room`; never above 1, because enlarging makes nothing clearer. */
export function fitting(page: Size, room: Size): number {
  const scale = Math.min(1, room.width / page.width, room.height / page.height);
  return Number.isFinite(scale) && scale > 0 ? scale : 1;
}

/** The zoom after one press, from the `scale` that is seen now. */
export function stepped(scale: number, to: "in" | "out" | "fit"): Zoom {
  // Half a percent of tolerance, so that a fitted 0.4999 does not step to 0.5.
  if (to === "in") return STEPS.find((step) => step > scale * 1.005) ?? 4;
  if (to === "out") return STEPS.filter((step) => step < scale * 0.995).at(-1) ?? 0.25;
  return null;
}
