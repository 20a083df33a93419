export type OrderKey = string | number

/** Both are texts or both are numbers. */
export function compareKeys(a: OrderKey, b: OrderKey): number {
  // Many are the very same text, which this finds without looking at its letters.
  if (a === b) return 0
  return (a as number) < (b as number) ? -1 : 1
}

interface Tied {
  readonly tie: string
  readonly id: string
}

export function compareTies(a: Tied, b: Tied): number {
  return compareKeys(a.tie, b.tie) || compareKeys(a.id, b.id)
}
