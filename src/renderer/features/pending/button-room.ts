import { TEXT_OF } from '../../app/operations/OperationButtons.tsx'
import type { Translate } from '../../i18n/setup.ts'

/** Pixels of a letter in a small button; one of Chinese or Japanese is a square. */
const LETTER = 6.75
const SQUARE = 12
const SQUARE_SCRIPTS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u
/** Around the words of two buttons, between them, and around both in their cell. */
const EDGES = 52
const LEAST = 176

function wordsWidth(words: string): number {
  return Array.from(words, (letter) => (SQUARE_SCRIPTS.test(letter) ? SQUARE : LETTER)).reduce((a, b) => a + b, 0)
}

/** The width of a column that holds the longest two buttons of an operation side by side, in the words of the language. */
export function roomForButtons(t: Translate): number {
  const widest = (verbs: readonly (keyof typeof TEXT_OF)[]) =>
    Math.max(...verbs.map((verb) => wordsWidth(t(TEXT_OF[verb]))))
  const first = widest(['confirm', 'retry', 'keepMine'])
  return Math.max(LEAST, Math.ceil(EDGES + first + widest(['rollBack', 'discard'])))
}
