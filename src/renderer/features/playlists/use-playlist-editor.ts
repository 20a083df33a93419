import { useEffect, useMemo, useRef, useState } from 'react'
import { playlistDataSchema } from '#shared/domain/entities.ts'
import { type FieldProblem, problemsOf } from '../../app/field-problems.ts'
import { useLeaveGuard } from '../../app/hooks/leave-guard.ts'
import {
  changedValues,
  drafted,
  isSameValues,
  lostSteps,
  NO_DRAFT,
  type PlaylistStep,
  type PlaylistValues,
  redone,
  undone,
  withoutSaved,
  withStep,
} from './playlist-draft.ts'
import type { PlaylistRow } from './playlist-row.ts'

const SOME = playlistDataSchema.partial()

/** Steps that are on their way into the queue, and the values that they come to. */
interface Saving {
  readonly steps: number
  readonly fields: Partial<PlaylistValues>
  readonly isQueued: boolean
}

/**
 * The edit of one playlist. Steps that are not saved lie on top of the live list: what others change meanwhile is seen at once
 * and stays, and a step about something that they took away does nothing.
 */
export function usePlaylistEditor(row: PlaylistRow, askToLeave: (proceed: () => void) => void) {
  const [draft, setDraft] = useState(NO_DRAFT)
  const [saving, setSaving] = useState<Saving | null>(null)
  const [begunOn, setBegunOn] = useState<PlaylistValues | null>(null)
  const { name, description, items } = row
  const live = useMemo((): PlaylistValues => ({ name, description, items }), [name, description, items])
  // What was saved comes back by itself, as the live list: from then on it is no draft.
  if (saving !== null && isSameValues(live, { ...live, ...saving.fields })) {
    setDraft(withoutSaved(draft, saving.steps))
    setSaving(null)
    setBegunOn(live)
  }
  const values = useMemo(() => drafted(live, draft), [live, draft])
  const fixed = saving?.steps ?? 0
  const isDirty = !isSameValues(values, { ...live, ...saving?.fields })
  const { changes, problems } = useMemo(() => checked(live, values), [live, values])
  // Until it is in the queue, what is saved could still be lost.
  const leaving = useLeaveGuard(isDirty || saving?.isQueued === false, askToLeave)
  // Steps can follow each other before anything is drawn.
  const newest = useRef(draft)
  useEffect(() => {
    newest.current = draft
  }, [draft])
  const change = (next: typeof draft): void => {
    newest.current = next
    setDraft(next)
  }

  async function save(queue: (fields: Readonly<Record<string, unknown>>) => Promise<boolean>): Promise<void> {
    if (changes === null || !isDirty || saving !== null) return
    setSaving({ steps: draft.done, fields: changes, isQueued: false })
    const end = leaving.hold()
    const isQueued = await queue(changes)
    setSaving((before) => (isQueued && before !== null ? { ...before, isQueued } : null))
    end(isQueued)
  }

  return {
    values,
    problems,
    isDirty,
    /** Null while something that was typed is not possible. */
    changes,
    canUndo: draft.done > fixed,
    canRedo: draft.done < draft.steps.length,
    /** Others changed the list since the first step, and how many steps are lost by that. */
    isOvertaken: draft.done > 0 && saving === null && begunOn !== null && !isSameValues(begunOn, live),
    lost: useMemo(() => lostSteps(live, draft), [live, draft]),
    step: (step: PlaylistStep): void => {
      if (newest.current.done === fixed) setBegunOn(live)
      change(withStep(newest.current, step, fixed))
    },
    undo: () => change(undone(newest.current, fixed)),
    redo: () => change(redone(newest.current)),
    reset: () => change(NO_DRAFT),
    save,
  }
}

export type PlaylistEditor = ReturnType<typeof usePlaylistEditor>

interface Checked {
  readonly changes: Partial<PlaylistValues> | null
  readonly problems: Readonly<Partial<Record<keyof PlaylistValues, FieldProblem>>>
}

/** Only what is to be changed is checked: a value that came from elsewhere must not keep the others from being changed. */
function checked(live: PlaylistValues, values: PlaylistValues): Checked {
  const result = SOME.safeParse(changedValues(live, values))
  if (!result.success) return { changes: null, problems: problemsOf(result.error.issues) }
  // What the schema leaves out was left out before.
  return { changes: result.data as Partial<PlaylistValues>, problems: {} }
}
