import { useRef } from 'react'
import { useOutpost } from '../../app/context.tsx'
import type { Translate } from '../../i18n/setup.ts'
import type { Say } from '../../stores/toast-store.ts'

/** What was overwritten, and how it is put back. `line`: changes that follow each other share a notice. */
interface Overwritten {
  readonly line: string
  readonly text: Say
  readonly putBack: () => Promise<boolean>
}

/**
 * Says that something of a view was overwritten, with Undo. Of changes that share a notice Undo takes back all that it tells
 * of: it puts back what was there before the first of them.
 */
export function useViewUndo(): (overwritten: Overwritten) => void {
  const { toasts } = useOutpost()
  const first = useRef(new Map<string, { readonly toast: number; readonly putBack: Overwritten['putBack'] }>())
  return ({ line, text, putBack }) => {
    const before = first.current.get(line)
    const isShown = toasts.getState().toasts.some(({ id }) => id === before?.toast)
    const earliest = before !== undefined && isShown ? before.putBack : putBack
    const run = (): void => {
      first.current.delete(line)
      void earliest().then((isDone) => {
        if (isDone) toasts.getState().add({ text: (t) => t('viewUndo.undone') })
      })
    }
    const action = { label: (t: Translate) => t('action.undo'), isUndo: true, run } as const
    const toast = toasts.getState().add({ group: `view/${line}`, text, action })
    first.current.set(line, { toast, putBack: earliest })
  }
}
