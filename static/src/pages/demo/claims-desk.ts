/** The claims desk: a clock and a list that change by themselves, so that there is something live to share. */

const NEWS = [
  "Marit is reading a storm claim from Pier Street.",
  "A bicycle was paid for.",
  "Jonas called about a mast.",
  "A roofer sent his photographs.",
  "Two letters went out.",
  "Somebody made coffee.",
];
/** Lines kept on the page. */
const KEPT = 6;

export function claimsDesk(clock: HTMLTimeElement, feed: HTMLElement): void {
  const tick = (): void => {
    const now = new Date();
    clock.dateTime = now.toISOString();
    clock.textContent = now.toLocaleTimeString("en-GB");
  };
  tick();
  setInterval(tick, 1000);
  let count = 0;
  setInterval(() => {
    const line = document.createElement("li");
    line.textContent = NEWS[count++ % NEWS.length] ?? "";
    feed.prepend(line);
    while (feed.childElementCount > KEPT) feed.lastElementChild?.remove();
  }, 5000);
}
