/** What this person chose for the desk, in this browser: letters as shortcuts, sound, notifications. */
import { keep, kept } from "../lib/keep";

/** What may be told by a sound or a notification. */
export const ALERTS = ["waiting", "consent", "away", "back", "ended", "invite"] as const;
export type Alert = (typeof ALERTS)[number];

export interface Options {
  /** Single letters are shortcuts. */
  readonly letters: boolean;
  readonly sound: boolean;
  readonly notify: boolean;
  readonly about: Readonly<Record<Alert, boolean>>;
}

/** Quiet, until somebody chooses otherwise. */
export const DEFAULTS: Options = { letters: true, sound: false, notify: false, about: { waiting: true, consent: true, away: true, back: true, ended: true, invite: true } };

export function optionsOf(value: unknown): Options {
  const given = (value ?? {}) as Partial<Record<keyof Options, unknown>>;
  const about = (given.about ?? {}) as Partial<Record<Alert, unknown>>;
  const flag = (one: unknown, otherwise: boolean): boolean => (typeof one === "boolean" ? one : otherwise);
  return {
    letters: flag(given.letters, DEFAULTS.letters),
    sound: flag(given.sound, DEFAULTS.sound),
    notify: flag(given.notify, DEFAULTS.notify),
    about: Object.fromEntries(ALERTS.map((alert) => [alert, flag(about[alert], DEFAULTS.about[alert])])) as Record<Alert, boolean>,
  };
}

export const readOptions = (agentId: string): Options => optionsOf(kept("localStorage", `desk:${agentId}`));
export const writeOptions = (agentId: string, options: Options): boolean => keep("localStorage", `desk:${agentId}`, options);
