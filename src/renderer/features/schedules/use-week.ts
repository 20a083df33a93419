import { useMemo } from 'react'
import { useKept } from '../../app/kept.ts'
import { useNow, zoneHere } from '../../app/time.ts'
import type { ScheduleList } from './use-schedules-page.ts'
import { dayAt, mondayOf, WEEK_DAYS, type Week, weekOf } from './week-layout.ts'

export type ClockOf = 'here' | 'own'
const MINUTE_MS = 60_000

/** Which week is shown, by whose clock, and what stands in it. */
export function useWeek(list: ScheduleList) {
  const here = zoneHere()
  const now = useNow(MINUTE_MS)
  const today = dayAt(here, now)
  const [clockOf, setClockOf] = useKept<ClockOf>('schedules/clock', 'here')
  const [showsOff, setShowsOff] = useKept('schedules/off', false)
  /** Weeks from this one on. */
  const [offset, setOffset] = useKept('schedules/week', 0)
  const monday = mondayOf(today) + offset * WEEK_DAYS
  const zone = clockOf === 'here' ? here : null
  const { found } = list
  const week: Week = useMemo(
    () => weekOf(showsOff ? found : found.filter(({ data }) => data.enabled), monday, zone),
    [found, showsOff, monday, zone],
  )
  return {
    ...{ week, monday, today, now, here, zone, clockOf, setClockOf, showsOff, setShowsOff, offset },
    step: (by: -1 | 1) => setOffset((before) => before + by),
    toThisWeek: () => setOffset(0),
  }
}

export type WeekState = ReturnType<typeof useWeek>
