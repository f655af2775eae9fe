/** The notice that stays while somebody watches is part of the SDK's core, which speaks English: its words are replaced as it appears. */

import type { Agent } from "../agents";
import type { UiHost } from "../ui/host";
import type { Spoken } from "./languages";

/** Keeps the notice in `spoken`. */
export function noticeIn({ tag, words: { notice } }: Spoken, host: UiHost): { watched(agents: readonly Agent[]): void; stop(): void } {
  let names: readonly string[] = [];
  host.element.lang = tag;
  host.element.dir = tag === "ar" ? "rtl" : "ltr";

  function label(selector: string, text: string): void {
    const element = host.root.querySelector(selector);
    if (element && element.getAttribute("aria-label") !== text) element.setAttribute("aria-label", text);
  }

  function text(selector: string, said: string): void {
    const element = host.root.querySelector(selector);
    if (element && element.textContent !== said) element.textContent = said;
  }

  function reword(): void {
    label(".bar", notice.region);
    text(".bar > [role=status]", notice.sharing(names));
    text(".bar > .look", notice.preview);
    text(".bar > .end", notice.end);
    label(".bar > .end", notice.endLabel);
    label(".bar > .small", notice.minimise);
    label(".dot", notice.expand(names));
  }

  const observer = new MutationObserver(reword);
  observer.observe(host.root, { childList: true });
  return {
    watched(agents) {
      names = agents.map(({ userName }) => userName);
      reword();
    },
    stop: () => observer.disconnect(),
  };
}
