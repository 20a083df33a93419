import { folded, foldedWords } from '#shared/i18n/folded.ts'

/** The words of a search, as texts are compared with them. */
export const searchWords: (query: string) => readonly string[] = foldedWords

/** Whether every word is somewhere in these texts. */
export function holdsAll(words: readonly string[], ...texts: readonly string[]): boolean {
  const all = folded(texts.join('\n'))
  return words.every((word) => all.includes(word))
}

export interface TextPart {
  readonly text: string
  readonly isFound: boolean
  /** Where the part begins. */
  readonly at: number
}

/** A text in parts, those that were searched for apart. Together they are the text, letter by letter. */
export function partsOf(text: string, words: readonly string[]): readonly TextPart[] {
  if (words.length === 0) return [{ text, isFound: false, at: 0 }]
  const { all, placeOf } = foldedByLetter(text)
  const isFoundAt = Array.from({ length: text.length }, () => false)
  for (const word of words) {
    for (let at = all.indexOf(word); at !== -1; at = all.indexOf(word, at + 1)) {
      isFoundAt.fill(true, placeOf(at), placeOf(at + word.length))
    }
  }
  const starts = isFoundAt.flatMap((isFound, at) => (at === 0 || isFound !== isFoundAt[at - 1] ? [at] : []))
  return starts.map((at, index) => ({ text: text.slice(at, starts[index + 1]), isFound: isFoundAt[at] === true, at }))
}

/** A folded text, and where each place of it is in the text: a letter may be more than one, or none, when it is folded. */
function foldedByLetter(text: string): { readonly all: string; readonly placeOf: (at: number) => number } {
  const whole = folded(text)
  if (whole.length === text.length) return { all: whole, placeOf: (at) => at }
  const places: number[] = []
  let all = ''
  let at = 0
  for (const letter of text) {
    const one = folded(letter)
    all += one
    for (let part = 0; part < one.length; part += 1) places.push(at)
    at += letter.length
  }
  return { all, placeOf: (place) => places[place] ?? text.length }
}
