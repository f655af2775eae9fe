/** The look of banner, card and ring; buttons, dialogs and colours come from the core's sheet. */
export const TOOL_STYLES = `
.gap { margin-bottom: 18px; }
.bar.assist { z-index: 10; top: max(14px, env(safe-area-inset-top)); bottom: auto; padding-right: 7px; border-color: var(--go); box-shadow: 0 0 0 1px var(--go), 0 6px 24px rgba(10, 20, 30, .22); }
.bar.assist span { -webkit-line-clamp: 3; }
.assist .live { background: var(--go); box-shadow: none; }
.keep { flex: none; min-height: 34px; padding: 8px 14px; border-radius: 999px; background: transparent; color: var(--ink); font-size: 14px; box-shadow: inset 0 0 0 1.5px var(--line); }
.bar.people-note { top: max(74px, env(safe-area-inset-top)); bottom: auto; padding-right: 7px; pointer-events: none; }
.people-note button { pointer-events: auto; }
.aim { position: fixed; top: 0; left: 0; border: 3px solid var(--go); border-radius: 8px; box-shadow: 0 0 0 2px var(--paper), 0 0 0 9999px rgba(16, 24, 32, .12); pointer-events: none; }
.aim b { position: absolute; left: -3px; bottom: calc(100% + 4px); max-width: 240px; padding: 3px 8px; overflow: hidden; border-radius: 6px; background: var(--go); color: var(--go-ink); font-size: 12.5px; font-weight: 600; line-height: 1.3; white-space: nowrap; text-overflow: ellipsis; }
.aim.under b { top: calc(100% + 4px); bottom: auto; }
.card { position: fixed; z-index: 10; left: 0; right: 0; bottom: 76px; margin: auto; width: min(420px, calc(100vw - 20px)); max-height: 60vh; overflow: auto; padding: 18px; border: 1px solid var(--line); border-radius: 16px; background: var(--paper); color: var(--ink); font-size: 15px; line-height: 1.45; box-shadow: 0 16px 48px rgba(10, 20, 30, .35); text-align: left; outline: none; }
.card.high { top: 66px; bottom: auto; }
.card:focus-visible { outline: 3px solid var(--ring); outline-offset: 2px; }
.card h2 { font-size: 17px; }
.card p { font-size: 13.5px; }
@media (max-width: 420px) { .card { padding: 14px; } .card .buttons { bottom: -14px; margin: 10px -14px -14px; padding: 0 14px 14px; } }
.card .buttons { bottom: -18px; margin: 14px -18px -18px; padding: 0 18px 18px; }
blockquote { max-height: 7em; margin: 8px 0; padding: 8px 12px; overflow: auto; border-left: 3px solid var(--go); border-radius: 4px; background: var(--tint); white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; }
@media (forced-colors: active) { .aim { border-color: Highlight; } .card { border: 1px solid; } }
`;
