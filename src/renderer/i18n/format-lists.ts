import { madePerLocale, shownLocale } from './shown-locale.ts'

const collator = madePerLocale((locale) => new Intl.Collator(locale, { numeric: true }))
const together = madePerLocale((locale) => new Intl.ListFormat(locale, { type: 'conjunction' }))
const SEPARATORS: Readonly<Record<string, string>> = { ja: '、', ar: '، ' }
const QUOTES: Readonly<Record<string, readonly [string, string]>> = {
  de: ['‚', '‘'],
  fr: ['«\u202f', '\u202f»'],
  ja: ['「', '」'],
  ar: ['«', '»'],
}
const COLONS: Readonly<Record<string, string>> = { fr: '\u00a0: ', ja: '：' }
/** Nouns keep their capital wherever they stand. */
const KEEP_CAPITALS: readonly string[] = ['de']

function language(): string {
  return shownLocale().slice(0, 2)
}

/** The order of names as the language that is shown has it, and numbers in them by their value. */
export function compareNames(one: string, other: string): number {
  return collator().compare(one, other)
}

/** Names or values in a row, as the language puts them one after the other. */
export function namesInRow(names: readonly string[]): string {
  return names.join(SEPARATORS[language()] ?? ', ')
}

/** `A, B and C`. */
export function namesTogether(names: readonly string[]): string {
  return together().format(names)
}

/** Whole sentences one after the other. */
export function sentencesInRow(sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(language() === 'ja' ? '' : ' ')
}

/** What begins with a capital where it stands alone, within a sentence. */
export function withinSentence(words: string): string {
  return KEEP_CAPITALS.includes(language()) ? words : words.toLocaleLowerCase(shownLocale())
}

/** `Status: online`. */
export function namedValue(name: string, value: string): string {
  return `${name}${COLONS[language()] ?? ': '}${value}`
}

/** What stands beside other words, between brackets, with the blank before them that the language wants. */
export function withRemark(words: string, remark: string): string {
  return `${words}${language() === 'ja' ? '' : ' '}${inBrackets(remark)}`
}

export function inBrackets(remark: string): string {
  return language() === 'ja' ? `（${remark}）` : `(${remark})`
}

/** A value among other words. */
export function quoted(value: string): string {
  const [begin, end] = QUOTES[language()] ?? ['‘', '’']
  return `${begin}${value}${end}`
}
