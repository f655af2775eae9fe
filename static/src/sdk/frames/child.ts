/**
 * The SDK inside a frame: it shares the framed page with the page around, and only with an origin its own settings name. What leaves the
 * frame has passed the frame's own gate.
 */

import { startCapture } from "../capture";
import { MaskRules } from "../gate/masked";
import { watchPasswords } from "../passwords";
import type { Recording } from "../recorder";
import type { Settings } from "../settings";
import { HELLO } from "./parent";

/** Between two greetings to a page around that does not answer, milliseconds: it may begin a session at any time. */
const GREET_EVERY = 2_000;
/** A picture on our own account, milliseconds after what made it necessary. */
const RENEW_AFTER = 1_000;

/** The origin around this frame if the settings name it. Firefox does not tell ancestors, so the referrer has to do. */
export function listedParent(settings: Settings): string | null {
  if (window.parent === window) return null;
  const around = location.ancestorOrigins?.[0] ?? originOf(document.referrer);
  return settings.frameParents.find((origin) => origin === around) ?? null;
}

function originOf(url: string): string {
  try {
    return new URL(url).origin;
  } catch {
    return "";
  }
}

let started = false;

/** Offers this page to the page around, until it takes it. */
export function shareFrame(settings: Settings): void {
  const parentOrigin = listedParent(settings);
  if (started || parentOrigin === null) return;
  started = true;
  const rules = new MaskRules(settings);
  watchPasswords(rules);
  let recording: Recording | null = null;
  let open: MessagePort | null = null;
  let renewal: ReturnType<typeof setTimeout> | undefined;
  const renew = (): void => {
    renewal ??= setTimeout(() => {
      renewal = undefined;
      recording?.snapshot();
    }, RENEW_AFTER);
  };
  const heard = (port: MessagePort, what: unknown): void => {
    if (what === "record") {
      open = port;
      if (recording) recording.snapshot();
      else recording = startCapture({ settings, rules, isOwn: () => false, ownElements: () => [], onRoot: () => {}, onRenew: renew, emit: (event) => open?.postMessage(event) });
    } else if (port === open) {
      recording?.stop();
      recording = open = null;
    }
  };
  const greet = (): void => {
    if (open) return;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => heard(port1, data);
    window.parent.postMessage(HELLO, parentOrigin, [port2]);
  };
  greet();
  setInterval(greet, GREET_EVERY);
}
