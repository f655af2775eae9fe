/** The button's behaviour and the API behind it: before the panel is there, and then in front of it. */
import { Emitter } from "../../sdk/emitter";
import { callHost } from "../../sdk/guest";
import { VERSION } from "../../sdk/version";
import { MEET, type CreatePanel, type Panel, type Stage } from "../contract";
import { hasRemembered } from "../memory";
import type { CobrokerApi, CobrokerCall, CobrokerCustomer, CobrokerEvents, CobrokerFailure, CobrokerIdentity, CobrokerState, CobrokerText } from "../public";
import type { Branding } from "../site";
import { BUTTON_WORDS, chosenLanguage } from "../words";
import type { ButtonWords } from "../words/types";
import { bring, scriptUrl } from "./bring";
import { launcher } from "./button";
import { applyLook, inkOn } from "./look";
import { baseOf } from "./place";
import { customerOf, joined, settingsOf } from "./settings";
import { attach, dress, shell } from "./shell";

declare const __EMBED_PANEL__: { file: string; integrity: string };
declare const __EMBED_BUTTON_SHEET__: { css: string; file: string; integrity: string };

const IDLE: CobrokerState = { phase: "idle", open: false, sessionId: null, pin: null, validUntil: null, helpers: [], joining: null, reason: null, failure: null };

export function widget(tag: HTMLScriptElement | null): CobrokerApi {
  const events = new Emitter();
  let settings = settingsOf(tag?.dataset ?? {});
  let customer: CobrokerCustomer = customerOf(tag?.dataset ?? {});
  let identity: CobrokerIdentity = null;
  let branding: Branding = {};
  let panel: Panel | null = null;
  let loading: Promise<Panel> | null = null;
  /** Browsers remember what did not load: each try has an address of its own. */
  let failures = 0;
  let early: CobrokerState = IDLE;

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const { element, root, box } = shell();
  const button = launcher(box, () => settings.button !== "none", () => open());

  const base = (): string => baseOf(settings.broker, tag?.src);
  const language = () => chosenLanguage([settings.language, branding.language, document.documentElement.lang, ...(navigator.languages ?? [])]);
  const emit = <Name extends keyof CobrokerEvents>(name: Name, payload: CobrokerEvents[Name]): void => events.emit(name, payload);

  function text(name: CobrokerText): string | undefined {
    const ours: Partial<Record<CobrokerText, string | undefined>> = { getHelp: branding.buttonText, heading: branding.heading, hint: branding.hint, hintPhone: branding.hint };
    return settings.texts?.[name] || ours[name] || BUTTON_WORDS[language()][name as keyof ButtonWords];
  }

  function look(): void {
    applyLook(box, element, settings, branding, language(), dark.matches);
    // the colour may come from anywhere, so the browser is asked what came out
    box.style.setProperty("--cb-auto-ink", inkOn(getComputedStyle(button.button).backgroundColor));
    if (panel) return panel.changed();
    box.setAttribute("aria-label", text("getHelp") ?? "");
    button.say(text(loading ? "oneMoment" : "getHelp") ?? "", false);
    button.show(true);
  }

  function tell(change: Partial<CobrokerState>): void {
    early = { ...IDLE, ...change };
    emit("state", early);
  }

  function notLoaded(): void {
    const failure: CobrokerFailure = navigator.onLine === false ? "offline" : "not_loaded";
    if (settings.panel !== "none") button.note(text("notLoaded") ?? "", text("close") ?? "");
    tell({ phase: "failed", failure });
    emit("failed", { failure });
  }

  const stage: Stage = {
    get base() {
      return base();
    },
    root,
    box,
    launcher: button,
    get settings() {
      return settings;
    },
    get customer() {
      return customer;
    },
    get identity() {
      return identity;
    },
    get language() {
      return language();
    },
    text,
    brand(wishes) {
      branding = wishes;
      look();
    },
    dress: (sheet) => dress(root, base(), sheet),
    scriptUrl,
    emit,
  };

  async function load(): Promise<Panel> {
    let create: CreatePanel | null = null;
    (api as unknown as Record<symbol, unknown>)[MEET] = (made: CreatePanel) => (create = made);
    await bring(scriptUrl(`${base()}/assets/${__EMBED_PANEL__.file}${failures ? `?${failures}` : ""}`), __EMBED_PANEL__.integrity);
    if (!create) throw new Error("the panel's script did not run");
    return (create as CreatePanel)(stage);
  }

  /** Runs with the panel, which it brings first where it is not there yet. */
  function withPanel(run: (panel: Panel) => void): void {
    if (panel) return run(panel);
    if (!loading) {
      button.note("", "");
      loading = load();
      loading.then(
        (made) => (panel = made),
        () => undefined,
      );
      tell({ phase: "starting" });
      button.busy(true);
      look();
    }
    loading.then(
      (made) => {
        button.busy(false);
        run(made);
      },
      () => {
        if (!loading) return;
        loading = null;
        failures++;
        button.busy(false);
        look();
        notLoaded();
      },
    );
  }

  function open(): void {
    withPanel((made) => made.open());
  }

  const api: CobrokerApi = {
    version: VERSION,
    get state() {
      return panel?.state ?? early;
    },
    open,
    close: () => panel?.close(),
    start: () => withPanel((made) => made.start()),
    end: () => panel?.end(),
    identify: (given) => void (identity = given ?? null),
    customer: (given) => void (customer = { ...customer, ...given }),
    configure(more) {
      settings = joined(settings, more ?? {});
      look();
    },
    on(name, handler) {
      events.on(name, handler as (payload: unknown) => void);
      return () => events.off(name, handler as (payload: unknown) => void);
    },
    push(...calls: CobrokerCall[]) {
      for (const call of calls) {
        if (typeof call === "function") callHost(call, api);
        else (api as unknown as Record<string, (...rest: unknown[]) => void>)[call[0]]?.(...call.slice(1));
      }
      return 0;
    },
  };

  box.hidden = true;
  attach(element, look);
  // style sheets of the page may be under way
  addEventListener("load", look);
  dark.addListener(look);
  dress(root, base(), __EMBED_BUTTON_SHEET__, () => {
    box.hidden = false;
    look();
    if (hasRemembered(() => sessionStorage)) withPanel((made) => made.resume());
  });
  return api;
}
