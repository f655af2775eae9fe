/** Covers have colours of their own in light and dark: they must stand out from any page. */
export const PREVIEW_STYLES = `
.covers { position: fixed; inset: 0; top: 0; right: 0; bottom: 0; left: 0; z-index: -1; overflow: hidden; pointer-events: none; contain: strict; }
.covers i { position: absolute; top: 0; left: 0; overflow: hidden; padding: 0 2px; border-radius: 3px; background: #fff1cc; color: #3d2b00; box-shadow: inset 0 0 0 1.5px #a86a00; font-style: normal; font-family: system-ui, sans-serif; text-align: left; white-space: nowrap; }
.covers i[hidden] { display: none; }
.covers .picture { background: #b8bcc2; }
.covers .blank { background: rgba(255, 225, 150, .8); }
.preview-note { position: fixed; left: 0; right: 0; top: 12px; width: max-content; max-width: calc(100vw - 24px); margin: 0 auto; padding: 8px 16px; border: 1.5px solid #a86a00; border-radius: 999px; background: #fff8e6; color: #3d2b00; font-size: 14px; line-height: 1.4; box-shadow: 0 6px 24px rgba(10, 20, 30, .22); pointer-events: none; }
.preview-note:empty { visibility: hidden; }
@media (forced-colors: active) { .covers i { forced-color-adjust: none; } }
`;
