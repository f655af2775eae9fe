/** The waiting list on the page: it follows the stream, and one press takes a session. */
import { say } from "../../words/say";
import { byId, make, setHidden, setText, slot } from "../lib/dom";
import { keep, kept } from "../lib/keep";
import { ask, type Problem } from "../lib/problem";
import { elapsed } from "../lib/time";
import { asWaiting, choices, joinedBy, narrowed, without, type Waiting, type WaitingFilter } from "./waiting-list";

export interface WaitingView {
  /** Reads the list anew. */
  refresh(): Promise<void>;
  joined(value: unknown): void;
  left(value: unknown): void;
  /** Gives the keys to the longest wait. */
  focus(): void;
}

export function waiting(take: (one: Waiting) => Promise<Problem | null>, heard: (one: Waiting) => void): WaitingView {
  const section = byId("waiting");
  const rows = slot(section, "rows");
  const filters = { site: slot<HTMLSelectElement>(section, "site"), skill: slot<HTMLSelectElement>(section, "skill") };
  let list: Waiting[] = [];
  let exists = false;
  /** What the stream said while the list was on its way: it is newer. */
  let meanwhile: ((list: readonly Waiting[]) => Waiting[])[] = [];
  let filter = { site: "", skill: "", ...((kept("sessionStorage", "waiting") ?? {}) as Partial<WaitingFilter>) };

  function draw(): void {
    setHidden(section, !exists);
    const shown = narrowed(list, filter);
    const { sites, skills } = choices(list);
    options(filters.site, sites, filter.site);
    options(filters.skill, skills.map((skill) => [skill, skill]), filter.skill);
    const focused = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>("[data-session]")?.dataset["session"];
    rows.replaceChildren(...shown.map(row));
    if (focused) (rows.querySelector<HTMLElement>(`[data-session="${CSS.escape(focused)}"] button`) ?? rows.querySelector("button"))?.focus();
    setText(slot(section, "count"), say("agent-waiting-count", { count: list.length }));
    setHidden(slot(section, "empty"), shown.length > 0);
  }

  function options(select: HTMLSelectElement, values: [string, string][], chosen: string): void {
    setHidden(select.closest("label") as HTMLElement, values.length < 2 && chosen === "");
    const known = values.some(([value]) => value === chosen) || chosen === "" ? values : [...values, [chosen, chosen] as [string, string]];
    const wanted = ["", ...known.map(([value]) => value)].join("\n");
    if ([...select.options].map(({ value }) => value).join("\n") !== wanted) {
      select.replaceChildren(new Option(say("agent-waiting-all"), ""), ...known.map(([value, name]) => new Option(name, value)));
    }
    select.value = chosen;
  }

  function row(one: Waiting): HTMLLIElement {
    const who = make("p", "recent-who", one.customerName);
    if (!one.identified) who.append(" ", make("span", "tag", say("agent-anonymous")));
    const since = make("span", "waiting-since");
    since.dataset["since"] = String(one.since);
    setText(since, elapsed(Date.now() - one.since));
    const about = make("p", "muted small-text", one.siteName, ...(one.skill ? [" · ", one.skill] : []));
    const button = make("button", "button primary small", say("agent-take"), make("span", "visually-hidden", ` ${say("agent-take-whom", { customer: one.customerName })}`));
    button.type = "button";
    button.addEventListener("click", () => void press(one, button));
    const item = make("li", "recent-row", make("div", "recent-text", who, about), make("p", "waiting-time", make("span", "visually-hidden", say("agent-waiting-for")), " ", since), button);
    item.dataset["session"] = one.sessionId;
    return item;
  }

  async function press(one: Waiting, button: HTMLButtonElement): Promise<void> {
    button.disabled = true;
    const problem = await take(one);
    setText(slot(section, "problem"), "");
    if (!problem) return;
    button.disabled = false;
    setText(slot(section, "problem"), taking(problem));
    if (["session-taken", "session-over", "not-found"].includes(problem.slug)) {
      list = without(list, one.sessionId);
      draw();
      // the keys stay in the list, for the next one
      (rows.querySelector("button") ?? slot(section, "heading")).focus();
    } else button.focus();
  }

  for (const name of ["site", "skill"] as const) {
    filters[name].addEventListener("change", () => {
      filter = { ...filter, [name]: filters[name].value };
      keep("sessionStorage", "waiting", filter);
      draw();
    });
  }
  setInterval(() => {
    for (const since of rows.querySelectorAll<HTMLElement>("[data-since]")) setText(since, elapsed(Date.now() - Number(since.dataset["since"])));
  }, 1000);

  return {
    async refresh() {
      const heardSince: typeof meanwhile = (meanwhile = []);
      const answer = await ask("GET", "/api/agent/waiting");
      if (!answer.ok) return;
      const { sessions, sites } = answer.body as { sessions?: unknown; sites?: unknown };
      exists = Array.isArray(sites) && sites.length > 0;
      const read = (Array.isArray(sessions) ? sessions : []).map(asWaiting).filter((one) => one !== null);
      list = heardSince.reduce<Waiting[]>((now, change) => change(now), read);
      draw();
    },
    joined(value) {
      const one = asWaiting(value);
      if (!one) return;
      exists = true;
      meanwhile.push((now) => joinedBy(now, one));
      list = joinedBy(list, one);
      draw();
      heard(one);
    },
    left(value) {
      const { sessionId } = (value ?? {}) as { sessionId?: unknown };
      if (typeof sessionId !== "string") return;
      meanwhile.push((now) => without(now, sessionId));
      list = without(list, sessionId);
      draw();
    },
    focus: () => (rows.querySelector("button") ?? slot(section, "heading")).focus(),
  };
}

function taking(problem: Problem): string {
  switch (problem.slug) {
    case "session-taken":
      return say("agent-take-taken");
    case "too-many-attempts":
      return say("agent-take-wait", { seconds: problem.retryAfter ?? 30 });
    case "offline":
      return say("agent-offline");
    default:
      return say("agent-take-gone");
  }
}
