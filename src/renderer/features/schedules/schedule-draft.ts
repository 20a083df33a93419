import type { ScheduleData } from '#shared/domain/entities.ts'
import type { ScheduleValues } from './schedule-row.ts'

/*
 * What is changed in a schedule and not saved. It is not a copy of the schedule: fields are replaced, and of days, devices and
 * groups it says what is added and what is taken away, so that what others add meanwhile stays.
 */

export const SET_FIELDS = ['days', 'deviceIds', 'groups'] as const
export type SetField = (typeof SET_FIELDS)[number]
type Entry = string | number

export interface SetChange {
  readonly added: readonly Entry[]
  readonly removed: readonly Entry[]
}

export interface ScheduleDraft {
  readonly fields: Partial<Omit<ScheduleValues, SetField>>
  readonly sets: Readonly<Partial<Record<SetField, SetChange>>>
}

export const NO_DRAFT: ScheduleDraft = { fields: {}, sets: {} }
const NO_CHANGE: SetChange = { added: [], removed: [] }

export function withFields(draft: ScheduleDraft, fields: ScheduleDraft['fields']): ScheduleDraft {
  return { ...draft, fields: { ...draft.fields, ...fields } }
}

/** Adds or takes away entries of a set; what was done before to the same entries does not count any more. */
export function withEntries(
  draft: ScheduleDraft,
  field: SetField,
  entries: readonly Entry[],
  isIn: boolean,
): ScheduleDraft {
  const { added, removed } = draft.sets[field] ?? NO_CHANGE
  const rest = (list: readonly Entry[]): readonly Entry[] => list.filter((entry) => !entries.includes(entry))
  const change = isIn
    ? { added: [...rest(added), ...entries], removed: rest(removed) }
    : { added: rest(added), removed: [...rest(removed), ...entries] }
  return { ...draft, sets: { ...draft.sets, [field]: change } }
}

/** The live schedule with the draft on top of it. */
export function drafted(live: ScheduleValues, { fields, sets }: ScheduleDraft): ScheduleValues {
  const entries = <E extends Entry>(field: SetField, list: readonly E[]): E[] => {
    const { added, removed } = sets[field] ?? NO_CHANGE
    const kept = list.filter((entry) => !removed.includes(entry))
    return [...kept, ...(added.filter((entry) => !kept.includes(entry as E)) as E[])]
  }
  const days = entries('days', live.days).sort((a, b) => a - b)
  return {
    ...live,
    ...fields,
    days,
    deviceIds: entries('deviceIds', live.deviceIds),
    groups: entries('groups', live.groups),
  }
}

function isSameSet(one: readonly Entry[], other: readonly Entry[]): boolean {
  const entries = new Set(one)
  return entries.size === new Set(other).size && other.every((entry) => entries.has(entry))
}

/** The fields in which two schedules differ, with the values of the second. */
export function changedValues(before: ScheduleValues, after: ScheduleValues): Partial<ScheduleData> {
  const isSet = (field: string): field is SetField => SET_FIELDS.some((one) => one === field)
  const changed = (Object.keys(after) as (keyof ScheduleValues)[]).filter((field) =>
    isSet(field) ? !isSameSet(before[field], after[field]) : before[field] !== after[field],
  )
  return Object.fromEntries(changed.map((field) => [field, after[field]]))
}
