/** `/admin`: every live session, pushed, in a window of a long list. */
import { say } from "../../../words/say";
import { byId, copyTemplate, setHidden, setText } from "../../lib/dom";
import { ask, signInAgain } from "../../lib/problem";
import { connectionBanner } from "../connection";
import { endDialog } from "../end-many";
import { arranged, between, type Item } from "./arrange";
import { EVERYTHING, fromSearch, narrows, toSearch, type Query } from "./query";
import { fillGroup, fillLive, showAge } from "./row";
import { fromSnapshot, fromSummary, type LiveRow } from "./rows";
import { savedViews } from "../views";
import { listWindow } from "./window";

/** Pixels; the style says the same. */
const ROW = 52;
/** An ended session stays in sight for so long, so that nothing goes away under the pointer. Milliseconds. */
const LINGER = 60_000;
/** Changes are shown together after so long; a list of ten thousand is not sorted for each. */
const TOGETHER = 200;
const RETRY = 3_000;

export function liveList(root: HTMLElement): void {
  const view = byId("live-grid");
  const rows = new Map<string, LiveRow>();
  const selected = new Set<string>();
  const closed = new Set<string>();
  let query: Query = fromSearch(location.search);
  let items: Item[] = [];
  let shown: LiveRow[] = [];
  let current = "";
  let anchor = "";
  let held: LiveRow[] | null = [];
  let round = 0;
  let pending: ReturnType<typeof setTimeout> | undefined;

  const keyOf = (item: Item | undefined): string => (item === undefined ? "" : item.kind === "row" ? item.row.id : `group ${item.key}`);
  const place = (): number => items.findIndex((item) => keyOf(item) === current);
  const look = (index: number, id: string) => ({ place: index, selected: selected.has(id), current: keyOf(items[index]) === current, now: Date.now(), mayWatch: root.classList.contains("may-watch") });

  const list = listWindow(view, byId("live-rows"), ROW, () => byId("live-head").offsetHeight, () => copyTemplate("live-row"), (element, index) => {
    const item = items[index];
    if (item?.kind === "row") fillLive(element, item.row, look(index, item.row.id));
    else if (item) fillGroup(element, item, look(index, ""));
  });

  function show(): void {
    pending = undefined;
    ({ items, shown } = arranged(rows.values(), query, Date.now(), closed));
    for (const id of selected) if (!rows.has(id)) selected.delete(id);
    view.setAttribute("aria-rowcount", String(items.length + 1));
    list.update(items.length);
    point();
    setText(byId("live-count"), String(shown.filter(({ state }) => state !== "ended").length));
    setHidden(byId("sessions-empty"), held !== null || items.length > 0);
    setHidden(byId("empty-none"), narrows(query));
    setHidden(byId("empty-filtered"), !narrows(query));
    view.classList.toggle("is-empty", held === null && items.length === 0);
    showSelection();
  }

  const showSoon = (): void => void (pending ??= setTimeout(show, rows.size > 500 ? TOGETHER : 0));

  function showSelection(): void {
    setHidden(byId("selection"), selected.size === 0);
    setText(byId("selection-count"), say("lists-selected", { count: selected.size }));
    const all = byId<HTMLInputElement>("select-all");
    all.checked = selected.size > 0 && selected.size >= shown.length;
    all.indeterminate = selected.size > 0 && !all.checked;
  }

  /** Says which row the keyboard is at; a row outside the window has no element to point to. */
  function point(): void {
    const element = list.element(place());
    if (element) view.setAttribute("aria-activedescendant", element.id);
    else view.removeAttribute("aria-activedescendant");
  }

  async function catchUp(): Promise<void> {
    held ??= [];
    const mine = ++round;
    const answer = await ask("GET", "/api/sessions/live");
    if (mine !== round) return;
    if (!answer.ok) {
      if (!signInAgain(answer.problem)) setText(byId("list-problem"), answer.problem.detail);
      return void setTimeout(() => mine === round && void catchUp(), RETRY);
    }
    setText(byId("list-problem"), "");
    const ended = [...rows.values()].filter((row) => row.state === "ended");
    rows.clear();
    // The answer may be older than what the stream said meanwhile.
    for (const row of [...ended, ...fromSnapshot(answer.body), ...(held ?? [])]) rows.set(row.id, row);
    held = null;
    root.dataset["ready"] = "true";
    show();
  }

  function turnTo(next: Query): void {
    query = next;
    const search = toSearch(query);
    history.pushState(null, "", search ? `?${search}` : location.pathname);
    view.scrollTop = 0;
    reflect();
    show();
  }

  /** Puts what is shown into the form, the links and the table's head. */
  function reflect(): void {
    const form = byId<HTMLFormElement>("live-filters");
    for (const name of ["q", "site", "agent", "customer", "wait", "sort", "group"] as const) {
      const field = form.elements.namedItem(name);
      const value = name === "wait" && query.wait === 0 ? "" : String(query[name]);
      if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
    }
    for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-state]")) {
      const state = link.dataset["state"] ?? "";
      const search = toSearch({ ...query, state });
      link.href = search ? `/admin?${search}` : "/admin";
      if (state === query.state) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    setHidden(byId("clear-filters"), !narrows(query));
  }

  function formQuery(): Query {
    const data = new FormData(byId<HTMLFormElement>("live-filters"));
    const search = new URLSearchParams([...data].map(([name, value]) => [name, String(value)]));
    return { ...fromSearch(`?${search}`), state: query.state };
  }

  function choose(id: string, on: boolean, range: boolean): void {
    const ids = range && anchor !== "" ? between(items, anchor, id) : [id];
    for (const one of ids) {
      if (on && rows.get(one)?.state !== "ended") selected.add(one);
      else selected.delete(one);
    }
    anchor = id;
    list.update(items.length);
    showSelection();
  }

  function goTo(index: number, range: boolean): void {
    if (items.length === 0) return;
    const next = items[Math.max(0, Math.min(items.length - 1, index))];
    const before = items[place()];
    current = keyOf(next);
    if (range && next?.kind === "row") {
      if (anchor === "" && before?.kind === "row") anchor = before.row.id;
      for (const id of between(items, anchor || next.row.id, next.row.id)) selected.add(id);
      showSelection();
    } else if (next?.kind === "row") anchor = next.row.id;
    list.reveal(place());
    list.update(items.length);
    point();
  }

  const askToEnd = endDialog();
  const endSelected = (): void => askToEnd([...selected].flatMap((id) => rows.get(id) ?? []).map(({ id, customer }) => ({ id, name: customer })), (ended) => {
    for (const id of ended) selected.delete(id);
    show();
  });

  function pressed(event: KeyboardEvent): void {
    if (event.target !== view || event.ctrlKey || event.metaKey || event.altKey) {
      if (event.target === view && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a") selectAll(event);
      return;
    }
    const at = place();
    const item = items[at];
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + list.page, PageUp: at - list.page, Home: 0, End: items.length - 1 };
    const to = moves[event.key];
    if (to !== undefined) goTo(at === -1 && event.key !== "End" ? 0 : to, event.shiftKey);
    else if (event.key === " " && item?.kind === "row") choose(item.row.id, !selected.has(item.row.id), event.shiftKey);
    else if (event.key === "Enter" && item?.kind === "row") location.assign(`/admin/sessions/${encodeURIComponent(item.row.id)}`);
    else if ((event.key === "Enter" || event.key === " ") && item?.kind === "group") toggle(item.key);
    else if (event.key === "Delete" && (selected.size > 0 || item?.kind === "row")) {
      if (selected.size > 0) endSelected();
      else if (item?.kind === "row") askToEnd([{ id: item.row.id, name: item.row.customer }]);
    } else if (event.key === "Escape" && selected.size > 0) clear();
    else return;
    event.preventDefault();
  }

  function selectAll(event: Event): void {
    event.preventDefault();
    for (const row of shown) if (row.state !== "ended") selected.add(row.id);
    list.update(items.length);
    showSelection();
  }

  function clear(): void {
    selected.clear();
    list.update(items.length);
    showSelection();
  }

  function toggle(key: string): void {
    if (!closed.delete(key)) closed.add(key);
    current = `group ${key}`;
    show();
  }

  view.addEventListener("keydown", pressed);
  view.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    const id = target.closest<HTMLElement>("[data-session]")?.dataset["session"];
    const group = target.closest<HTMLElement>("[data-group]")?.dataset["group"];
    if (group !== undefined) return toggle(group);
    if (!id) return;
    current = id;
    point();
    if (target instanceof HTMLInputElement) choose(id, target.checked, event.shiftKey);
    else if (target.closest("[data-slot=end]")) askToEnd([{ id, name: rows.get(id)?.customer ?? "" }]);
    else if (!target.closest("a")) list.update(items.length);
  });
  byId("select-all").addEventListener("change", (event) => ((event.target as HTMLInputElement).checked ? selectAll(event) : clear()));
  byId("end-selected").addEventListener("click", endSelected);
  byId("clear-selection").addEventListener("click", clear);
  byId("live-filters").addEventListener("submit", (event) => {
    event.preventDefault();
    turnTo(formQuery());
  });
  byId("live-filters").addEventListener("change", (event) => {
    if (event.target instanceof HTMLSelectElement) turnTo(formQuery());
  });
  root.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-state], a[data-all]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    turnTo("all" in link.dataset ? { ...EVERYTHING, sort: query.sort, group: query.group } : { ...query, state: link.dataset["state"] ?? "" });
  });
  window.addEventListener("popstate", () => {
    query = fromSearch(location.search);
    reflect();
    show();
  });
  savedViews("live", () => toSearch(query));
  setInterval(() => {
    const now = Date.now();
    for (const row of rows.values()) {
      if (row.endedAt === null || now - row.endedAt < LINGER) continue;
      rows.delete(row.id);
      showSoon();
    }
    items.forEach((item, index) => {
      const element = item.kind === "row" ? list.element(index) : undefined;
      if (element && item.kind === "row") showAge(element, item.row, now);
    });
  }, 1_000);
  connectionBanner({
    session(session) {
      const row = fromSummary(session);
      if (held) return void held.push(row);
      // what ended before it was ever in sight is the history's
      if (row.state === "ended" && !rows.has(row.id)) return;
      rows.set(row.id, row);
      if (row.state === "ended") selected.delete(row.id);
      showSoon();
    },
    up: catchUp,
  });
  reflect();
}
