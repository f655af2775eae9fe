/**
 * What people read, in the page's language (ADR 40). The messages are those of `locales/`; a script of the page's
 * language brings the ones its bundle names.
 */

type Pattern = string | readonly Part[];
/** A text, an argument, or a choice between patterns by an argument. */
type Part = string | { readonly v: string; readonly of?: Readonly<Record<string, Pattern>>; readonly or?: string };
type Args = Readonly<Record<string, string | number>>;

/** A key of `locales/`. `npm run check` writes the list, with each message's arguments. */
export type Key = keyof CobrokerMessages;
/** A key whose message takes nothing. */
export type PlainKey = { [K in Key]: CobrokerMessages[K] extends null ? K : never }[Key];
type Filled<K extends Key> = CobrokerMessages[K] extends null ? [] : [args: NonNullable<CobrokerMessages[K]>];

declare global {
  var cobrokerWords: { readonly language: string; readonly messages: Readonly<Record<string, Pattern>> } | undefined;
}

/** The message `key`. Write the key in whole, or as `` `beginning-${name}` ``: that is how the build finds it. */
export function say<K extends Key>(key: K, ...[args]: Filled<K>): string {
  return find(key, args as Args | undefined) ?? key;
}

/** The message, if there is one: for keys made of what others named. */
export function find(key: string, args: Args = {}): string | null {
  const messages = globalThis.cobrokerWords?.messages;
  if (!messages || !Object.hasOwn(messages, key)) return null;
  return filled(messages[key] as Pattern, args);
}

/** The page's language. */
export function language(): string {
  return globalThis.cobrokerWords?.language ?? "en";
}

/** For `Intl`. Arabic keeps to European digits, as PINs do. */
export function locale(): string {
  const tag = language();
  // English here is the world's, with the day before the month, as the server writes it
  return tag === "ar" ? "ar-u-nu-latn" : tag === "en" ? "en-GB" : tag;
}

function filled(pattern: Pattern, args: Args): string {
  return typeof pattern === "string" ? pattern : pattern.map((part) => said(part, args)).join("");
}

function said(part: Part, args: Args): string {
  if (typeof part === "string") return part;
  const value = args[part.v] ?? "";
  if (!part.of) return isolated(typeof value === "number" ? new Intl.NumberFormat(locale()).format(value) : value);
  const chosen = part.of[String(value)] ?? (typeof value === "number" ? part.of[new Intl.PluralRules(locale()).select(value)] : undefined);
  return filled(chosen ?? part.of[part.or ?? ""] ?? "", args);
}

/** A name in Latin letters would turn an Arabic sentence about. */
function isolated(text: string): string {
  return language() === "ar" ? `\u2068${text}\u2069` : text;
}

type Dashed<S extends string> = S extends `${infer A}_${infer B}` ? `${A}-${Dashed<B>}` : S;

/** A name of the wire as part of a key. */
export function dashed<S extends string>(name: S): Dashed<S> {
  return name.replaceAll("_", "-") as Dashed<S>;
}
