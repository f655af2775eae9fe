/** Zoom's loader, without inline script: a placeholder that keeps the call of `init` until the bundle runs it. */
import { reportLater } from "../sdk/guest";
import { HelpError } from "./help-state";
import type { CobrokerMask } from "./public";
import type { SdkInitResult, SdkSession } from "./zoom";

/** The part of `GET /api/config` that a customer's page needs. */
export interface EngineConfig {
  baseUrl: string;
  sdkKey: string;
  /** A fixed `major.minor.patch` or `major.minor.x`; none for whatever the engine serves. */
  sdkVersion: string | null;
}

/** Settings of `init` (Zoom reference §5.2) that a page may replace one by one. */
const SETTINGS = {
  allowAgentAnnotation: true,
  allowCustomerAnnotation: true,
  remoteAssist: { enable: true, enableCustomerConsent: true, remoteAssistTypes: ["scroll_page"], requireStopConfirmation: false },
  // ours; the built-in engine alone knows it
  allowAgentProposals: true,
};

/** What a page adds to the SDK's settings: what is private is masked in this browser, before anything leaves it. */
export interface PageSettings {
  piiMask: CobrokerMask;
  more: Record<string, unknown> | undefined;
}

export function sdkUrl(config: EngineConfig): string {
  const version = config.sdkVersion ? `/${encodeURIComponent(config.sdkVersion)}` : "";
  return `${config.baseUrl.replace(/\/+$/, "")}/static/resource/sdk/${encodeURIComponent(config.sdkKey)}/js${version}`;
}

/** Milliseconds until an SDK that neither loads nor answers counts as failed. */
const LOAD_TIMEOUT = 20_000;

let current: { settings: string; session: Promise<SdkSession> } | null = null;

/**
 * Loads the SDK where it is not there yet, initialises it with these settings, and gives its session. The same settings
 * give the same session. Rejects with a `HelpError`; may then be called again.
 */
export function loadSdk(config: EngineConfig, page: PageSettings, scriptUrl: (url: string) => string): Promise<SdkSession> {
  const settings = { ...SETTINGS, ...page.more, piiMask: page.piiMask };
  const text = JSON.stringify(settings);
  if (current?.settings === text) return current.session;
  const session = initialised(scriptUrl(sdkUrl(config)), settings);
  current = { settings: text, session };
  session.catch(() => (current = null));
  return session;
}

function initialised(url: string, settings: object): Promise<SdkSession> {
  return new Promise((resolve, reject) => {
    const fail = (): void => {
      clearTimeout(timer);
      reject(new HelpError("sdk_not_loaded"));
    };
    const timer = setTimeout(fail, LOAD_TIMEOUT);
    placeholder();
    window.ZoomCobrowseSDK?.init(settings, ({ success, session, error }: SdkInitResult) => {
      clearTimeout(timer);
      if (success && session) return resolve(session);
      // a setting that cannot be honoured is the integrator's to see
      reportLater(new Error(error?.errorMsg ?? "ZoomCobrowseSDK.init failed"));
      reject(new HelpError("sdk_refused"));
    });
    insertScript(url, fail);
  });
}

/** Until the bundle replaces it, the global knows `init` only, and only remembers its arguments. */
function placeholder(): void {
  window.ZoomCobrowseSDK ??= {
    init(...args: unknown[]) {
      window.ZoomCobrowseSDKInitArgs = args;
    },
  };
}

function insertScript(src: string, failed: () => void): void {
  if (document.querySelector(`script[data-cobrowse-sdk]`)) return;
  const script = document.createElement("script");
  script.async = false;
  script.dataset["cobrowseSdk"] = "";
  script.onerror = () => {
    script.remove();
    failed();
  };
  try {
    script.src = src;
  } catch {
    // the page requires Trusted Types and does not allow our policy
    return failed();
  }
  document.head.append(script);
}
