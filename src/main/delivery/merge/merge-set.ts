import { isDeepStrictEqual } from 'node:util'

/**
 * Three-way merge of values whose order means nothing, such as tags: what either side took out is out, what either side
 * added is in. Never clashes. Order: the base's, then mine's additions, then theirs'. Pure.
 */
export function mergeSet(base: readonly unknown[], mine: readonly unknown[], theirs: readonly unknown[]): unknown[] {
  const kept = base.filter((value) => has(mine, value) && has(theirs, value))
  const merged = [...kept]
  for (const value of [...mine, ...theirs]) {
    if (!has(base, value) && !has(merged, value)) merged.push(value)
  }
  return merged
}

function has(values: readonly unknown[], value: unknown): boolean {
  return values.some((other) => isDeepStrictEqual(other, value))
}
