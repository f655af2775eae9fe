/** The look of the customer's drawing buttons, on the left: pages have their own help on the right. The layers lie under the SDK's other parts, the sharing bar among them. */
export const DRAWING_STYLES = `
.layer, .draw-pad { position: fixed; top: 0; right: 0; bottom: 0; left: 0; overflow: hidden; }
.layer { z-index: -2; pointer-events: none; }
.draw-pad { z-index: -1; cursor: crosshair; touch-action: none; outline: none; }
.draw-pad:focus-visible { box-shadow: inset 0 0 0 3px var(--ring); }
.draw-corner { position: fixed; left: 14px; bottom: max(76px, env(safe-area-inset-bottom)); display: flex; gap: 8px; }
.draw-corner button, .draw-bar { border: 1px solid var(--line); background: var(--paper); color: var(--ink); box-shadow: 0 4px 14px rgba(10, 20, 30, .25); }
.draw-wipe { padding: 0 16px; border-radius: 999px; font-size: 14px; }
.draw-open { width: 44px; height: 44px; padding: 11px; border-radius: 50%; }
.draw-bar { position: fixed; left: 14px; bottom: max(76px, env(safe-area-inset-bottom)); display: flex; flex-wrap: wrap; align-items: center; gap: 2px; width: max-content; max-width: calc(100vw - 28px); padding: 6px; border-radius: 16px; }
.draw-bar button { min-width: 38px; height: 38px; padding: 9px; background: transparent; color: inherit; font-size: 13px; }
.draw-bar [aria-pressed="true"] { background: var(--tint); color: var(--go); }
.draw-bar [aria-disabled="true"] { opacity: .4; cursor: default; }
.draw-bar svg, .draw-open svg { display: block; width: 20px; height: 20px; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
.draw-colours { display: flex; padding: 0 6px; }
.draw-bar [role="radio"] { min-width: 28px; width: 28px; height: 28px; padding: 0; border-radius: 50%; border: 6px solid transparent; background: var(--mark) padding-box; }
.draw-bar [aria-checked="true"] { box-shadow: inset 0 0 0 2px var(--paper), 0 0 0 0 var(--ink); border: 3px solid var(--ink); background: var(--mark) padding-box; }
@media (max-width: 480px) { .draw-corner, .draw-bar { bottom: 116px; } }
.draw-status { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
[hidden] { display: none !important; }
@media print { .layer { display: none; } }
`;
