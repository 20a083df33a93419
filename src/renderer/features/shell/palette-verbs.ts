import { folded } from '#shared/i18n/folded.ts'

/** How much of the first word of a verb must be typed; of a shorter one all. */
const MIN_LETTERS = 3

/** A verb that was typed, and what it is to be done to. */
export interface TypedVerb<V> {
  readonly verb: V
  readonly rest: string
}

/**
 * The verbs that a search begins or ends with; each word of one may be typed in part. Without a rest there is none. A verb may have
 * several names.
 */
export function verbsIn<V>(query: string, verbs: readonly (readonly [V, string])[]): readonly TypedVerb<V>[] {
  const words = folded(query.trim()).split(/\s+/)
  const found = verbs.flatMap(([verb, name]): TypedVerb<V>[] => {
    const parts = folded(name).split(' ')
    for (let length = Math.min(parts.length, words.length - 1); length > 0; length -= 1) {
      if (isMeant(words.slice(0, length), parts)) return [{ verb, rest: words.slice(length).join(' ') }]
      if (isMeant(words.slice(-length), parts)) return [{ verb, rest: words.slice(0, -length).join(' ') }]
    }
    return []
  })
  return found.filter(({ verb }, place) => found.findIndex((other) => other.verb === verb) === place)
}

function isMeant(typed: readonly string[], parts: readonly string[]): boolean {
  const [first = ''] = typed
  const [whole = ''] = parts
  return (
    first.length >= Math.min(MIN_LETTERS, whole.length) &&
    typed.every((word, index) => parts[index]?.startsWith(word) === true)
  )
}
