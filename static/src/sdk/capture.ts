/** Gate, watch and recorder of one recording belong together: nothing comes from the recorder but through the gate. */

import { Gate } from "./gate/gate";
import type { MaskRules } from "./gate/masked";
import type { WireEvent } from "./gate/types";
import { MaskWatch } from "./gate/watch";
import { type Recording, startRecording } from "./recorder";
import type { Settings } from "./settings";

export interface CaptureOptions {
  readonly settings: Settings;
  readonly rules: MaskRules;
  /** Our own elements are no part of the page. */
  readonly isOwn: (node: Node) => boolean;
  readonly ownElements: () => readonly Element[];
  /** A document or open shadow root came into the stream. */
  readonly onRoot: (root: Document | ShadowRoot) => void;
  /** The picture that agents have must be taken anew. */
  readonly onRenew: () => void;
  readonly emit: (event: WireEvent) => void;
}

export function startCapture({ settings, rules, isOwn, ownElements, onRoot, onRenew, emit }: CaptureOptions): Recording {
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  const watch: MaskWatch = new MaskWatch({
    rules,
    hasShown: (element) => gate.hasShown(element),
    onRevealed: (field) => rules.rememberPassword(field),
    onFlip: onRenew,
  });
  const gate = new Gate({
    ...settings,
    rules,
    page: document,
    isOwn,
    onRoot(root) {
      onRoot(root);
      watch.observe(root);
    },
    onMasked: (element) => watch.note(element),
    onExposed: onRenew,
    emit,
  });
  watch.observe(document);
  scheme.addEventListener?.("change", onRenew);
  const recording = startRecording({ gate, maskSelector: rules.selector, ownElements, emit });
  return {
    snapshot: recording.snapshot,
    stop() {
      watch.stop();
      gate.stop();
      scheme.removeEventListener?.("change", onRenew);
      recording.stop();
    },
  };
}
