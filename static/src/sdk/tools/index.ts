/** The tools bundle: one line for each tool, and who hears what. */

import type { Control } from "../../shared/frame";
import type { Agent } from "../agents";
import type { ToolContext } from "../toolbox";
import { addressTool } from "./address";
import { annotationTool } from "./annotation";
import { assetsTool } from "./assets";
import { assistTool } from "./assist";
import { backgroundsTool } from "./backgrounds";
import { consentTool } from "./consent";
import { other, speak, type Spoken } from "./languages";
import { noticeIn } from "./notice";
import { omittedTool } from "./omitted";
import { peopleTool } from "./people";
import { previewTool } from "./preview";
import { proposeTool } from "./propose";
import { DIALOG_STYLES } from "./ui/dialog-styles";
import { TOOL_STYLES } from "./ui/styles";

/** One thing that agents or the customer can do on the page. */
export interface Tool {
  /** What the tool does with each type of control frame it knows. */
  readonly hears: { readonly [type: string]: (message: Control) => void };
  /** Who watches now. */
  watched?(agents: readonly Agent[]): void;
  /** The customer pressed a button of the bar. */
  asked?(what: "preview"): void;
  /** The connection broke: nothing that was agreed holds any more. */
  disconnected(): void;
  /** The session is over: leaves no trace on the page. */
  stop(): void;
}

export interface Tools {
  hear(message: Control): void;
  watched(agents: readonly Agent[]): void;
  ask(what: "preview"): void;
  disconnected(): void;
  stop(): void;
}

const MAKERS: readonly ((context: ToolContext) => Tool)[] = [addressTool, annotationTool, assetsTool, assistTool, backgroundsTool, consentTool, omittedTool, peopleTool, previewTool, proposeTool];

export function createTools(context: ToolContext): Tools {
  context.host.dress(DIALOG_STYLES + TOOL_STYLES);
  let tools: Tool[] | null = null;
  let isStopped = false;
  let waiting: (() => void)[] = [];
  const begin = (spoken: Spoken | null): void => {
    if (isStopped) return;
    const notice = spoken && noticeIn(spoken, context.host);
    tools = MAKERS.map((make) => make(context));
    if (notice) tools.push({ hears: {}, watched: notice.watched, disconnected: () => undefined, stop: notice.stop });
    for (const act of waiting.splice(0)) act();
  };
  /** In order, once it is known in which language. */
  const each = (act: (tool: Tool) => void): void => {
    if (tools) tools.forEach(act);
    else waiting.push(() => tools?.forEach(act));
  };
  const tag = other();
  if (tag) void speak(tag).then(begin);
  else begin(null);
  return {
    hear: (message) => each((tool) => tool.hears[message.type]?.(message)),
    watched: (agents) => each((tool) => tool.watched?.(agents)),
    ask: (what) => each((tool) => tool.asked?.(what)),
    disconnected: () => {
      waiting = [];
      tools?.forEach((tool) => tool.disconnected());
    },
    stop: () => {
      isStopped = true;
      tools?.forEach((tool) => tool.stop());
    },
  };
}
