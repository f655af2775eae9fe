/** Keeps every `<time data-relative>` on the page relative to the present, with the absolute time in its title. */
import { make, setText } from "./dom";
import { absolute, local, relative } from "./time";

/** A `<time>` that ticks. */
export function timeElement(iso: string): HTMLTimeElement {
  const element = make("time");
  element.dateTime = iso;
  element.dataset["relative"] = "";
  element.title = absolute(Date.parse(iso));
  setText(element, relative(Date.parse(iso), Date.now()));
  return element;
}

/** Shows `iso` in `holder`, or a dash. */
export function showTime(holder: Element, iso: string | null): void {
  if (holder.querySelector("time")?.dateTime === iso) return;
  holder.replaceChildren(iso === null ? "–" : timeElement(iso));
}

/** Starts ticking; one timer for the page. */
export function tick(): void {
  refresh();
  setInterval(refresh, 10_000);
}

function refresh(): void {
  for (const element of document.querySelectorAll<HTMLTimeElement>("time[data-relative]")) {
    const at = Date.parse(element.dateTime);
    if (!Number.isNaN(at)) setText(element, relative(at, Date.now()));
  }
}

/** Shows every `<time data-local>` by the reader's own clock; its title keeps the server's. */
export function showLocalTimes(): void {
  for (const element of document.querySelectorAll<HTMLTimeElement>("time[data-local]")) {
    const at = Date.parse(element.dateTime);
    if (!Number.isNaN(at)) setText(element, local(at));
  }
}
