/** The words of a search, in lower case. */
export function searchWords(query: string): readonly string[] {
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
}

/** Whether every word is somewhere in these texts. */
export function holdsAll(words: readonly string[], ...texts: readonly string[]): boolean {
  const all = texts.join('\n').toLowerCase()
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
  const lower = text.toLowerCase()
  // A letter that is longer in lower case would shift all places after it.
  if (words.length === 0 || lower.length !== text.length) return [{ text, isFound: false, at: 0 }]
  const isFoundAt = Array.from({ length: text.length }, () => false)
  for (const word of words) {
    for (let at = lower.indexOf(word); at !== -1; at = lower.indexOf(word, at + 1)) {
      isFoundAt.fill(true, at, at + word.length)
    }
  }
  const starts = isFoundAt.flatMap((isFound, at) => (at === 0 || isFound !== isFoundAt[at - 1] ? [at] : []))
  return starts.map((at, index) => ({ text: text.slice(at, starts[index + 1]), isFound: isFoundAt[at] === true, at }))
}
