/** What agents noted, and where the site's own systems have more. */
import { find, say } from "../../../words/say";
import { byId, copyTemplate, make, setHidden, setText, slot } from "../../lib/dom";
import { showTime } from "../../lib/times";

interface CaseFile {
  ticket: string | null;
  ticketUrl: string | null;
  recordUrl: string | null;
  outcome: string | null;
  rating: number | null;
  notes: { author: string; text: string; savedAt: string }[];
}

export function showCase(root: HTMLElement, value: unknown): void {
  const file = value as CaseFile;
  if (!Array.isArray(file?.notes)) return;
  const notes = file.notes.filter(({ text }) => text !== "");
  showLink(slot<HTMLAnchorElement>(root, "record"), file.recordUrl);
  showTicket(slot(root, "ticket"), file);
  setText(slot(root, "outcome"), file.outcome === null ? "–" : (find(`lists-outcome-${file.outcome}`) ?? file.outcome));
  setText(slot(root, "rating"), file.rating === null ? "–" : say("session-rating-of", { rating: file.rating }));
  const list = byId("notes");
  while (list.childElementCount > notes.length) list.lastElementChild?.remove();
  notes.forEach((note, place) => {
    const item = list.children[place] ?? list.appendChild(copyTemplate("note-row"));
    setText(slot(item, "text"), note.text);
    setText(slot(item, "author"), note.author);
    showTime(slot(item, "at"), note.savedAt);
  });
  const empty = file.ticket === null && file.outcome === null && file.rating === null && notes.length === 0;
  setHidden(byId("case-facts"), empty);
  setHidden(byId("case-empty"), !empty);
}

/** Only ever an https address: the server checked the site's, and this looks once more. */
function isAddress(url: string | null): url is string {
  return url !== null && url.startsWith("https://");
}

function showLink(link: HTMLAnchorElement, url: string | null): void {
  const known = isAddress(url);
  if (known && link.getAttribute("href") !== url) link.href = url;
  setHidden(link, !known);
}

function showTicket(holder: HTMLElement, { ticket, ticketUrl }: CaseFile): void {
  const link = holder.querySelector("a");
  if (holder.textContent === (ticket ?? "–") && (link?.getAttribute("href") ?? null) === ticketUrl) return;
  if (ticket === null || !isAddress(ticketUrl)) return setText(holder, ticket ?? "–");
  const made = make("a", "", ticket);
  Object.assign(made, { href: ticketUrl, target: "_blank", rel: "noopener noreferrer" });
  holder.replaceChildren(made);
}
