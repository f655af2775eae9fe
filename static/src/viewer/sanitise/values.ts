/** Looking at `unknown` JSON: each function gives the value if it is what it should be, otherwise nothing. */

import { MAX_COORDINATE, MAX_LIST } from "./limits";

/** Whatever JSON.parse made of an object; read own properties of it only. */
export type Raw = { readonly [key: string]: unknown };

export function isRaw(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The own property `key`: a missing field must not be found on a prototype. */
export function field(value: Raw, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

/** An rrweb node or style sheet id. rrweb numbers from 1 and uses -1 and -2 for nodes it does not know. */
export function isId(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 0x7fffffff;
}

/** A whole number from 0 on, such as an offset or an index. */
export function isIndex(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0x7fffffff;
}

export function isCoordinate(value: unknown): value is number {
  return typeof value === "number" && Math.abs(value) <= MAX_COORDINATE;
}

/** A string of at most `max` characters. */
export function isText(value: unknown, max: number): value is string {
  return typeof value === "string" && value.length <= max;
}

/** The list in `value`, cut at {@link MAX_LIST}; no list is an empty one. */
export function list(value: unknown, max: number = MAX_LIST): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, max) : [];
}

/** `keep` applied to each entry, without those it refuses. */
export function each<T>(values: readonly unknown[], keep: (value: Raw) => T | null): T[] {
  const kept: T[] = [];
  for (const value of values) {
    const one = isRaw(value) ? keep(value) : null;
    if (one !== null) kept.push(one);
  }
  return kept;
}
