/** Keeps every `<time data-relative>` on the page relative to the present, with the absolute time in its title. */
import { make, setText } from "./dom";
import { absolute, clock, local, relative } from "./time";

/** A `<time>` that ticks. */
export function timeElement(iso: string): HTMLTimeElement {
  const element = make("time");
  element.dateTime = iso;
  element.dataset["relative"] = "";
  element.title = absolute(Date.parse(iso));
  setText(element, relative(Date.parse(iso), Date.now()));
  return element;
}

/** A `<time>` on the reader's clock. */
function clockElement(iso: string): HTMLTimeElement {
  const element = make("time");
  element.dateTime = iso;
  element.dataset["clock"] = "";
  element.title = absolute(Date.parse(iso));
  setText(element, clock(Date.parse(iso), Date.now()));
  return element;
}

/** Shows when it was on the reader's clock, or a dash. */
export function showClock(holder: Element, iso: string | null): void {
  // the server wrote whole seconds
  const second = (text: string): number => Math.floor(Date.parse(text) / 1000);
  if (iso !== null && second(holder.querySelector("time")?.dateTime ?? "") === second(iso)) return;
  holder.replaceChildren(iso === null ? "–" : clockElement(iso));
}

/** Shows `iso` in `holder`, or a dash. */
export function showTime(holder: Element, iso: string | null): void {
  if (holder.querySelector("time")?.dateTime === iso) return;
  holder.replaceChildren(iso === null ? "–" : timeElement(iso));
}

/** Starts ticking; one timer for the page. */
export function tick(): void {
  refresh();
  for (const element of document.querySelectorAll<HTMLTimeElement>("time[data-clock]")) setText(element, clock(Date.parse(element.dateTime), Date.now()));
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
