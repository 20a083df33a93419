import { useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react'
import { ALARM_LISTS, type Alarm, type AlarmList } from '#shared/domain/alarms.ts'
import type { Target } from '#shared/domain/window-route.ts'
import { useUi } from '../../app/context.tsx'
import { useKept, useKeptPlace } from '../../app/kept.ts'
import { useNotedPlace } from '../../app/noted-place.ts'
import { type AlarmFilter, inList, isFiltered, lineOfOne, NO_FILTER } from './alarm-lines.ts'
import { useAlarmLines } from './use-alarm-lines.ts'

const NOTHING: ReadonlySet<string> = new Set()

/**
 * What the page of alarms shows: which list, and which of its lines are active, open and selected. `text`: what is searched for
 * at first; empty: as the list was left.
 */
export function useAlarmsPage(text: string) {
  const [list, setList] = useKept<AlarmList>('alarms/list', 'active')
  const [filter, setFilter] = useKept<AlarmFilter>('alarms/filter', NO_FILTER)
  const [searched, setSearched] = useState('')
  if (text !== searched) {
    setSearched(text)
    setFilter({ ...NO_FILTER, text })
  }
  const [expanded, setExpanded] = useKept('alarms/expanded', NOTHING)
  const [selectedThen, setSelected] = useState(NOTHING)
  const [activeThen, setActiveId] = useState<string | null>(null)
  const [openThen, setOpenId] = useState<string | null>(null)
  const [isHeld, setHeld] = useState(false)
  const lines = useAlarmLines({ list, filter, expanded, isHeld })
  const { byId, lineOf, now, follow, groupOf, placesOf } = lines
  // A group may have become another since then.
  const selected = useMemo(() => new Set([...selectedThen].flatMap(placesOf)), [selectedThen, placesOf])
  // What has left the list does not come back selected.
  const left = [...selectedThen].filter((id) => placesOf(id).length > 0)
  if (left.length < selectedThen.size && byId.size > 0) setSelected(new Set(left))
  const activeId = activeThen === null ? null : follow(activeThen)
  const openId = openThen === null ? null : follow(openThen)
  const scrollPlace = useKeptPlace('alarms', `${list}/${JSON.stringify(filter)}`)
  const openAlarm = openId === null ? undefined : byId.get(openId)

  const showAll = (next: AlarmList): void => {
    setList(next)
    setFilter(NO_FILTER)
  }
  useTargetAlarm(
    byId,
    () => showAll('active'),
    (alarm) => {
      // Where the list shows it already, the list stays as it is filtered.
      if (lineOf(alarm.id) === undefined) {
        showAll(ALARM_LISTS.find((one) => inList([alarm], one, now).length > 0) ?? 'active')
      }
      setActiveId(alarm.id)
      setOpenId(alarm.id)
    },
  )
  useNotedPlace(openAlarm === undefined ? {} : { alarmId: openAlarm.id })

  const expand = useCallback(
    (id: string, isExpanded: boolean) => {
      const isIt = (one: string): boolean => one === id || groupOf(one)?.id === id
      setExpanded((before) => new Set(isExpanded ? [...before, id] : [...before].filter((one) => !isIt(one))))
    },
    [setExpanded, groupOf],
  )
  const open = (id: string | null): void => {
    setOpenId(id)
    if (id === null) focusGrid()
    else setActiveId(id)
  }
  return {
    ...lines,
    ...{ list, filter, selected, activeId, openId, focusGrid, setHeld, setSelected, open, expand, scrollPlace },
    isFiltered: isFiltered(filter),
    /** The line whose detail is open, also when the list does not show it; null: none, or it is gone. */
    openLine: openId === null ? null : (lineOf(openId) ?? (openAlarm === undefined ? null : lineOfOne(openAlarm))),
    show: (next: AlarmList): void => {
      setList(next)
      setSelected(NOTHING)
      setOpenId(null)
      setActiveId(null)
    },
    change: (change: Partial<AlarmFilter>) => setFilter({ ...filter, ...change }),
    activate: (id: string | null): void => {
      setActiveId(id)
      // With the panel open the list and the detail move together.
      if (openId !== null && id !== null) setOpenId(id)
    },
    /** What an act is about: the selected alarms, also those that are not shown, or else the active line. */
    chosen: (): readonly Alarm[] => {
      if (selected.size === 0) return (activeId === null ? undefined : lineOf(activeId))?.alarms ?? []
      const chosen = [...selected].flatMap((id) => lineOf(id)?.alarms ?? byId.get(id) ?? [])
      return [...new Map(chosen.map((alarm) => [alarm.id, alarm])).values()]
    },
    /** How many of the selected alarms no line of the list shows as selected. */
    selectedHidden: (): number => {
      const shown = new Set([...selected].flatMap((id) => lineOf(id)?.alarms.map((alarm) => alarm.id) ?? []))
      return [...selected].filter((id) => lineOf(id) === undefined && !shown.has(id)).length
    },
  }
}

export type AlarmsPage = ReturnType<typeof useAlarmsPage>

/** The page has one grid. */
function focusGrid(): void {
  document.querySelector<HTMLElement>('[data-grid]')?.focus()
}

/** A target is followed once, when it is given and the alarms are there; also when the list was closed in between. */
function useTargetAlarm(byId: ReadonlyMap<string, Alarm>, showAll: () => void, show: (alarm: Alarm) => void): void {
  const target = useUi((ui) => ui.target)
  const [followed, setFollowed] = useKept<Target | null>('alarms/target', null)
  const follow = useEffectEvent((wanted: Target) => {
    if (wanted === followed) return
    setFollowed(wanted)
    const alarm = wanted.alarmId === undefined ? undefined : byId.get(wanted.alarmId)
    if (alarm !== undefined) show(alarm)
    else if (wanted.scope === 'pending') showAll()
  })
  const isRead = byId.size > 0
  useEffect(() => {
    if (isRead) follow(target)
  }, [target, isRead])
}
