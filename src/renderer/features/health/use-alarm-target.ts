import { useEffect, useEffectEvent } from 'react'
import type { Alarm } from '#shared/domain/alarms.ts'
import type { Target } from '#shared/domain/window-route.ts'
import { useUi } from '../../app/context.tsx'
import { useCacheState } from '../../app/hooks/replica.ts'
import { useKept } from '../../app/kept.ts'

export interface AlarmTarget {
  /** The link that is still to be followed, because its alarm is not here; null: none. */
  readonly wanted: Target | null
  /** All alarms are read, as they are at the server now, and the one of the link is not among them. */
  readonly isGone: boolean
  /** The operator has turned to something else: the link is not followed any more. */
  readonly forget: () => void
}

/**
 * Follows the link that the page was given: once, and as soon as its alarm is there, which may be long after the first of a long
 * list are; also when the list was closed in between.
 */
export function useAlarmTarget(
  byId: ReadonlyMap<string, Alarm>,
  showAll: () => void,
  show: (alarm: Alarm) => void,
): AlarmTarget {
  const target = useUi((ui) => ui.target)
  const { state } = useCacheState('alert')
  const [followed, setFollowed] = useKept<Target | null>('alarms/target', null)
  const { alarmId } = target
  const isWaiting = target !== followed && alarmId !== undefined && !byId.has(alarmId)
  const follow = useEffectEvent((link: Target) => {
    if (link === followed) return
    setFollowed(link)
    const alarm = link.alarmId === undefined ? undefined : byId.get(link.alarmId)
    if (alarm !== undefined) show(alarm)
    else if (link.scope === 'pending') showAll()
  })
  useEffect(() => {
    if (!isWaiting) follow(target)
  }, [target, isWaiting])
  return {
    wanted: isWaiting ? target : null,
    isGone: isWaiting && state === 'ready',
    forget: () => setFollowed(target),
  }
}
