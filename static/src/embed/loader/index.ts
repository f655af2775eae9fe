/** `/embed.js`: one global, one button. Everything heavy comes when help is asked for, or when this tab has a session under way. */
import { widget } from "./widget";
import { findTag } from "./place";
import type { CobrokerApi, CobrokerCall } from "../public";

/** Marks the real thing, so that including the script twice changes nothing and a queue is told apart. */
const REAL = Symbol.for("cobroker.embed");

type Global = (CobrokerApi & { [REAL]?: true }) | CobrokerCall[] | undefined;

function install(): void {
  const before = window.Cobroker as Global;
  if (before && (before as { [REAL]?: true })[REAL]) return;
  // without shadow DOM there is no way to stand on a page unharmed: no button, no error
  if (!("attachShadow" in Element.prototype)) return;
  const api = Object.defineProperty(widget(findTag(document)), REAL, { value: true });
  window.Cobroker = api;
  if (Array.isArray(before)) api.push(...before);
  window.dispatchEvent(new CustomEvent("cobroker:ready"));
}

install();
