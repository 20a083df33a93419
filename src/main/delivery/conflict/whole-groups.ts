import type { Fields } from '#shared/domain/entities.ts'
import { fieldGroupsOf } from '#shared/domain/field-groups.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import { isSameJson, ownValue } from './same-json.ts'

export interface FieldSides {
  /** The values before my change. A field that is not here has a base that is not known: then any difference clashes. */
  readonly base: Fields
  /** The fields I changed. */
  readonly mine: Fields
  /** The fields they changed since. */
  readonly theirs: Fields
}

/**
 * The sides with every group of fields that both have touched in full: what a side left alone of it, it has as it was. Null: it is
 * not known what it was. Pure.
 */
export function wholeSides(entityType: EntityType, { base, mine, theirs }: FieldSides): FieldSides {
  const touched = fieldGroupsOf(entityType)
    .filter((group) => isTouchedByBoth(group, mine, theirs))
    .flatMap((group) => group.filter((field) => [mine, theirs].some((side) => Object.hasOwn(side, field))))
  if (touched.length === 0) return { base, mine, theirs }
  const before = Object.fromEntries(touched.map((field) => [field, ownValue(base, field) ?? null]))
  return { base, mine: { ...before, ...mine }, theirs: { ...before, ...theirs } }
}

/** Who has changed what these fields say together; null: not both sides have touched it. @param sides whole */
export function changeOfGroup(group: readonly string[], { base, mine, theirs }: FieldSides) {
  if (!isTouchedByBoth(group, mine, theirs)) return null
  const named = group.filter((field) => Object.hasOwn(mine, field))
  const isSame = (one: Fields, other: Fields): boolean =>
    named.every((field) => isSameJson(ownValue(one, field), ownValue(other, field)))
  if (isSame(mine, base)) return 'theirs-only'
  return isSame(theirs, base) ? 'mine-only' : 'clash'
}

/** A field whose group has partly one side's values and partly the other's; undefined: there is none. @param sides whole */
export function mixedField(entityType: EntityType, values: Fields, { base, mine, theirs }: FieldSides) {
  const mixed = fieldGroupsOf(entityType)
    .map((group) => group.filter((field) => Object.hasOwn(values, field)))
    .find((named) => {
      const isOf = (side: Fields): boolean =>
        named.every((field) => isSameJson(values[field], Object.hasOwn(side, field) ? side[field] : base[field]))
      return !isOf(mine) && !isOf(theirs)
    })
  return mixed?.[0]
}

function isTouchedByBoth(group: readonly string[], mine: Fields, theirs: Fields): boolean {
  return [mine, theirs].every((side) => group.some((field) => Object.hasOwn(side, field)))
}
