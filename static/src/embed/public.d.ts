/**
 * The JavaScript API of `/embed.js`, the "Get help" button of a cobroker broker, as the page sees it.
 *
 * Copy this file beside your sources; it declares the one global, `Cobroker`. Before the script has come only `push`
 * exists: `(window.Cobroker = window.Cobroker || []).push((api) => api.on("pin", show))`.
 */

/** Languages that the widget speaks. Arabic mirrors the layout. */
export type CobrokerLanguage = "en" | "es" | "de" | "fr" | "ja" | "ar";

/** `start` and `end` follow the language's direction, `left` and `right` do not. */
export type CobrokerPosition =
  | "bottom-end" | "bottom-start" | "top-end" | "top-start"
  | "bottom-right" | "bottom-left" | "top-right" | "top-left";

/** Looks and behaviour. Every one but `sdk` is also an attribute of the script tag, such as `data-z-index`. */
export interface CobrokerSettings {
  /** Base URL of the broker; the origin of the script if left out. Counts until help was first asked for. */
  broker?: string;
  /** The first that is known of: this, the site's branding, `<html lang>`, the browser's languages; else English. */
  language?: CobrokerLanguage | (string & {});
  /** `none`: the page brings its own button and calls `Cobroker.open()`. */
  button?: "auto" | "none";
  /** `none`: the page draws everything itself, from `Cobroker.state` and the events. */
  panel?: "auto" | "none";
  /** Corner of the window; `bottom-end` if left out. */
  position?: CobrokerPosition;
  /** Distance from the window's edges as CSS lengths: `"16px"`, or block and inline as `"16px 24px"`. */
  offset?: string;
  /** 2147483000 if left out: below the sharing notice of the SDK. */
  zIndex?: number | string;
  /** `auto` follows the visitor's system. */
  theme?: "auto" | "light" | "dark";
  /** Colour of the button, any CSS colour. Wins over `--cobroker-accent`. */
  accent?: string;
  /** Where customers call: named beside the PIN. */
  phone?: string;
  /** Other words for single texts, by name, such as `getHelp`. */
  texts?: Partial<Record<CobrokerText, string>>;
  /** What is masked on this page, beside what the broker's site settings mask and `.pii-mask`, `data-sensitive="true"`, `data-private`. */
  mask?: CobrokerMask;
  /** Further settings of `ZoomCobrowseSDK.init`, such as `multiTabSessionPersistence`. */
  sdk?: Record<string, unknown>;
}

/** As `piiMask` of the SDK. Can only add to what the broker's site settings mask. */
export interface CobrokerMask {
  maskType?: "custom_input" | "all_input";
  maskCssSelectors?: string;
  maskHTMLAttributes?: string;
  /** Everything is masked but what `unmaskCssSelectors` opens. Built-in engine only. */
  privateByDefault?: boolean;
  /** Opens nothing on a site that the broker's settings make private by default. */
  unmaskCssSelectors?: string;
}

/** Who the customer says to be. Agents see it as a claim; `identify` proves it. */
export interface CobrokerCustomer {
  /** 1 to 80 characters. */
  userName?: string;
  /** 1 to 35 characters. */
  userId?: string;
  /** Notes for agents, such as an order number: at most 20 texts of at most 200 characters, names of at most 40. */
  metadata?: Record<string, string>;
  /** What it is about, such as `billing`: who has that tag is offered the session, where the site has a waiting list. */
  skill?: string;
}

/** A signed assertion of the site's back end, or a function that fetches one when help is asked for; `null` for nobody signed in. */
export type CobrokerIdentity = string | null | (() => string | null | Promise<string | null>);

export type CobrokerPhase =
  | "idle"
  /** Help was asked for; no PIN yet. */
  | "starting"
  /** The PIN is shown, nobody is there. */
  | "waiting"
  /** Somebody sees the page. */
  | "active"
  | "reconnecting"
  | "ended"
  | "failed";

/** A picture of the moment; later changes make a new one. */
export interface CobrokerState {
  readonly phase: CobrokerPhase;
  /** Whether the panel is shown. */
  readonly open: boolean;
  readonly sessionId: string | null;
  /** The Support PIN without gap. */
  readonly pin: string | null;
  /** Until when the PIN lets somebody in, RFC 3339; `null` until the broker has said so. */
  readonly validUntil: string | null;
  /** Names of the agents who are there. */
  readonly helpers: readonly string[];
  /** Name of an agent who gave the PIN and is not there yet. */
  readonly joining: string | null;
  /** Why it ended, in phase `ended`. */
  readonly reason: CobrokerEndReason | null;
  /** Why it failed, in phase `failed`. */
  readonly failure: CobrokerFailure | null;
}

