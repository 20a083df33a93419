import { useEffect, useEffectEvent, useRef } from 'react'
import { useUi } from '../context.tsx'

/** Asks before what is not saved is left. What is just being saved is left when that is done. */
export function useLeaveGuard(isDirty: boolean, askToLeave: (proceed: () => void) => void) {
  const guard = useUi((state) => state.guard)
  const held = useRef<{ leave: (() => void) | null } | null>(null)
  const ask = useEffectEvent((proceed: () => void) => {
    if (held.current === null) askToLeave(proceed)
    else held.current.leave = proceed
  })
  useEffect(() => {
    if (!isDirty) return
    guard((proceed) => {
      ask(proceed)
      return false
    })
    return () => guard(null)
  }, [isDirty, guard])
  return {
    hold: () => {
      const mine: { leave: (() => void) | null } = { leave: null }
      held.current = mine
      return (isQueued: boolean): void => {
        held.current = null
        if (mine.leave === null) return
        if (!isQueued) return askToLeave(mine.leave)
        guard(null)
        mine.leave()
      }
    },
  }
}
