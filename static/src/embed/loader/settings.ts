/** Settings out of the attributes of the script tag, and how later ones join earlier ones. Pure. */
import type { CobrokerCustomer, CobrokerMask, CobrokerSettings } from "../public";

type Data = Readonly<Record<string, string | undefined>>;

const TEXTS = ["broker", "language", "button", "panel", "position", "offset", "zIndex", "theme", "accent", "phone"] as const;

/** Names in `dataset` and in `piiMask`. */
const MASK: readonly (readonly [string, keyof CobrokerMask])[] = [
  ["maskType", "maskType"],
  ["maskCssSelectors", "maskCssSelectors"],
  ["maskHtmlAttributes", "maskHTMLAttributes"],
  ["unmaskCssSelectors", "unmaskCssSelectors"],
];

/** `data-text-get-help` is the text `getHelp`. An attribute without a value is as none, but for `data-private-by-default`. */
export function settingsOf(data: Data): CobrokerSettings {
  const settings: Record<string, unknown> = {};
  const texts: Record<string, string> = {};
  const mask: Record<string, unknown> = {};
  for (const name of TEXTS) if (data[name]) settings[name] = data[name];
  for (const [from, to] of MASK) if (data[from]) mask[to] = data[from];
  if (data["privateByDefault"] !== undefined && data["privateByDefault"] !== "false") mask["privateByDefault"] = true;
  for (const name of Object.keys(data)) {
    if (/^text[A-Z]/.test(name) && data[name]) texts[name.charAt(4).toLowerCase() + name.slice(5)] = data[name];
  }
  return joined({ texts, mask }, settings);
}

export function customerOf(data: Data): CobrokerCustomer {
  const customer: CobrokerCustomer = {};
  if (data["userName"]) customer.userName = data["userName"];
  if (data["userId"]) customer.userId = data["userId"];
  if (data["skill"]) customer.skill = data["skill"];
  return customer;
}

/** What `more` names replaces what was; texts, masks and SDK settings one by one. */
export function joined(settings: CobrokerSettings, more: CobrokerSettings): CobrokerSettings {
  const { texts, mask, sdk } = settings;
  return { ...settings, ...more, texts: { ...texts, ...more.texts }, mask: { ...mask, ...more.mask }, sdk: { ...sdk, ...more.sdk } };
}
