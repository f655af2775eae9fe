/** What the panel says in each state. Pure. */
import { grouped } from "../../pages/lib/pin";
import { elapsed } from "../../pages/lib/time";
import type { Help, Live } from "../help-state";
import type { CobrokerEndReason, CobrokerFailure, CobrokerText } from "../public";

/** Gives a text in the language and with the words that were chosen. */
export type Say = (name: CobrokerText, places?: Record<string, string>) => string;

export type Kind = "idle" | "starting" | "waiting" | "active" | "reconnecting" | "ended" | "failed";

export interface Words {
  kind: Kind;
  title: string;
  /** On the button while the panel is hidden. */
  short: string;
  text: string;
  /** What a screen reader says when it changes. */
  spoken: string;
}

/** What the words depend on beside the state. */
export interface Circumstances {
  phone: string | undefined;
  asksConsent: boolean;
  online: boolean;
}

/** Fills in `{name}`. In a language written from right to left, names of either direction stay in their place by isolates. */
export function filled(text: string, places: Record<string, string> = {}, isolate = false): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = places[name];
    if (value === undefined) return place;
    return isolate ? `\u2068${value}\u2069` : value;
  });
}

export function wordsFor(help: Help, say: Say, around: Circumstances): Words {
  switch (help.phase) {
    case "idle":
      return { kind: "idle", title: say("heading"), short: say("getHelp"), text: "", spoken: "" };
    case "starting":
      return spoken({ kind: "starting", title: say("startingTitle"), short: say("oneMoment"), text: say("startingText") });
    case "ended":
      return spoken({ kind: "ended", title: say("endedTitle"), short: say("endedTitle"), text: say(endText(help.reason)) });
    case "failed":
      return spoken({ kind: "failed", title: say("failedTitle"), short: say("failedShort"), text: say(failureText(help.failure)) });
    case "live":
      return liveWords(help, say, around);
  }
}

function liveWords(live: Live, say: Say, { phone, asksConsent, online }: Circumstances): Words {
  if (live.reconnecting || !online) {
    return spoken({ kind: "reconnecting", title: say("reconnectingTitle"), short: say("reconnectingTitle"), text: say(online ? "reconnectingText" : "offlineText") });
  }
  if (live.helpers.length > 0) {
    const names = namesOf(live, say).join(", ");
    return spoken({ kind: "active", title: say("activeTitle"), short: say("activeShort", { names }), text: say("activeText", { names }) });
  }
  const asked = (text: string): string => (asksConsent ? `${text} ${say("asked")}` : text);
  if (live.joining !== null) {
    const name = live.joining || say("helper");
    return spoken({ kind: "waiting", title: say("joiningTitle"), short: say("joiningTitle"), text: asked(say("joiningText", { name })) });
  }
  const text = asked(phone ? say("hintPhone", { phone }) : say("hint"));
  const pin = live.pin === null ? "" : say("pinSpoken", { pin: spelled(live.pin) });
  return { kind: "waiting", title: say("waitingTitle"), short: say("waitingShort"), text, spoken: `${pin} ${text}`.trim() };
}

function spoken(words: Omit<Words, "spoken">): Words {
  return { ...words, spoken: `${words.title}. ${words.text}` };
}

export function namesOf(live: Live, say: Say): string[] {
  return live.helpers.map(({ name }) => name || say("helper"));
}

/** Digit by digit, with a breath between the groups: not "four hundred and eighty-two thousand". */
export function spelled(pin: string): string {
  return grouped(pin)
    .split(" ")
    .map((group) => group.split("").join(" "))
    .join(", ");
}

/** How long a PIN still lets somebody in. Milliseconds since the epoch. */
export function validityText(until: number, now: number, say: Say): string {
  return until > now ? say("validFor", { time: elapsed(until - now + 999) }) : say("expired");
}

/** `too_long` is said by the text `tooLong`. */
function camel(name: string): CobrokerText {
  return name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()) as CobrokerText;
}

export function endText(reason: CobrokerEndReason): CobrokerText {
  return reason === "unknown" ? "ended" : camel(reason);
}

export function failureText(failure: CobrokerFailure): CobrokerText {
  switch (failure) {
    case "unknown":
      return "failed";
    case "browser_too_old":
      return "tooOld";
    case "insecure_page":
      return "insecure";
    default:
      return camel(failure);
  }
}
