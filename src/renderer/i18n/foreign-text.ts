/*
 * Texts that others wrote: names, places, tags. The product takes 200 characters of a name, but what a server sends or an older
 * version stored may be longer, written from right to left, or hold signs that turn everything behind them around.
 */

import { isRightToLeft } from './direction.ts'

/** Most characters of such a text that are shown. */
const MAX_SHOWN = 200
/** What is drawn as nothing or turns other text around: controls, marks, embeddings, overrides and isolates (UAX 9). */
const INVISIBLE = /[\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u2028\u2029]/u
const ALL_INVISIBLE = new RegExp(INVISIBLE.source, 'gu')
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
/** Sets the text off from the sentence around it, whatever direction it has, until the second one. */
const ISOLATE = ['\u2068', '\u2069'] as const

/** The text as it can be shown in a place of its own. Nearly all texts are shown as they are. */
export function foreignText(text: string): string {
  const shown = plain(text)
  // Signs at its ends, such as a bracket, would otherwise stand at the other end of the line.
  return isRightToLeft() && shown !== '' ? isolated(shown) : shown
}

function plain(text: string): string {
  const isStrange = text.length > MAX_SHOWN || INVISIBLE.test(text)
  return isStrange ? cut(text.replaceAll(ALL_INVISIBLE, ' ').trim(), MAX_SHOWN) : text
}

function isolated(text: string): string {
  return `${ISOLATE[0]}${text}${ISOLATE[1]}`
}

/** The text as it can stand within a sentence: it turns nothing around that is not its own. */
export function inSentence(text: string): string {
  const shown = plain(text)
  return RIGHT_TO_LEFT.test(shown) || (isRightToLeft() && shown !== '') ? isolated(shown) : shown
}

/**
 * The whole text, with what cannot be seen as its code: two values that differ only in that must not look the same, and it
 * must not turn around what stands beside it. Lines and tabs stay.
 */
export function withCodes(text: string): string {
  if (!INVISIBLE.test(text)) return text
  return text.replaceAll(ALL_INVISIBLE, (sign) => (LAID_OUT.has(sign) ? sign : `[${codeOf(sign)}]`))
}

const LAID_OUT: ReadonlySet<string> = new Set(['\n', '\r', '\t'])

function codeOf(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** The text with so many characters at most, none of them in two. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  // A character takes two places at most: where one more does not fit in, this is all of the text.
  const characters = Array.from(text.slice(0, (most + 1) * 2))
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}
