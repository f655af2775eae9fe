/** How strokes, pointers and rings look, at both sides. */
export const OVERLAY_STYLES = `
.ink { position: absolute; top: 0; left: 0; width: 100%; height: 100%; overflow: visible; pointer-events: none; fill: none; stroke-width: 4; stroke-linecap: round; stroke-linejoin: round; }
.ink .fading { opacity: 0; transition: opacity .5s 3.5s; }
.pointer, .ring { position: absolute; top: 0; left: 0; pointer-events: none; box-sizing: border-box; }
.pointer { transition: transform .1s linear; }
.pointer i { display: block; width: 18px; height: 18px; background: var(--mark); clip-path: polygon(0 0, 100% 42%, 52% 55%, 34% 100%); }
.pointer b, .ring b { position: absolute; max-width: 180px; padding: 2px 7px; overflow: hidden; border-radius: 9px; background: var(--mark); color: #fff; font: 600 12px/16px system-ui, sans-serif; text-overflow: ellipsis; white-space: nowrap; }
.pointer b { top: 16px; left: 12px; }
.ring { border: 3px solid var(--mark); border-radius: 6px; box-shadow: 0 0 0 2px #fff, inset 0 0 0 1px #fff; }
.ring.faint { opacity: .45; }
.ring b { bottom: 100%; left: -3px; margin-bottom: 3px; }
.ring.low b { top: 3px; bottom: auto; left: 3px; }
.pointer b[hidden], .ring b[hidden] { display: none; }
.crosshair { position: absolute; top: 0; left: 0; width: 33px; height: 33px; margin: -16px 0 0 -16px; pointer-events: none; background: linear-gradient(#fff, #fff) center / 5px 33px no-repeat, linear-gradient(#fff, #fff) center / 33px 5px no-repeat; }
.crosshair::after { content: ""; position: absolute; top: 0; right: 0; bottom: 0; left: 0; background: linear-gradient(#000, #000) center / 1px 31px no-repeat, linear-gradient(#000, #000) center / 31px 1px no-repeat; }
@media (prefers-reduced-motion: reduce) { .pointer, .ink .fading { transition: none; } .ink .fading { opacity: 1; } }
`;