export type CobrokerEndReason =
  | "customer_ended" | "agent_ended" | "revoked" | "too_long" | "customer_lost"
  | "no_agent" | "no_customer" | "never_started" | "replaced" | "unknown";

export type CobrokerFailure =
  /** Parts of the widget did not load: a content blocker, the page's policy, or the network. */
  | "not_loaded"
  | "offline"
  | "browser_too_old"
  /** Help needs https. */
  | "insecure_page"
  | "unreachable"
  /** This website is not among those that the broker serves. */
  | "not_allowed"
  | "too_many"
  | "unavailable"
  | "sdk_not_loaded"
  | "sdk_refused"
  | "other_tab"
  | "pin_in_use"
  /** The function given to `identify` failed, or the broker refused its assertion. */
  | "identity"
  | "unknown";

/** Names of events and what a handler gets. */
export interface CobrokerEvents {
  /** After every change. */
  state: CobrokerState;
  open: Record<string, never>;
  close: Record<string, never>;
  /** A PIN is on screen, or it is known until when it is valid. */
  pin: { pin: string; validUntil: string | null };
  /** An agent sees the page. */
  joined: { name: string };
  left: { name: string };
  reconnecting: Record<string, never>;
  ended: { reason: CobrokerEndReason };
  failed: { failure: CobrokerFailure };
}

export interface CobrokerApi {
  readonly version: string;
  readonly state: CobrokerState;
  /** As pressing the button: shows the panel, and asks for help if none is under way. */
  open(): void;
  /** Hides the panel. A session goes on. */
  close(): void;
  /** Asks for help; does nothing while a session is under way. */
  start(): void;
  /** Ends the session. Nobody sees the page any more. */
  end(): void;
  /** Who the customer is, proven by the site's back end. Counts for the next start. */
  identify(identity: CobrokerIdentity): void;
  /** Who the customer says to be. Counts for the next start; what is given twice replaces what was. */
  customer(customer: CobrokerCustomer): void;
  /** Changes settings; those left out stay. Masking counts for the next start. */
  configure(settings: CobrokerSettings): void;
  /** Gives a function that takes the handler off again. */
  on<Name extends keyof CobrokerEvents>(name: Name, handler: (payload: CobrokerEvents[Name]) => void): () => void;
  /** Calls functions with the API, and methods by name: what the queue does that was there before. */
  push(...calls: CobrokerCall[]): number;
}

/** For `push`: a function that gets the API, or a method's name and its arguments. */
export type CobrokerCall =
  | ((api: CobrokerApi) => void)
  | readonly ["open" | "close" | "start" | "end"]
  | readonly ["identify", CobrokerIdentity]
  | readonly ["customer", CobrokerCustomer]
  | readonly ["configure", CobrokerSettings]
  | { [Name in keyof CobrokerEvents]: readonly ["on", Name, (payload: CobrokerEvents[Name]) => void] }[keyof CobrokerEvents];

/** What a page may have put in place of the API before the script ran: an array will do. */
export interface CobrokerQueue {
  push(...calls: CobrokerCall[]): number;
}

/** Names of the texts that `texts` and `data-text-…` replace; `docs/embed.md` lists them. */
export type CobrokerText =
  | "getHelp" | "oneMoment" | "close" | "notLoaded" | "offline" | "tooOld" | "insecure"
  | "heading" | "hide" | "hideLabel" | "tryAgain" | "endSession" | "getHelpAgain" | "helper"
  | "startingTitle" | "startingText"
  | "waitingTitle" | "waitingShort" | "hint" | "hintPhone" | "asked"
  | "pinLabel" | "pinSpoken" | "copy" | "copied" | "copyByHand" | "validFor" | "expired"
  | "joiningTitle" | "joiningText" | "activeTitle" | "activeShort" | "activeText"
  | "reconnectingTitle" | "reconnectingText" | "offlineText"
  | "endedTitle" | "failedTitle" | "failedShort"
  | "customerEnded" | "agentEnded" | "revoked" | "tooLong" | "customerLost" | "noAgent" | "noCustomer" | "neverStarted" | "replaced" | "ended"
  | "unreachable" | "notAllowed" | "tooMany" | "unavailable" | "sdkNotLoaded" | "sdkRefused" | "otherTab" | "pinInUse" | "identity" | "failed";

declare global {
  interface Window {
    /** The API once the script has run, before that whatever queue the page began. */
    Cobroker?: CobrokerApi | CobrokerQueue;
  }
  /** For code that runs after the event `cobroker:ready` of the window. */
  const Cobroker: CobrokerApi;
}
