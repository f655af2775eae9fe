/** The part of the widget that comes when help is asked for: session, panel, words. It hands itself to the loader that fetched it. */
import { broker, type PageConfig } from "../broker";
import { MEET, type CreatePanel, type Panel, type Stage } from "../contract";
import { helpSession } from "../help-session";
import { HelpError, type Help, type Live } from "../help-state";
import { maskOf } from "../masking";
import type { CobrokerState } from "../public";
import { reporter } from "../report";
import { loadSdk } from "../sdk-loader";
import type { PanelWords } from "../words/types";
import { whyUnfit } from "./fit";
import { newsOf } from "./news";
import { stepAside } from "./step-aside";
import { panelWords, type WordFiles } from "./texts";
import { view } from "./view";
import { filled, namesOf, type Say } from "./wording";

declare const __EMBED_WORDS__: WordFiles;
declare const __EMBED_PANEL_SHEET__: { css: string; file: string; integrity: string };

const create: CreatePanel = async (stage) => {
  const api = broker(stage.base, () => stage);
  let config: PageConfig | null = null;
  let words: PanelWords;
  let language = stage.language;

  async function configured(): Promise<PageConfig> {
    const unfit = whyUnfit(window);
    if (unfit) throw new HelpError(unfit);
    if (!config) {
      config = await api.config();
      stage.brand(config.site.branding);
    }
    return config;
  }

  stage.dress(__EMBED_PANEL_SHEET__);
  // the first guess at the language is mostly right; the broker's settings may know better
  [words] = await Promise.all([panelWords(language, stage.base, __EMBED_WORDS__), configured().catch(() => null)]);
  if (stage.language !== language) words = await panelWords((language = stage.language), stage.base, __EMBED_WORDS__);

  const say: Say = (name, places) => filled(stage.text(name) ?? words[name as keyof PanelWords], places, language === "ar");
  const around = () => ({ phone: stage.settings.phone, asksConsent: config?.asksConsent === true, online: navigator.onLine !== false });

  const help = helpSession(
    {
      broker: { config: configured, start: api.start },
      loadSdk: (known) => {
        const { mask, sdk } = stage.settings;
        return loadSdk(known, { piiMask: maskOf(known.site.mask, mask ?? {}, known.engine), more: sdk }, stage.scriptUrl);
      },
      reporter: (credentials) => reporter(stage.base, credentials),
      storage: sessionStorage,
      onLeave: (leave) => addEventListener("pagehide", leave),
    },
    changed,
  );
  const shown = view(stage, say, around, {
    start: () => void help.start(),
    end: () => help.end(),
    hidden: () => {
      help.dismiss();
      tell(() => stage.emit("close", {}));
    },
  });
  const aside = stepAside(
    () => shown.isInUse,
    // without our button nothing would be left of it
    () => stage.settings.button !== "none" && stage.settings.panel !== "none" && shown.close(),
  );
  let before: Help = help.help;
  let sessionId: string | null = null;

  function changed(now: Help): void {
    const was = before;
    before = now;
    sessionId = help.sessionId ?? sessionId;
    // what the customer should not miss opens the panel by itself; that help goes on, on the next page, the button says
    if (now.phase !== was.phase && now.phase !== "idle" && !(was.phase === "idle" && isSeen(now))) shown.open(false);
    shown.show(now);
    aside.changed(isSeen(now));
    tell(() => {
      for (const [name, payload] of newsOf(was, now, say)) stage.emit(name, payload as never);
    });
  }

  function tell(more: () => void): void {
    stage.emit("state", stateOf(help.help, shown.isOpen, sessionId, say));
    more();
  }

  function redraw(): void {
    shown.show(help.help);
  }

  addEventListener("online", redraw);
  addEventListener("offline", redraw);

  const panel: Panel = {
    get state() {
      return stateOf(help.help, shown.isOpen, sessionId, say);
    },
    open() {
      aside.stay();
      shown.open(true);
      if (help.help.phase === "idle") void help.start();
      tell(() => stage.emit("open", {}));
    },
    close: () => shown.close(),
    start: () => void help.start(),
    resume: () => void help.resume(),
    end: () => help.end(),
    changed() {
      if (stage.language === language) return redraw();
      language = stage.language;
      const wanted = language;
      void panelWords(wanted, stage.base, __EMBED_WORDS__).then((fetched) => {
        if (language !== wanted) return;
        words = fetched;
        redraw();
      });
    },
  };
  redraw();
  return panel;
};

/** Whether somebody sees the page, or will again in a moment. */
function isSeen(help: Help): boolean {
  return help.phase === "live" && help.helpers.length > 0;
}

function stateOf(help: Help, open: boolean, sessionId: string | null, say: Say): CobrokerState {
  const live: Live | null = help.phase === "live" ? help : null;
  return {
    phase: help.phase !== "live" ? help.phase : help.reconnecting ? "reconnecting" : help.helpers.length > 0 ? "active" : "waiting",
    open,
    sessionId: help.phase === "idle" ? null : sessionId,
    pin: live?.pin ?? null,
    validUntil: live?.validUntil ?? null,
    helpers: live ? namesOf(live, say) : [],
    joining: live?.joining ?? null,
    reason: help.phase === "ended" ? help.reason : null,
    failure: help.phase === "failed" ? help.failure : null,
  };
}

(window.Cobroker as unknown as Partial<Record<symbol, (create: (stage: Stage) => Promise<Panel>) => void>> | undefined)?.[MEET]?.(create);
