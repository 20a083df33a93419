import { type PointerEvent, useCallback, useEffect, useRef } from 'react'
import { useClient } from '../../app/context.tsx'
import { after } from '../../app/time.ts'

/** How many changes of a device its detail lists. */
export const PENDING_SHOWN = 20
export const RECENT_SHOWN = 20
/** A pointer that only passes over a row does not want it. */
const REST_MS = 100

/** Reads what the detail of a device will show while the operator still looks at its row. */
export function usePrefetch(): { readonly wants: (id: string) => void; readonly over: (event: PointerEvent) => void } {
  const client = useClient()
  const planned = useRef<{ readonly id: string; readonly cancel: () => void } | null>(null)
  useEffect(() => () => planned.current?.cancel(), [])
  const wants = useCallback(
    (id: string) => {
      if (planned.current?.id === id) return
      planned.current?.cancel()
      const cancel = after(REST_MS, () => {
        const of = { entityType: 'device', entityId: id, offset: 0 } as const
        client.prefetch('operations:list', { ...of, scope: 'pending', limit: PENDING_SHOWN })
        client.prefetch('operations:list', { ...of, scope: 'history', limit: RECENT_SHOWN })
      })
      planned.current = { id, cancel }
    },
    [client],
  )
  const over = useCallback(
    ({ target }: PointerEvent) => {
      const row = target instanceof Element ? target.closest<HTMLElement>('[data-entity-id]') : null
      if (row?.dataset['entityId'] !== undefined) wants(row.dataset['entityId'])
    },
    [wants],
  )
  return { wants, over }
}
