import { useState } from 'react'
import type { BulkChoice, BulkPreview } from '#shared/domain/conflict-desk.ts'
import type { ConflictSelection } from '#shared/domain/conflict-outline.ts'
import { useToasts } from '../../app/context.tsx'
import { useBulkConflictPreview, useConflictActions } from '../../app/hooks/conflicts.ts'
import { errorSentence } from '../../i18n/words.ts'
import { type RequestError, toRequestError } from '../../ipc/client.ts'

export interface BulkDecision {
  /** What it would come to now; null: not known yet. */
  readonly preview: BulkPreview | null
  readonly error: RequestError | null
  /** How many conflicts it was about at first, if they or the server's values are not the same any more. */
  readonly movedFrom: number | null
  /** It was refused, since what was on screen was not so any more. */
  readonly wasRefused: boolean
  readonly isDeciding: boolean
  readonly decide: () => Promise<void>
}

/** One decision about many: what is decided about is what its preview shows, or nothing is. */
export function useBulkDecision(
  { selection, choice }: { readonly selection: ConflictSelection; readonly choice: BulkChoice },
  { note, onDecided }: { readonly note: string; readonly onDecided: () => void },
): BulkDecision {
  const { resolveBulk } = useConflictActions()
  const addToast = useToasts((state) => state.add)
  const { value: preview, error, reload } = useBulkConflictPreview({ selection, choice })
  const [first, setFirst] = useState<BulkPreview | null>(null)
  const [wasRefused, setRefused] = useState(false)
  const [isDeciding, setDeciding] = useState(false)
  if (first === null && preview !== null) setFirst(preview)

  async function decide(): Promise<void> {
    if (preview === null || isDeciding) return
    setDeciding(true)
    try {
      const { refused } = await resolveBulk({ selection, choice, seen: preview.seen, note })
      const [example] = refused.examples
      if (example !== undefined) {
        const words = { count: refused.count, reason: example.message }
        addToast({ tone: 'problem', text: (t) => t('conflicts.bulk.partly', words) })
      }
      onDecided()
    } catch (thrown) {
      const failure = toRequestError(thrown)
      if (failure.code === 'changed-meanwhile') {
        setRefused(true)
        await reload()
      } else {
        addToast({ tone: 'problem', text: (t) => t('conflicts.done.failed', { reason: errorSentence(t, failure) }) })
      }
      setDeciding(false)
    }
  }

  const hasMoved = first !== null && preview !== null && preview.seen !== first.seen
  return { preview, error, movedFrom: hasMoved ? countOf(first) : null, wasRefused, isDeciding, decide }
}

/** How many conflicts a preview is about. */
export function countOf({ sends, drops, cannot }: BulkPreview): number {
  return sends + drops + cannot.count
}
