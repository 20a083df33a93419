import { type FocusEvent, useMemo, useRef, useState } from 'react'
import { useStableOrder } from './stable-order.ts'

export interface HeldRows<T> {
  /** What has left them stands where it stood, as it was last. */
  readonly rows: readonly T[]
  readonly isGone: (row: T) => boolean
  /** Rows that would appear, leave or move if the order were renewed. */
  readonly waiting: number
  readonly refresh: () => void
  /** For the element around the rows: it tells when somebody reads them. */
  readonly reading: {
    readonly onPointerEnter: () => void
    readonly onPointerLeave: () => void
    readonly onFocus: () => void
    readonly onBlur: (event: FocusEvent) => void
  }
}

/** Lines that hold still while the pointer or the focus is among them: what is pressed is what was aimed at. */
export function useHeldRows<T>(fresh: readonly T[], idOf: (row: T) => string): HeldRows<T> {
  const [isHeld, setHeld] = useState(false)
  const by = useRef({ pointer: false, focus: false })
  const now = useMemo(() => byId(fresh, idOf), [fresh, idOf])
  const ids = useMemo(() => [...now.keys()], [now])
  const [kept, setKept] = useState({ now, shown: now })
  const rowOf = (id: string): T | undefined => now.get(id) ?? kept.shown.get(id)
  // Where nothing is left, that is what has to be seen.
  const { ids: order, waiting, refresh } = useStableOrder(ids, isHeld, '', (id) => now.size > 0 && kept.shown.has(id))
  const rows = order.flatMap((id) => rowOf(id) ?? [])
  if (kept.now !== now) setKept({ now, shown: byId(rows, idOf) })
  const hold = (change: Partial<typeof by.current>): void => {
    Object.assign(by.current, change)
    setHeld(by.current.pointer || by.current.focus)
  }
  return {
    rows,
    isGone: (row) => !now.has(idOf(row)),
    waiting,
    refresh,
    reading: {
      onPointerEnter: () => hold({ pointer: true }),
      onPointerLeave: () => hold({ pointer: false }),
      onFocus: () => hold({ focus: true }),
      onBlur: ({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) hold({ focus: false })
      },
    },
  }
}

function byId<T>(rows: readonly T[], idOf: (row: T) => string): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [idOf(row), row]))
}
