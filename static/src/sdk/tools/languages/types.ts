/** The words of SDK and tools in another language: the shape of the English ones, which stand in for what is not given. */
import type { strings as notice } from "../../strings";
import type { strings as consent } from "../consent/words";
import type { words as drawing } from "../drawing-words";
import type { words as people } from "../people/words";
import type { words as preview } from "../preview/words";
import type { words as tools } from "../words";

type Same<T> = T extends string ? string : T extends readonly string[] ? readonly string[] : T extends (...given: infer A) => string ? (...given: A) => string : { readonly [K in keyof T]: Same<T[K]> };

export interface Language {
  readonly notice: Same<typeof notice>;
  readonly consent: Same<typeof consent>;
  readonly tools: Same<typeof tools>;
  readonly drawing: Same<typeof drawing>;
  readonly people: Same<typeof people>;
  readonly preview: Same<typeof preview>;
}
