import type { PartClash } from '#shared/domain/conflict.ts'

/** One field's value before the change, in the operation and at the server. Undefined: there is none, or it is not known. */
export interface Sides {
  readonly base: unknown
  readonly mine: unknown
  readonly theirs: unknown
}

/**
 * Whose version counts where the sides clash. `nobody`: the clash stays. `both`: only where everything that was written
 * can be kept.
 */
export type Favour = 'nobody' | 'both' | 'mine' | 'theirs'

/** `clashes`: what the favour did not settle. Empty: the value is the merge. */
export interface Merging {
  readonly value: unknown
  readonly clashes: readonly PartClash[]
}

/** Merges two changes of one value. It is asked only when both sides differ from the base and from each other. Pure. */
export type Merger = (sides: Sides, favour: Favour) => Merging

/** For a value that is one thing: there is nothing in it to merge. */
export const mergeWhole: Merger = ({ base, mine, theirs }, favour) => {
  if (favour === 'mine' || favour === 'theirs') return { value: favour === 'mine' ? mine : theirs, clashes: [] }
  return { value: theirs, clashes: [partClash('value', { base, mine, theirs })] }
}

export function partClash(
  what: PartClash['what'],
  { base = null, mine = null, theirs = null }: Sides,
  place: { readonly itemId?: string; readonly property?: string } = {},
): PartClash {
  return { what, itemId: place.itemId ?? null, property: place.property ?? null, base, mine, theirs }
}
