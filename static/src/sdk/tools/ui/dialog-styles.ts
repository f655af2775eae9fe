/** The look of the questions in the middle of the page; colours and buttons come from the core's sheet. */
export const DIALOG_STYLES = `
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
.buttons button { flex: 1; min-height: 46px; padding: 12px 16px; transition: opacity .15s; }
.allow { background: var(--go); color: var(--go-ink); }
.allow[aria-disabled="true"] { opacity: .45; cursor: default; }
.decline { background: transparent; color: var(--ink); box-shadow: inset 0 0 0 1.5px var(--line); }
@keyframes rise { from { opacity: 0; transform: translateY(10px); } }
@media (max-width: 420px) { dialog, .dialog { padding: 18px; } .lists { grid-template-columns: 1fr; gap: 12px; } .phrase { margin: 14px 0; } .buttons { bottom: -18px; margin: 0 -18px -18px; padding: 10px 18px 18px; } }
`;
