/** Zoom's loader, without inline script: a placeholder that keeps the call of `init` until the bundle runs it. */
import type { SdkInitResult, SdkSession } from "./zoom";

/** The part of `GET /api/config` that a customer's page needs. */
export interface EngineConfig {
  baseUrl: string;
  sdkKey: string;
  /** A fixed `major.minor.patch` or `major.minor.x`; none for whatever the engine serves. */
  sdkVersion: string | null;
}

/** Settings of `init` (Zoom reference §5.2). What is private is masked in this browser, before anything leaves it. */
export const SETTINGS = {
  allowAgentAnnotation: true,
  allowCustomerAnnotation: true,
  piiMask: { maskType: "custom_input", maskCssSelectors: ".pii-mask", maskHTMLAttributes: "data-sensitive=true" },
  remoteAssist: { enable: true, enableCustomerConsent: true, remoteAssistTypes: ["scroll_page"], requireStopConfirmation: false },
  // ours; the built-in engine alone knows it
  allowAgentProposals: true,
};

export function sdkUrl(config: EngineConfig): string {
  const version = config.sdkVersion ? `/${encodeURIComponent(config.sdkVersion)}` : "";
  return `${config.baseUrl.replace(/\/+$/, "")}/static/resource/sdk/${encodeURIComponent(config.sdkKey)}/js${version}`;
}

/** Milliseconds until an SDK that neither loads nor answers counts as failed. */
const LOAD_TIMEOUT = 20_000;

let loading: Promise<SdkSession> | null = null;

/** Loads the SDK once, initialises it, and gives its session. Rejects with a sentence for people; may then be called again. */
export function loadSdk(config: EngineConfig): Promise<SdkSession> {
  loading ??= initialised(config).catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

function initialised(config: EngineConfig): Promise<SdkSession> {
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(new Error("The help service could not be loaded."));
    const timer = setTimeout(fail, LOAD_TIMEOUT);
    placeholder();
    window.ZoomCobrowseSDK?.init(SETTINGS, ({ success, session }: SdkInitResult) => {
      clearTimeout(timer);
      if (success && session) resolve(session);
      else reject(new Error("Your browser cannot share this page."));
    });
    insertScript(sdkUrl(config), () => {
      clearTimeout(timer);
      fail();
    });
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
  script.src = src;
  script.dataset["cobrowseSdk"] = "";
  script.onerror = () => {
    script.remove();
    failed();
  };
  document.head.append(script);
}
