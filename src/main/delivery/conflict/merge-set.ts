import { type Merger, mergeWhole } from './merging.ts'

type Member = string | number

/**
 * Merges lists of values whose order means nothing: what either side removed is gone, what either added is there.
 * Nothing in them can clash. What stays keeps the order of the base; then come their additions, then mine.
 */
export const mergeSet: Merger = (sides, favour) => {
  const base = membersOf(sides.base)
  const mine = membersOf(sides.mine)
  const theirs = membersOf(sides.theirs)
  if (base === null || mine === null || theirs === null) return mergeWhole(sides, favour)
  const kept = [...base].filter((member) => mine.has(member) && theirs.has(member))
  const added = [...theirs, ...mine].filter((member) => !base.has(member))
  return { value: [...new Set([...kept, ...added])], clashes: [] }
}

/** Whether both are lists of the same values in any order. */
export function isSameSet(a: unknown, b: unknown): boolean {
  const left = membersOf(a)
  const right = membersOf(b)
  return left !== null && right !== null && left.size === right.size && [...left].every((member) => right.has(member))
}

function membersOf(value: unknown): ReadonlySet<Member> | null {
  const isList =
    Array.isArray(value) && value.every((member) => typeof member === 'string' || typeof member === 'number')
  return isList ? new Set(value) : null
}
