// Time that passes when the test says so: the SDK's pauses cost nothing, and a failing page fails again.
// Streams and frames still take real time; `breathe` gives them some.
const timers = new Map();
/** More than any page needs; a timer that sets itself anew at once must not stop the test. */
const MAX_TURNS = 2_000;
let now = 0;
let next = 1;
const channel = new MessageChannel();

export function installClock() {
  window.setTimeout = (run, delay = 0, ...args) => {
    timers.set(next, { at: now + Math.max(0, Number(delay) || 0), run: () => run(...args) });
    return next++;
  };
  window.clearTimeout = (id) => void timers.delete(id);
  Object.defineProperty(performance, "now", { value: () => now });
  // the SDK's way for browsers without it
  delete window.requestIdleCallback;
}

/** Lets virtual milliseconds pass; what is due runs in order, with time for promises after each. */
export async function pass(milliseconds) {
  const end = now + milliseconds;
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    const due = [...timers].filter(([, { at }]) => at <= end).sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0];
    if (!due) break;
    const [id, { at, run }] = due;
    timers.delete(id);
    now = Math.max(now, at);
    run();
    await settled();
  }
  now = end;
}

/** After this, observers have been called and chains of promises have run. */
export async function settled() {
  for (let turn = 0; turn < 4; turn++) await null;
}

/** A real turn of the browser. */
export function breathe() {
  return new Promise((resolve) => {
    channel.port1.onmessage = resolve;
    channel.port2.postMessage(null);
  });
}

export function forgetTimers() {
  timers.clear();
}
