const PREFIX = 'tag:'

/** The word of a search that finds the devices with just this tag: one word, also where the tag is several. */
export function tagWord(tag: string): string {
  return PREFIX + tag.toLowerCase().trim().replaceAll(/\s+/g, '_')
}

export function isTagWord(word: string): boolean {
  return word.startsWith(PREFIX) && word.length > PREFIX.length
}
