/** Short, quiet tones made by the browser itself: a rising pair for good news, a falling one for the rest. */
import type { Alert } from "./options";

const TONES: Record<Alert, readonly [number, number]> = {
  waiting: [660, 880],
  consent: [523, 784],
  back: [523, 659],
  invite: [784, 988],
  away: [587, 440],
  ended: [523, 392],
};

let context: AudioContext | null = null;

/** Call it on a press: browsers make no sound before one. */
export function tune(): void {
  try {
    context ??= new AudioContext();
    void context.resume();
  } catch {
    context = null;
  }
}

export function play(alert: Alert): void {
  if (!context || context.state !== "running") return;
  TONES[alert].forEach((pitch, place) => tone(context as AudioContext, pitch, place * 0.16));
}

function tone(audio: AudioContext, pitch: number, after: number): void {
  const start = audio.currentTime + after;
  const [source, gain] = [audio.createOscillator(), audio.createGain()];
  source.frequency.value = pitch;
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(0.12, start + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.001, start + 0.15);
  source.connect(gain).connect(audio.destination);
  source.start(start);
  source.stop(start + 0.16);
}
