import type { PartClash } from '#shared/domain/conflict.ts'
import { mergedOrder } from './list-order.ts'
import { type Favour, type Merger, type Merging, mergeWhole, partClash, type Sides } from './merging.ts'
import { isSameJson, ownValue } from './same-json.ts'

/** Whatever has an identity; the rest is any JSON. */
interface Item {
  readonly id: string
}
type Items = ReadonlyMap<string, Item>

/**
 * Merges ordered lists by the identity of their items: additions, removals, moves and edits of both sides. An item
 * edited by both merges property by property. Two things clash: one property changed to two values, and an
 * item removed by one side and edited by the other. To move an item is not to edit it: a removal counts more. A property that
 * is a list of items itself, such as the widgets of a page, merges in the same way.
 *
 * What is in the result does not depend on who is called mine, unless something clashes; where it stands does:
 * `mergedOrder` says how. Lists with an id twice, or with items that have none, are one value that does not merge.
 */
export const mergeList: Merger = (sides, favour) => {
  const base = itemsOf(sides.base)
  const mine = itemsOf(sides.mine)
  const theirs = itemsOf(sides.theirs)
  if (base === null || mine === null || theirs === null) return mergeWhole(sides, favour)
  const merged = new Map<string, Item>()
  const clashes: PartClash[] = []
  for (const id of new Set([...theirs.keys(), ...mine.keys()])) {
    const one = mergeItem(id, { base: base.get(id), mine: mine.get(id), theirs: theirs.get(id) }, favour)
    if (one.item !== undefined) merged.set(id, one.item)
    clashes.push(...one.clashes)
  }
  const orders = { base: [...base.keys()], mine: [...mine.keys()], theirs: [...theirs.keys()] }
  return { value: mergedOrder(orders, (id) => merged.has(id)).map((id) => merged.get(id)), clashes }
}

interface ItemSides extends Sides {
  readonly base: Item | undefined
  readonly mine: Item | undefined
  readonly theirs: Item | undefined
}

/** Item undefined: it is removed. */
interface MergedItem {
  readonly item: Item | undefined
  readonly clashes: readonly PartClash[]
}

function mergeItem(id: string, sides: ItemSides, favour: Favour): MergedItem {
  const { base, mine, theirs } = sides
  if (mine !== undefined && theirs !== undefined) return mergeProperties(id, { base, mine, theirs }, favour)
  const left = mine ?? theirs
  if (base === undefined) return { item: left, clashes: [] }
  if (isSameJson(left, base)) return { item: undefined, clashes: [] }
  if (favour === 'mine' || favour === 'theirs') return { item: sides[favour], clashes: [] }
  return { item: left, clashes: favour === 'both' ? [] : [partClash('removal', sides, { itemId: id })] }
}

function mergeProperties(
  itemId: string,
  { base, mine, theirs }: { base: Item | undefined; mine: Item; theirs: Item },
  favour: Favour,
): MergedItem {
  const clashes: PartClash[] = []
  const entries: [string, unknown][] = []
  for (const property of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const sides: Sides = {
      base: base && ownValue(base, property),
      mine: ownValue(mine, property),
      theirs: ownValue(theirs, property),
    }
    let value = sides.theirs
    if (isSameJson(sides.theirs, sides.base)) value = sides.mine
    else if (!isSameJson(sides.mine, sides.base) && !isSameJson(sides.mine, sides.theirs)) {
      const nested = mergeNested(sides, favour)
      if (nested !== null) {
        value = nested.value
        clashes.push(...nested.clashes)
      } else if (favour === 'mine') value = sides.mine
      else if (favour !== 'theirs') clashes.push(partClash('property', sides, { itemId, property }))
    }
    if (value !== undefined) entries.push([property, value])
  }
  return { item: { ...Object.fromEntries(entries), id: itemId }, clashes }
}

/** Null: the property is not a list of items on all sides. */
function mergeNested(sides: Sides, favour: Favour): Merging | null {
  const isNested = [sides.base, sides.mine, sides.theirs].every((value) => itemsOf(value) !== null)
  return isNested ? mergeList(sides, favour) : null
}

/** The items by id, in their order; null when this is not a list of items with an id each. */
function itemsOf(value: unknown): Items | null {
  if (!Array.isArray(value) || !value.every(isItem)) return null
  const items = new Map(value.map((item) => [item.id, item]))
  return items.size === value.length ? items : null
}

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && typeof ownValue(value, 'id') === 'string'
}
