import { useEffect, useMemo, useRef, useState } from 'react'
import { scheduleDataSchema } from '#shared/domain/entities.ts'
import { type ContradictionKind, contradictionsBy, contradictionsIn } from '#shared/schedule/contradictions.ts'
import { type FieldProblem, problemsOf } from '../../app/field-problems.ts'
import { useLeaveGuard } from '../../app/hooks/leave-guard.ts'
import {
  changedValues,
  drafted,
  NO_DRAFT,
  type ScheduleDraft,
  type SetField,
  withEntries,
  withFields,
} from './schedule-draft.ts'
import type { ScheduleValues } from './schedule-row.ts'

const SOME = scheduleDataSchema.partial()

export type ScheduleProblem =
  | FieldProblem
  | { readonly kind: ContradictionKind | 'no-playlist' | 'empty-playlist' | 'no-priority' | 'no-time' }
export type Problems = Readonly<Partial<Record<keyof ScheduleValues, ScheduleProblem>>>

/** What was handed to the queue and has not come back yet. */
interface Saving {
  readonly fields: Partial<ScheduleValues>
  readonly isQueued: boolean
}

export interface EditorOptions {
  readonly live: ScheduleValues
  /** Nothing of it is known to anybody: all of it is to be checked, and saved. */
  readonly isNew: boolean
  /** How many items a playlist has; undefined: this PC does not know it. */
  readonly itemsOf: (playlistId: string) => number | undefined
}

/**
 * The edit of one schedule. What is not saved lies on top of the live schedule: what others change meanwhile is seen at once and
 * stays.
 */
export function useScheduleEditor(options: EditorOptions, askToLeave: (proceed: () => void) => void) {
  const { live, isNew, itemsOf } = options
  const [draft, setDraft] = useState(NO_DRAFT)
  const [saving, setSaving] = useState<Saving | null>(null)
  // What was saved comes back by itself, as the live schedule: from then on it is no draft.
  if (saving?.isQueued === true && isNothing(changedValues(live, { ...live, ...saving.fields }))) {
    setSaving(null)
    setDraft(NO_DRAFT)
  }
  const values = useMemo(() => drafted(live, draft), [live, draft])
  const changes = useMemo(
    () => (isNew ? values : (changedValues(live, values) as Partial<ScheduleValues>)),
    [isNew, live, values],
  )
  const isTouched = !isNothing(changedValues(live, values))
  const isDirty = isTouched && (saving === null || !isNothing(changedValues({ ...live, ...saving.fields }, values)))
  const problems = useMemo(() => problemsIn(values, changes, itemsOf), [values, changes, itemsOf])
  // Until it is in the queue, what is saved could still be lost.
  const leaving = useLeaveGuard(isDirty || saving?.isQueued === false, askToLeave)
  // Keys can follow each other before anything is drawn.
  const newest = useRef(draft)
  useEffect(() => {
    newest.current = draft
  }, [draft])
  const change = (next: ScheduleDraft): void => {
    newest.current = next
    setDraft(next)
  }
  const canSave = isNothing(problems) && (isNew || isDirty) && saving === null

  async function save(queue: (fields: Partial<ScheduleValues>) => Promise<boolean>): Promise<boolean> {
    if (!canSave) return false
    setSaving({ fields: changes, isQueued: false })
    const end = leaving.hold()
    const isQueued = await queue(changes)
    setSaving(isQueued ? { fields: changes, isQueued } : null)
    end(isQueued)
    return isQueued
  }

  return {
    values,
    /** Also why it never plays as it is, which keeps nobody from changing something else. */
    problems: isNew ? problems : { ...standingProblems(values), ...problems },
    /** Its times can be reckoned with: nothing of them is half typed. */
    isTimed: TIMES.every((field) => problems[field] === undefined),
    isDirty,
    canSave,
    set: (fields: ScheduleDraft['fields']): void => change(withFields(newest.current, fields)),
    put: (field: SetField, entries: readonly (string | number)[], isIn: boolean): void =>
      change(withEntries(newest.current, field, entries, isIn)),
    reset: () => change(NO_DRAFT),
    save,
  }
}

export type ScheduleEditor = ReturnType<typeof useScheduleEditor>

function isNothing(fields: object): boolean {
  return Object.keys(fields).length === 0
}

const TIMES = ['startTime', 'endTime', 'startDate', 'endDate', 'timeZone'] as const

const OWN_WORDS: Readonly<Partial<Record<keyof ScheduleValues, ScheduleProblem>>> = {
  playlistId: { kind: 'no-playlist' },
  priority: { kind: 'no-priority' },
  startTime: { kind: 'no-time' },
  endTime: { kind: 'no-time' },
  startDate: { kind: 'no-date' },
  endDate: { kind: 'no-date' },
}

function standingProblems(values: ScheduleValues): Problems {
  return Object.fromEntries(contradictionsIn(values).map(({ field, kind }) => [field, { kind }]))
}

/** Only what is to be changed is checked: a value that came from elsewhere must not keep the others from being changed. */
export function problemsIn(
  values: ScheduleValues,
  changes: Partial<ScheduleValues>,
  itemsOf: EditorOptions['itemsOf'],
): Problems {
  const result = SOME.safeParse(changes)
  const found: Partial<Record<keyof ScheduleValues, ScheduleProblem>> = {}
  if (changes.playlistId !== undefined && itemsOf(changes.playlistId) === 0)
    found.playlistId = { kind: 'empty-playlist' }
  for (const { field, kind } of contradictionsBy(values, Object.keys(changes))) found[field] ??= { kind }
  if (result.success) return found
  for (const [field, problem] of Object.entries(problemsOf(result.error.issues))) {
    const name = field as keyof ScheduleValues
    found[name] = OWN_WORDS[name] ?? problem
  }
  return found
}
