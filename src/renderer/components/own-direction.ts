const FIRST_ISOLATE = '\u2068'
const END_OF_ISOLATE = '\u2069'
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
const LETTER = /\p{L}/u

/**
 * The direction of a value that stands alone, such as a name: what has no room is then cut off where the value ends, not where it
 * begins. Undefined: that of the page, as for a sentence and for what has no letters.
 */
export function ownDirection(text: string): 'ltr' | 'rtl' | undefined {
  const isSetOff = text.startsWith(FIRST_ISOLATE) && text.indexOf(END_OF_ISOLATE) === text.length - 1
  const letter = LETTER.exec(text)?.[0]
  if (letter === undefined) return undefined
  if (RIGHT_TO_LEFT.test(letter)) return isSetOff || !text.includes(FIRST_ISOLATE) ? 'rtl' : undefined
  return isSetOff ? 'ltr' : undefined
}
