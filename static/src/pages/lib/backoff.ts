/** Waiting between tries. Pure: randomness comes in. */

/**
 * Milliseconds before try number `attempt` (from 0): somewhere in the upper half of a time that doubles from `first`
 * up to `longest`. The jitter keeps pages that lost one server from returning all at once.
 */
export function backoff(attempt: number, random: () => number, first = 500, longest = 15_000): number {
  const ceiling = Math.min(longest, first * 2 ** Math.min(attempt, 20));
  return Math.round(ceiling / 2 + (random() * ceiling) / 2);
}
