/** "Show what they see", as a tool. */

import type { Tool } from "..";
import type { ToolContext } from "../../toolbox";
import { createPreview } from "./preview";

export function previewTool({ host, page, onPreview }: ToolContext): Tool {
  const preview = createPreview(host, () => page()?.view() ?? null, onPreview);
  return {
    hears: {},
    asked: (what) => what === "preview" && preview.toggle(),
    disconnected: () => preview.stop(),
    stop: () => preview.stop(),
  };
}
