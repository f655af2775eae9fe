/** What the loader and the panel that it fetches say to each other. Types only, but for the name they meet under. */
import type { Branding } from "./site";
import type { CobrokerCustomer, CobrokerEvents, CobrokerIdentity, CobrokerLanguage, CobrokerSettings, CobrokerState, CobrokerText } from "./public";

/** Under this key of `window.Cobroker` the panel's script finds whom to hand itself to. */
export const MEET = Symbol.for("cobroker.panel");

/** A style sheet, and the file it also lies in for browsers that cannot construct one. */
export interface Sheet {
  css: string;
  file: string;
  integrity: string;
}

/** What the loader has ready for the panel. */
export interface Stage {
  /** Base URL of the broker, no slash at the end. */
  readonly base: string;
  readonly root: ShadowRoot;
  /** Around button and panel; carries language, direction, theme and corner. */
  readonly box: HTMLElement;
  readonly launcher: Launcher;
  readonly settings: CobrokerSettings;
  readonly customer: CobrokerCustomer;
  readonly identity: CobrokerIdentity;
  readonly language: CobrokerLanguage;
  /** A text that integrator or site has chosen; otherwise, of the button's words, the language's. */
  text(name: CobrokerText): string | undefined;
  /** The broker's wishes for the look, from `GET /api/config`. */
  brand(branding: Branding): void;
  dress(sheet: Sheet): void;
  /** For pages that require Trusted Types. */
  scriptUrl(url: string): string;
  emit<Name extends keyof CobrokerEvents>(name: Name, payload: CobrokerEvents[Name]): void;
}

export interface Launcher {
  readonly button: HTMLButtonElement;
  /** What the button says; `live` puts the red dot before it. */
  say(text: string, live: boolean): void;
  /** Shown, unless the page brings its own. */
  show(shown: boolean): void;
}

/** The panel and the session behind it. */
export interface Panel {
  readonly state: CobrokerState;
  open(): void;
  close(): void;
  start(): void;
  resume(): void;
  end(): void;
  /** Settings or branding changed. */
  changed(): void;
}

export type CreatePanel = (stage: Stage) => Promise<Panel>;
