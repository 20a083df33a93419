import type { z } from 'zod'
import type { FieldClash } from '#shared/domain/conflict.ts'
import { ENTITY_SCHEMAS } from '#shared/domain/entities.ts'
import { fieldGroupOf } from '#shared/domain/field-groups.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import { type FieldKind, fieldKindOf } from './field-kinds.ts'
import { mergeList } from './merge-list.ts'
import { isSameSet, mergeSet } from './merge-set.ts'
import { mergeText } from './merge-text.ts'
import { type Favour, type Merger, mergeWhole, type Sides } from './merging.ts'
import { isSameJson, ownValue } from './same-json.ts'
import { changeOfGroup, type FieldSides, wholeSides } from './whole-groups.ts'

/** What two sides made of one field. `value`: what it is then. */
export type FieldMerge =
  | { readonly kind: 'same' | 'mine-only' | 'theirs-only' | 'merged'; readonly value: unknown }
  | { readonly kind: 'clash'; readonly clash: FieldClash }

/** Mergers for single fields, in place of the one for the field's kind. */
export type Mergers = { readonly [T in EntityType]?: { readonly [field: string]: Merger } }

const MERGER_OF_KIND: Readonly<Record<FieldKind, Merger>> = {
  whole: mergeWhole,
  text: mergeText,
  set: mergeSet,
  list: mergeList,
}

/**
 * Merges two changes of one entity, field by field, and groups of fields as one. What one side left as it was takes the
 * other side's value. The result has every field of either side. Pure; throws nothing, whatever the values are.
 */
export function mergeFields(
  entityType: EntityType,
  given: FieldSides,
  mergers: Mergers = {},
): ReadonlyMap<string, FieldMerge> {
  const whole = wholeSides(entityType, given)
  const { base, mine, theirs } = whole
  const names = new Set([...Object.keys(mine), ...Object.keys(theirs)])
  return new Map(
    [...names].map((field) => {
      const sides = { base: ownValue(base, field), mine: ownValue(mine, field), theirs: ownValue(theirs, field) }
      const group = fieldGroupOf(entityType, field)
      const change = group === null ? null : changeOfGroup(group, whole)
      if (change !== null) return [field, mergeInGroup(entityType, field, sides, change)]
      return [field, mergeField(entityType, field, sides, mergers)]
    }),
  )
}

/** The value of a clashing field when one side is favoured, or both; null when that does not settle all of it. */
export function settleClash(
  entityType: EntityType,
  clash: FieldClash,
  favour: Favour,
  mergers: Mergers = {},
): { readonly value: unknown } | null {
  const merging = mergedBy(entityType, clash.field, clash, favour, mergers)
  return merging === null || merging.clashes.length > 0 ? null : { value: merging.value }
}

/** The clash of a field, with as much of its value as merges. A side that is not known counts as null. */
export function clashOf(entityType: EntityType, field: string, sides: Sides, mergers: Mergers = {}): FieldClash {
  const { base = null, mine = null, theirs = null } = sides
  const merging = mergedBy(entityType, field, sides, 'nobody', mergers)
  const hasPartial = merging?.clashes.every(({ what }) => what !== 'value') === true
  const partial = hasPartial ? { value: merging.value, parts: merging.clashes } : null
  return { field, base, mine, theirs, partial }
}

function mergeField(entityType: EntityType, field: string, sides: Sides, mergers: Mergers): FieldMerge {
  const { base, mine, theirs } = sides
  const isSame = fieldKindOf(entityType, field) === 'set' ? isSameSetOrJson : isSameJson
  if (mine === undefined) return { kind: 'theirs-only', value: theirs }
  if (theirs === undefined) return { kind: 'mine-only', value: mine }
  if (isSame(mine, theirs)) return { kind: 'same', value: theirs }
  if (isSame(theirs, base)) return { kind: 'mine-only', value: mine }
  if (isSame(mine, base)) return { kind: 'theirs-only', value: theirs }
  const clash = clashOf(entityType, field, sides, mergers)
  return clash.partial?.parts.length === 0 ? { kind: 'merged', value: clash.partial.value } : { kind: 'clash', clash }
}

/** Of a group that both sides changed, each field in which they differ clashes: none is taken from the other side by itself. */
function mergeInGroup(
  entityType: EntityType,
  field: string,
  sides: Sides,
  change: NonNullable<ReturnType<typeof changeOfGroup>>,
): FieldMerge {
  const { mine, theirs } = sides
  if (isSameJson(mine, theirs)) return { kind: 'same', value: theirs }
  if (change === 'clash') return { kind: 'clash', clash: clashOf(entityType, field, sides) }
  return { kind: change, value: change === 'mine-only' ? mine : theirs }
}

/** Null: neither side is favoured, and there is no merge that the entity's schema would allow. */
function mergedBy(entityType: EntityType, field: string, sides: Sides, favour: Favour, mergers: Mergers) {
  const schema = schemaOf(entityType, field)
  const isValid = (value: unknown): boolean => schema?.safeParse(value).success ?? true
  // Values that are not what they should be, a base that is not known, and texts beyond all bounds are not taken apart.
  if (Object.values({ base: sides.base, mine: sides.mine, theirs: sides.theirs }).every(isValid)) {
    const merging = mergerOf(entityType, field, mergers)(sides, favour)
    if (isValid(merging.value)) return merging
  }
  // Two lists may be allowed and not what both add up to.
  return favour === 'mine' || favour === 'theirs' ? mergeWhole(sides, favour) : null
}

function mergerOf(entityType: EntityType, field: string, mergers: Mergers): Merger {
  const ofType = mergers[entityType] ?? {}
  const own = Object.hasOwn(ofType, field) ? ofType[field] : undefined
  return own ?? MERGER_OF_KIND[fieldKindOf(entityType, field)]
}

function schemaOf(entityType: EntityType, field: string): z.ZodType | undefined {
  const shape: Readonly<Record<string, z.ZodType>> = ENTITY_SCHEMAS[entityType].data.shape
  return Object.hasOwn(shape, field) ? shape[field] : undefined
}

function isSameSetOrJson(a: unknown, b: unknown): boolean {
  return isSameSet(a, b) || isSameJson(a, b)
}
