/*
 * Texts that may be the same as in English: names, units and keys, for all languages, and words that a language has taken over or
 * shares, each with its reason.
 */

/** Names of things and programs, formats, keys of a keyboard, units: written alike everywhere. */
const EVERYWHERE: readonly string[] = ['Outpost Console']

/** By language: the text, and why it is the same. */
const SHARED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  de: {},
  fr: {},
  ja: {},
  ar: {},
}

export function mayBeSame(language: string, text: string): boolean {
  return EVERYWHERE.includes(text) || Object.hasOwn(SHARED[language] ?? {}, text)
}

/** All that is allowed for a language, to be checked for what nobody uses any more. */
export function allowedFor(language: string): readonly string[] {
  return [...EVERYWHERE, ...Object.keys(SHARED[language] ?? {})]
}
