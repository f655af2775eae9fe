/** The look of the SDK's own elements. They live in a closed shadow root: the page's styles do not reach in. */
export const STYLES = `
:host { all: initial !important; position: fixed !important; z-index: 2147483647 !important; inset: auto !important; top: 0 !important; left: 0 !important; width: 0 !important; height: 0 !important; display: block !important;
  --ink: #14202b; --soft: #55636f; --paper: #ffffff; --line: #d5dce2; --tint: #eef4fb; --go: #0b5cad; --go-ink: #ffffff; --live: #c62b2b; --ring: #0b5cad; --veil: rgba(16, 24, 32, .55); color-scheme: light; }
* { box-sizing: border-box; font-family: system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
button { font-size: 15px; font-weight: 600; line-height: 1; cursor: pointer; border: 0; border-radius: 10px; }
button:focus-visible, .dialog:focus-visible { outline: 3px solid var(--ring); outline-offset: 2px; }
.bar { position: fixed; left: 0; right: 0; bottom: max(14px, env(safe-area-inset-bottom)); display: flex; align-items: center; gap: 10px; width: max-content; max-width: min(560px, calc(100vw - 20px)); margin: 0 auto; padding: 7px 8px 7px 14px; border: 1px solid var(--line); border-radius: 999px; background: var(--paper); color: var(--ink); font-size: 14px; line-height: 1.3; box-shadow: 0 6px 24px rgba(10, 20, 30, .22); animation: float .25s ease-out; }
.bar span { overflow: hidden; text-overflow: ellipsis; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow-wrap: anywhere; }
.live { flex: none; width: 9px; height: 9px; border-radius: 50%; background: var(--live); box-shadow: 0 0 0 4px rgba(198, 43, 43, .18); }
.end { flex: none; min-height: 34px; padding: 8px 16px; border-radius: 999px; background: var(--live); color: #fff; font-size: 14px; }
.look { flex: none; min-height: 34px; padding: 8px 14px; border-radius: 999px; background: transparent; color: var(--ink); font-size: 14px; box-shadow: inset 0 0 0 1.5px var(--line); }
.look[aria-pressed="true"] { background: #fff1cc; color: #3d2b00; box-shadow: inset 0 0 0 1.5px #a86a00; }
.small { flex: none; width: 34px; height: 34px; border-radius: 50%; background: transparent; color: var(--soft); font-size: 18px; }
@media (max-width: 480px) { .bar { flex-wrap: wrap; border-radius: 20px; } .bar span { flex: 1 0 80%; } .look { flex: 1; } }
.dot { position: fixed; right: 14px; bottom: max(14px, env(safe-area-inset-bottom)); display: grid; place-items: center; width: 36px; height: 36px; border: 1px solid var(--line); border-radius: 50%; background: var(--paper); box-shadow: 0 4px 14px rgba(10, 20, 30, .25); }
@keyframes float { from { opacity: 0; transform: translateY(8px); } }
@media (prefers-color-scheme: dark) { :host { --ink: #eef2f5; --soft: #a8b4be; --paper: #1b232b; --line: #3a4651; --tint: #232f3b; --go: #6db3f5; --go-ink: #08233d; --live: #c93a3a; --ring: #8fc7ff; --veil: rgba(0, 0, 0, .6); color-scheme: dark; } }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
@media (forced-colors: active) { .bar, .dot, dialog, .dialog, button { border: 1px solid; } .live { background: Highlight; } }
@media print { :host { display: none !important; } }
`;
