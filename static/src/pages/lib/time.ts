/** Times as people read them. Pure: the present comes in. */
import { language, locale, say } from "../../words/say";

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** `3 minutes ago`, `in 2 hours`; `just now` within 45 seconds of the past, `in a moment` of the future. Milliseconds. */
export function relative(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000);
  if (Math.abs(seconds) < 45) return seconds <= 0 ? say("time-just-now") : say("time-in-a-moment");
  for (const [unit, size] of UNITS) {
    // From 45 seconds on a minute is the better word, from 90 % of a unit on that unit.
    if (Math.abs(seconds) >= size * 0.9 || unit === "minute") {
      const count = Math.max(1, Math.round(Math.abs(seconds) / size));
      return new Intl.RelativeTimeFormat(locale(), { numeric: "always" }).format(Math.sign(seconds) * count, unit);
    }
  }
  return say("time-just-now");
}

/** `4:05`, `1:02:09`; never negative. Milliseconds. */
export function elapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (n: number): string => String(n).padStart(2, "0");
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** `14:03:09` on the reader's clock, with the day before it where that is another than today. Milliseconds. */
export function clock(at: number, now: number, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = (moment: number): string => new Intl.DateTimeFormat("en-CA", zone).format(moment);
  const date: Intl.DateTimeFormatOptions = day(at) === day(now) ? {} : { day: "numeric", month: "short" };
  return new Intl.DateTimeFormat(locale(), { ...date, hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", ...zone }).format(at);
}

const PARTS: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZone: "UTC" };

const ZONED: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZoneName: "short" };

/** `22 Nov 2026, 15:03:09 CET`: by the reader's own clock, or that of `zone`. */
export function local(at: number, zone?: string): string {
  return new Intl.DateTimeFormat(locale(), { ...ZONED, ...(zone === undefined ? {} : { timeZone: zone }) }).format(at);
}

/** The reader's time zone, such as `Europe/Berlin`. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** `22 Nov 2026, 14:03:09 UTC`, or as the page's language writes it. */
export function absolute(at: number): string {
  const month: Intl.DateTimeFormatOptions = language() === "ja" ? { month: "long" } : {};
  return `${new Intl.DateTimeFormat(locale(), { ...PARTS, ...month }).format(at)} UTC`;
}
