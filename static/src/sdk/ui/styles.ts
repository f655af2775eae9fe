/** The look of the SDK's own elements. They live in a closed shadow root: the page's styles do not reach in. */
export const STYLES = `
:host { all: initial !important; position: fixed !important; z-index: 2147483647 !important; inset: auto !important; top: 0 !important; left: 0 !important; width: 0 !important; height: 0 !important; display: block !important;
  --ink: #14202b; --soft: #55636f; --paper: #ffffff; --line: #d5dce2; --tint: #eef4fb; --go: #0b5cad; --go-ink: #ffffff; --live: #c62b2b; --ring: #0b5cad; --veil: rgba(16, 24, 32, .55); color-scheme: light; }
* { box-sizing: border-box; font-family: system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
dialog, .dialog { position: fixed; inset: 0; margin: auto; width: min(440px, calc(100vw - 24px)); height: fit-content; max-height: calc(100vh - 24px); overflow: auto; padding: 24px; border: 1px solid var(--line); border-radius: 18px; background: var(--paper); color: var(--ink); font-size: 15px; line-height: 1.45; box-shadow: 0 24px 64px rgba(10, 20, 30, .32); outline: none; text-align: left; animation: rise .22s ease-out; }
.dialog { height: auto; top: 24px; right: 0; bottom: auto; left: 0; }
dialog::backdrop, .veil { background: var(--veil, rgba(16, 24, 32, .55)); }
.veil { position: fixed; inset: 0; top: 0; right: 0; bottom: 0; left: 0; }
h2 { margin: 0 0 4px; font-size: 20px; line-height: 1.25; font-weight: 650; letter-spacing: -.01em; overflow-wrap: anywhere; }
h3 { margin: 0 0 4px; font-size: 12px; font-weight: 600; color: var(--soft); }
p { margin: 0; color: var(--soft); }
.phrase { margin: 18px 0; padding: 14px 16px; border-radius: 12px; background: var(--tint); }
.phrase strong { display: block; margin: 2px 0 6px; font-size: 24px; font-weight: 700; letter-spacing: .01em; overflow-wrap: anywhere; }
.phrase p { font-size: 13px; }
.lists { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; margin-bottom: 20px; }
ul { margin: 0; padding: 0; list-style: none; font-size: 13.5px; }
li { position: relative; padding: 3px 0 3px 20px; }
li::before { position: absolute; left: 0; font-weight: 700; }
.seen li::before { content: "\\2713"; color: var(--go); }
.unseen li::before { content: "\\2715"; color: var(--soft); }
.queue { margin-bottom: 12px; font-size: 13px; }
.buttons { position: sticky; bottom: -24px; display: flex; gap: 10px; flex-direction: row-reverse; margin: 0 -24px -24px; padding: 12px 24px 24px; background: var(--paper); }
button { font-size: 15px; font-weight: 600; line-height: 1; cursor: pointer; border: 0; border-radius: 10px; }
.buttons button { flex: 1; min-height: 46px; padding: 12px 16px; transition: opacity .15s; }
.allow { background: var(--go); color: var(--go-ink); }
.allow[aria-disabled="true"] { opacity: .45; cursor: default; }
.decline { background: transparent; color: var(--ink); box-shadow: inset 0 0 0 1.5px var(--line); }
button:focus-visible, .dialog:focus-visible { outline: 3px solid var(--ring); outline-offset: 2px; }
.bar { position: fixed; left: 0; right: 0; bottom: max(14px, env(safe-area-inset-bottom)); display: flex; align-items: center; gap: 10px; width: max-content; max-width: calc(100vw - 20px); margin: 0 auto; padding: 7px 8px 7px 14px; border: 1px solid var(--line); border-radius: 999px; background: var(--paper); color: var(--ink); font-size: 14px; line-height: 1.3; box-shadow: 0 6px 24px rgba(10, 20, 30, .22); animation: float .25s ease-out; }
.bar span { overflow: hidden; text-overflow: ellipsis; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow-wrap: anywhere; }
.live { flex: none; width: 9px; height: 9px; border-radius: 50%; background: var(--live); box-shadow: 0 0 0 4px rgba(198, 43, 43, .18); }
.end { flex: none; min-height: 34px; padding: 8px 16px; border-radius: 999px; background: var(--live); color: #fff; font-size: 14px; }
.look { flex: none; min-height: 34px; padding: 8px 14px; border-radius: 999px; background: transparent; color: var(--ink); font-size: 14px; box-shadow: inset 0 0 0 1.5px var(--line); }
.look[aria-pressed="true"] { background: #fff1cc; color: #3d2b00; box-shadow: inset 0 0 0 1.5px #a86a00; }
.small { flex: none; width: 34px; height: 34px; border-radius: 50%; background: transparent; color: var(--soft); font-size: 18px; }
.dot { position: fixed; right: 14px; bottom: max(14px, env(safe-area-inset-bottom)); display: grid; place-items: center; width: 36px; height: 36px; border: 1px solid var(--line); border-radius: 50%; background: var(--paper); box-shadow: 0 4px 14px rgba(10, 20, 30, .25); }
@keyframes rise { from { opacity: 0; transform: translateY(10px); } }
@keyframes float { from { opacity: 0; transform: translateY(8px); } }
@media (max-width: 420px) { dialog, .dialog { padding: 18px; } .lists { grid-template-columns: 1fr; gap: 12px; } .phrase { margin: 14px 0; } .buttons { bottom: -18px; margin: 0 -18px -18px; padding: 10px 18px 18px; } }
@media (prefers-color-scheme: dark) { :host { --ink: #eef2f5; --soft: #a8b4be; --paper: #1b232b; --line: #3a4651; --tint: #232f3b; --go: #6db3f5; --go-ink: #08233d; --live: #c93a3a; --ring: #8fc7ff; --veil: rgba(0, 0, 0, .6); color-scheme: dark; } }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
@media (forced-colors: active) { .bar, .dot, dialog, .dialog, button { border: 1px solid; } .live { background: Highlight; } }
@media print { :host { display: none !important; } }
`;
