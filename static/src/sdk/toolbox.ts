/** Consent, drawing, remote assist, proposals and the preview: code that is fetched once an agent is there. */

import type { Control } from "../shared/frame";
import type { Agent } from "./agents";
import type { PageNodes } from "./recorder";
import type { Settings } from "./settings";
import type { Tools, createTools } from "./tools";
import type { UiHost } from "./ui/host";

declare const __TOOLS_FILE__: string;

/** What the tools get to work with. */
export interface ToolContext {
  readonly host: UiHost;
  readonly settings: Settings;
  /** The recorded page; `null` while nothing is recorded. */
  readonly page: () => PageNodes | null;
  /** Whether agents see pictures of this page instead of its changes. */
  readonly isSlowed: () => boolean;
  readonly say: (message: Control) => void;
  /** The preview came or went. */
  readonly onPreview: (isOn: boolean) => void;
  /** An event for the host page. */
  readonly emit: (name: string, payload: object) => void;
}

/** How long until tools that did not come are fetched again, while something waits for them. Milliseconds. */
const AGAIN_MS = 3_000;
/** Frames that may wait for the tools to come. */
const PATIENCE = 500;

export class Toolbox {
  private tools: Tools | null = null;
  private loading: Promise<Tools | null> | null = null;
  private waiting: Control[] = [];
  private agents: readonly Agent[] = [];
  private isStopped = false;

  constructor(
    private readonly base: string,
    private readonly context: ToolContext,
  ) {}

  /** A frame for the tools. */
  hear(message: Control): void {
    if (this.tools) this.tools.hear(message);
    else {
      if (this.waiting.length < PATIENCE) this.waiting.push(message);
      void this.load();
    }
  }

  /** Who watches now. */
  watched(agents: readonly Agent[]): void {
    this.agents = agents;
    this.tools?.watched(agents);
  }

  /** The tools, fetched if they are not here yet; `null` if they cannot be had now. */
  load(): Promise<Tools | null> {
    this.loading ??= fetchTools(this.base).then(
      (create) => (this.isStopped ? null : this.unpack(create)),
      () => this.missed(),
    );
    return this.loading;
  }

  /** The connection is gone: what was agreed on it is void. */
  disconnected(): void {
    this.waiting = [];
    this.tools?.disconnected();
  }

  stop(): void {
    this.isStopped = true;
    this.waiting = [];
    this.tools?.stop();
    this.tools = null;
  }

  /** The customer has to be asked, even over a bad line. */
  private missed(): null {
    this.loading = null;
    setTimeout(() => this.waiting.length > 0 && void this.load(), AGAIN_MS);
    return null;
  }

  private unpack(create: typeof createTools): Tools {
    const tools = create(this.context);
    this.tools = tools;
    tools.watched(this.agents);
    for (const message of this.waiting.splice(0)) tools.hear(message);
    return tools;
  }
}

let failures = 0;

async function fetchTools(base: string): Promise<typeof createTools> {
  try {
    const module = (await import(`${base}/assets/${__TOOLS_FILE__}${failures ? `?${failures}` : ""}`)) as { createTools: typeof createTools };
    return module.createTools;
  } catch (error) {
    failures++;
    throw error;
  }
}
