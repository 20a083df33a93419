import { isDeepStrictEqual } from 'node:util'

/** An entry of an ordered list, known by its id. */
export interface ListItem {
  readonly id: string
  readonly [property: string]: unknown
}

export type ListMerge =
  | { readonly ok: true; readonly items: readonly ListItem[] }
  /** Ids of items that both sides changed in ways that do not go together. */
  | { readonly ok: false; readonly clashing: readonly string[] }

/**
 * Three-way merge of an ordered list by item identity. Each item is merged by itself, property by property; an item that
 * one side took out and the other changed is a clash. The order is mine where mine moved something, else theirs; items
 * that only the other side added follow the item they followed there. No id comes twice, nothing added is lost. Pure.
 */
export function mergeList(
  base: readonly ListItem[],
  mine: readonly ListItem[],
  theirs: readonly ListItem[],
): ListMerge {
  const [inBase, inMine, inTheirs] = [base, mine, theirs].map(byId) as [ItemsById, ItemsById, ItemsById]
  const clashing: string[] = []
  const merged = new Map<string, ListItem>()
  for (const id of new Set([...inBase.keys(), ...inMine.keys(), ...inTheirs.keys()])) {
    const item = mergeItem(inBase.get(id), inMine.get(id), inTheirs.get(id))
    if (item === 'clash') clashing.push(id)
    else if (item !== null) merged.set(id, item)
  }
  if (clashing.length > 0) return { ok: false, clashing }
  const isMovedHere = !isSameOrder(base, mine)
  const [leading, other] = isMovedHere ? [mine, theirs] : [theirs, mine]
  return { ok: true, items: orderOf(leading, other, merged).flatMap((id) => merged.get(id) ?? []) }
}

type ItemsById = ReadonlyMap<string, ListItem>

function byId(items: readonly ListItem[]): ItemsById {
  return new Map(items.map((item) => [item.id, item]))
}

/** Null: it is taken out. */
function mergeItem(
  base: ListItem | undefined,
  mine: ListItem | undefined,
  theirs: ListItem | undefined,
): ListItem | null | 'clash' {
  if (mine === undefined || theirs === undefined) {
    const left = mine ?? theirs
    // Added by one side, or taken out by the other: which it may only be when the side that has it left it as it was.
    if (left === undefined) return null
    if (base === undefined) return left
    return isDeepStrictEqual(left, base) ? null : 'clash'
  }
  return mergeProperties(base ?? { id: mine.id }, mine, theirs)
}

function mergeProperties(base: ListItem, mine: ListItem, theirs: ListItem): ListItem | 'clash' {
  const names = new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)])
  const entries: [string, unknown][] = []
  for (const name of names) {
    const isChangedHere = !isDeepStrictEqual(mine[name], base[name])
    const isChangedThere = !isDeepStrictEqual(theirs[name], base[name])
    if (isChangedHere && isChangedThere && !isDeepStrictEqual(mine[name], theirs[name])) return 'clash'
    const from = isChangedHere ? mine : theirs
    if (Object.hasOwn(from, name)) entries.push([name, from[name]])
  }
  return { ...Object.fromEntries(entries), id: mine.id }
}

/** Whether the items that both lists have stand in the same order. */
function isSameOrder(before: readonly ListItem[], after: readonly ListItem[]): boolean {
  const [inBefore, inAfter] = [byId(before), byId(after)]
  const left = before.filter((item) => inAfter.has(item.id)).map((item) => item.id)
  const right = after.filter((item) => inBefore.has(item.id)).map((item) => item.id)
  return isDeepStrictEqual(left, right)
}

/** The leading side's order, with what only the other side has put behind what it follows there. */
function orderOf(leading: readonly ListItem[], other: readonly ListItem[], merged: ItemsById): string[] {
  const order = leading.map((item) => item.id).filter((id) => merged.has(id))
  let previous: string | null = null
  for (const { id } of other) {
    if (!merged.has(id)) continue
    if (!order.includes(id)) order.splice(previous === null ? 0 : order.indexOf(previous) + 1, 0, id)
    previous = id
  }
  return order
}
