/** The tabs above the desk: one for PINs, one for each open session. Arrows move, Enter shows, Delete closes. */
import { say } from "../../words/say";
import { byId, make, setText } from "../lib/dom";
import { badge } from "./now";
import { nameOf, type TabList } from "./tab-list";

export interface TabStrip {
  draw(list: TabList): void;
  state(sessionId: string, state: string, unread: boolean): void;
  /** Gives the keys to the tab that is shown. */
  focus(): void;
}

export function tabStrip(choose: (sessionId: string | null) => void, close: (sessionId: string) => void): TabStrip {
  const strip = byId("tabs");
  const states = new Map<string, { state: string; unread: boolean }>();
  const tabs = (): HTMLButtonElement[] => [...strip.querySelectorAll<HTMLButtonElement>("[role=tab]")];
  const idOf = (tab: HTMLElement): string | null => tab.dataset["session"] ?? null;

  strip.addEventListener("click", (event) => {
    const tab = (event.target as Element).closest<HTMLElement>("[role=tab]");
    if (tab) choose(idOf(tab));
  });
  strip.addEventListener("keydown", (event) => {
    const all = tabs();
    const place = all.indexOf(document.activeElement as HTMLButtonElement);
    if (place < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const forward = getComputedStyle(strip).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = forward === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
    const session = idOf(all[place] as HTMLElement);
    const to = { [forward]: (place + 1) % all.length, [back]: (place + all.length - 1) % all.length, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) move(all, to);
    else if (event.key === "Delete" && session) close(session);
    else return;
    event.preventDefault();
  });

  function move(all: HTMLButtonElement[], to: number): void {
    all.forEach((tab, place) => (tab.tabIndex = place === to ? 0 : -1));
    all[to]?.focus();
  }

  function mark(tab: HTMLElement, name: string, sessionId: string): void {
    const { state, unread } = states.get(sessionId) ?? { state: "connecting", unread: false };
    tab.toggleAttribute("data-unread", unread);
    tab.replaceChildren(
      make("span", `dot dot-${state}`),
      make("span", "tab-name", name),
      make("span", "tab-state", badge(state)),
      ...(unread ? [make("span", "visually-hidden", say("agent-tab-unread"))] : []),
    );
  }

  return {
    draw({ tabs: open, shown }) {
      const had = strip.contains(document.activeElement);
      for (const tab of tabs()) if (idOf(tab) !== null && !open.some(({ sessionId }) => sessionId === idOf(tab))) tab.remove();
      for (const one of open) {
        const [sessionId, name] = [one.sessionId, nameOf(one)];
        const known = tabs().find((tab) => idOf(tab) === sessionId);
        const tab = known ?? make("button", "tab");
        if (!known) {
          tab.type = "button";
          tab.setAttribute("role", "tab");
          tab.dataset["session"] = sessionId;
          tab.setAttribute("aria-controls", `panel-${sessionId}`);
          tab.id = `tab-${sessionId}`;
          strip.append(tab);
        }
        tab.title = name;
        mark(tab, name, sessionId);
      }
      tabs().forEach((tab, place) => {
        const isShown = idOf(tab) === shown;
        tab.setAttribute("aria-selected", String(isShown));
        tab.tabIndex = isShown ? 0 : -1;
        tab.setAttribute("aria-keyshortcuts", `Alt+${place + 1}`);
        if (isShown) tab.scrollIntoView({ block: "nearest", inline: "nearest" });
      });
      if (had && !strip.contains(document.activeElement)) this.focus();
      document.body.classList.toggle("has-tabs", open.length > 0);
    },
    state(sessionId, state, unread) {
      states.set(sessionId, { state, unread });
      const tab = tabs().find((one) => idOf(one) === sessionId);
      if (tab) mark(tab, tab.title, sessionId);
      const waiting = [...states.values()].filter((one) => one.unread).length;
      setText(byId("unread"), waiting > 0 ? say("agent-unread", { count: waiting }) : "");
    },
    focus: () => tabs().find((tab) => tab.getAttribute("aria-selected") === "true")?.focus(),
  };
}
