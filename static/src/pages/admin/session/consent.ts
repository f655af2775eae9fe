/** Who was allowed to see and do what, from when till when. */
import { dashed, find } from "../../../words/say";
import { byId, copyTemplate, setHidden, setText, slot } from "../../lib/dom";
import { showClock } from "../../lib/times";
import type { Span } from "./story";

export function showConsent(spans: Span[]): void {
  const body = byId<HTMLTableSectionElement>("consent");
  while (body.rows.length > spans.length) body.deleteRow(-1);
  spans.forEach((span, place) => {
    const row = body.rows[place] ?? body.appendChild(copyTemplate<HTMLTableRowElement>("span-row"));
    setText(slot(row, "right"), find(`session-right-${span.right}`) ?? span.right);
    setText(slot(row, "name"), span.name);
    setText(slot(row, "reply"), span.reply === null ? "–" : (find(`session-reply-${dashed(span.reply)}`) ?? span.reply));
    showClock(slot(row, "asked"), span.askedAt);
    showClock(slot(row, "from"), span.from);
    showClock(slot(row, "until"), span.until);
    const standing = slot(row, "standing");
    standing.className = `span-standing span-${span.standing.replace(/[^a-z_]/g, "")}`;
    setText(standing, find(`session-standing-${dashed(span.standing)}`) ?? span.standing);
  });
  setHidden(byId("consent-wrap"), spans.length === 0);
  setHidden(byId("consent-empty"), spans.length > 0);
}
