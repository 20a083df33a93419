import { folded } from '#shared/i18n/folded.ts'

/** How well a text fits what is searched for; less is better. */
const RANKS = { exact: 0, start: 1, word: 2, within: 3 } as const

/** Null: it does not fit. `name`: what is looked at first; `rest`: where the words may be found as well. */
export function rankOf(query: string, name: string, rest = ''): number | null {
  const own = folded(name)
  return rankingOf(query)(own, rest === '' ? own : `${own} ${folded(rest)}`)
}

/** The same for very many: `own` and `all` of it are folded already, and one query is taken apart once. */
export function rankingOf(query: string): (own: string, all: string) => number | null {
  const wanted = folded(query.trim())
  const words = wanted.split(/\s+/)
  const inside = ` ${wanted}`
  return (own, all) => {
    for (const word of words) if (!all.includes(word)) return null
    if (own === wanted) return RANKS.exact
    if (own.startsWith(wanted)) return RANKS.start
    return own.includes(inside) ? RANKS.word : RANKS.within
  }
}

/** The best of many without sorting them all; those of one rank in the order in which they came. */
export class Best<T> {
  readonly #most: number
  readonly #ranks: T[][] = [[], [], [], []]

  constructor(most: number) {
    this.#most = most
  }

  add(item: T, rank: number): void {
    const same = this.#ranks[rank]
    if (same !== undefined && same.length < this.#most) same.push(item)
  }

  get items(): readonly T[] {
    return this.#ranks.flat().slice(0, this.#most)
  }
}
