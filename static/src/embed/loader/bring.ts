/** Fetches the panel: a script whose content this loader knows by its hash, so that nothing else can run in its place. */

/** Milliseconds until a script that neither loads nor fails counts as failed. */
const TIMEOUT = 20_000;

/** Rejects if the script does not come, is not the one meant, or the page's policy forbids it. */
export function bring(src: string, integrity: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const done = (settle: () => void) => (): void => {
      clearTimeout(timer);
      script.remove();
      settle();
    };
    const timer = setTimeout(done(reject), TIMEOUT);
    script.crossOrigin = "anonymous";
    script.integrity = integrity;
    script.onload = done(resolve);
    script.onerror = done(reject);
    script.src = src;
    document.head.append(script);
  });
}

let policy: { createScriptURL(url: string): string } | undefined;

/** The address as a page with Trusted Types takes it; such a page allows the policy `cobroker`. */
export function scriptUrl(url: string): string {
  try {
    policy ??= (window as unknown as { trustedTypes?: { createPolicy(name: string, rules: object): typeof policy } }).trustedTypes?.createPolicy("cobroker", {
      createScriptURL: (given: string) => given,
    });
    return policy ? policy.createScriptURL(url) : url;
  } catch {
    return url;
  }
}
