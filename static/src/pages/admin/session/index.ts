/** `/admin/sessions/{id}`: everything on it follows the stream. */
import { byId, setHidden } from "../../lib/dom";
import { ask, signInAgain } from "../../lib/problem";
import { asSummary } from "../../lib/sessions";
import { connectionBanner } from "../connection";
import { endDialog } from "../end-many";
import { showCase } from "./case";
import { showConsent } from "./consent";
import { showFacts } from "./facts";
import { asStory } from "./story";
import { showInvites } from "./people";
import { showTimeline } from "./timeline";

export function sessionPage(root: HTMLElement): void {
  // who it was is forgotten: nothing about it changes any more
  if ("forgotten" in root.dataset) return;
  const id = root.dataset["session"] ?? "";
  const path = `/api/sessions/${encodeURIComponent(id)}`;
  const button = byId<HTMLButtonElement>("end-button");
  const askToEnd = endDialog();
  setHidden(button, root.dataset["live"] !== "true");
  button.addEventListener("click", () => askToEnd([{ id, name: button.dataset["name"] ?? "" }]));

  let running = false;
  let again = false;
  /** One round at a time; what comes in during one asks for exactly one more. */
  async function refresh(): Promise<void> {
    again = true;
    if (running) return;
    running = true;
    try {
      while (again) {
        again = false;
        await readOnce(root, path);
      }
    } finally {
      running = false;
    }
  }
  connectionBanner({
    session(session) {
      if (session.sessionId === id) void refresh();
    },
    up: refresh,
  });
}

async function readOnce(root: HTMLElement, path: string): Promise<void> {
  const [detail, timeline, file] = await Promise.all([ask("GET", path), ask("GET", `${path}/timeline`), ask("GET", `${path}/case`)]);
  if (!detail.ok) return void signInAgain(detail.problem);
  const session = asSummary(detail.body);
  if (session) showFacts(root, session);
  if (timeline.ok) {
    const story = asStory(timeline.body);
    showConsent(story.consent);
    showInvites(story.invites);
    showTimeline(story, session?.agents ?? []);
  }
  if (file.ok) showCase(root, file.body);
}
