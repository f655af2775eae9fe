/** How settings and branding become what one sees: corner, colour, theme, language. */
import type { Branding } from "../site";
import type { CobrokerLanguage, CobrokerSettings } from "../public";
import { directionOf } from "../words";

const SIDES: Readonly<Record<string, readonly [string, string]>> = { ltr: ["right", "left"], rtl: ["left", "right"] };

/** The classes of a corner; `end` is the right where one writes to the right. Anything unknown is the corner that everybody expects. Pure. */
export function cornerOf(position: string | undefined, direction: "ltr" | "rtl"): string {
  const [, edge, side] = /^(top|bottom)-(start|end|left|right)$/.exec(position ?? "") ?? [];
  const [end, start] = SIDES[direction] as readonly [string, string];
  return `cb-${edge ?? "bottom"} cb-${!side || side === "end" ? end : side === "start" ? start : side}`;
}

/** Black or white, whichever is easier to read on this colour; the worse of the two cases still has a contrast of 4.58. Pure. */
export function inkOn(color: string): string {
  const channels = /^rgba?\((\d+)[, ]+(\d+)[, ]+(\d+)/.exec(color);
  if (!channels) return "#fff";
  const [red, green, blue] = channels.slice(1).map((text) => {
    const value = Number(text) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000" : "#fff";
}

export function applyLook(box: HTMLElement, element: HTMLElement, settings: CobrokerSettings, branding: Branding, language: CobrokerLanguage, isDark: boolean): void {
  const direction = directionOf(language);
  const [block, inline] = (settings.offset ?? "").trim().split(/\s+/);
  box.className = `cb-help ${cornerOf(settings.position ?? branding.position, direction)}`;
  box.lang = language;
  box.dir = direction;
  box.dataset["theme"] = settings.theme === "dark" || (settings.theme !== "light" && isDark) ? "dark" : "light";
  set(element, "--cb-z", settings.zIndex === undefined ? undefined : String(settings.zIndex));
  set(box, "--cb-y", block);
  set(box, "--cb-x", inline ?? block);
  set(box, "--cb-page-accent", settings.accent);
  set(box, "--cb-site-accent", branding.accent);
}

function set(element: HTMLElement, name: string, value: string | undefined): void {
  if (value) element.style.setProperty(name, value);
  else element.style.removeProperty(name);
}
