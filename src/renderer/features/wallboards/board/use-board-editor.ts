import { useEffect, useMemo, useRef, useState } from 'react'
import { type BoardData, MAX_BOARD_BYTES } from '#shared/board/document.ts'
import { useLeaveGuard } from '../../../app/hooks/leave-guard.ts'
import {
  type BoardStep,
  changedBoard,
  drafted,
  isSameBoard,
  NO_DRAFT,
  redone,
  stepped,
  undone,
  withoutSaved,
  withStep,
} from './board-draft.ts'

/** Steps that are on their way into the queue, and the fields that they come to. */
interface Saving {
  readonly steps: number
  readonly fields: Partial<BoardData>
  readonly isQueued: boolean
}

/**
 * The edit of one board. Steps that are not saved lie on top of the live board: what others change meanwhile is seen at once and
 * stays, and a step about something that they took away does nothing.
 */
export function useBoardEditor(live: BoardData, askToLeave: (proceed: () => void) => void) {
  const [draft, setDraft] = useState(NO_DRAFT)
  const [saving, setSaving] = useState<Saving | null>(null)
  const [begunOn, setBegunOn] = useState<BoardData | null>(null)
  // What was saved comes back by itself, as the live board: from then on it is no draft.
  if (saving !== null && isSameBoard(live, { ...live, ...saving.fields })) {
    setDraft(withoutSaved(draft, saving.steps))
    setSaving(null)
    setBegunOn(live)
  }
  const board = useMemo(() => drafted(live, draft), [live, draft])
  const fixed = saving?.steps ?? 0
  const isDirty = !isSameBoard(board, { ...live, ...saving?.fields })
  const isTooLarge = useMemo(() => new TextEncoder().encode(JSON.stringify(board)).length > MAX_BOARD_BYTES, [board])
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

  async function save(queue: (fields: Partial<BoardData>) => Promise<boolean>): Promise<void> {
    if (!isDirty || isTooLarge || saving !== null) return
    const fields = changedBoard(live, board)
    setSaving({ steps: draft.done, fields, isQueued: false })
    const end = leaving.hold()
    const isQueued = await queue(fields)
    setSaving((before) => (isQueued && before !== null ? { ...before, isQueued } : null))
    end(isQueued)
  }

  return {
    board,
    isDirty,
    isTooLarge,
    isSaving: saving !== null,
    canUndo: draft.done > fixed,
    canRedo: draft.done < draft.steps.length,
    /** Others changed the board since the first step. */
    isOvertaken: draft.done > 0 && saving === null && begunOn !== null && !isSameBoard(begunOn, live),
    /** Takes the step and answers the board with it; null: it changes nothing, since there is no room. */
    step: (step: BoardStep): BoardData | null => {
      const before = drafted(live, newest.current)
      const after = stepped(before, step)
      if (after === before) return null
      if (newest.current.done === fixed) setBegunOn(live)
      change(withStep(newest.current, step, fixed))
      return after
    },
    undo: () => change(undone(newest.current, fixed)),
    redo: () => change(redone(newest.current)),
    reset: () => change(NO_DRAFT),
    save,
  }
}

export type BoardEdit = ReturnType<typeof useBoardEditor>
