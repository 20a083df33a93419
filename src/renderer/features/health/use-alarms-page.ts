import { type Dispatch, type SetStateAction, useCallback, useState } from 'react'
import type { AlarmGroup } from '#shared/domain/alarm-groups.ts'
import { ALARM_LISTS, type Alarm, type AlarmList } from '#shared/domain/alarms.ts'
import { useKept, useKeptPlace } from '../../app/kept.ts'
import { useNotedPlace } from '../../app/noted-place.ts'
import { type AlarmFilter, inList, isFiltered, lineOfOne, NO_FILTER } from './alarm-lines.ts'
import { useAlarmLines } from './use-alarm-lines.ts'
import { useAlarmSelection } from './use-alarm-selection.ts'
import { useAlarmTarget } from './use-alarm-target.ts'

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
  const [activeThen, setActiveId] = useState<string | null>(null)
  const [openThen, setOpenId] = useState<string | null>(null)
  const [isHeld, setHeld] = useState(false)
  const lines = useAlarmLines({ list, filter, expanded, isHeld })
  const { byId, lineOf, now, follow } = lines
  // A group may have become another since then.
  const activeId = activeThen === null ? null : follow(activeThen)
  const openId = openThen === null ? null : follow(openThen)
  const selection = useAlarmSelection(lines)
  const expand = useExpand(setExpanded, lines.groupOf)
  const scrollPlace = useKeptPlace('alarms', `${list}/${JSON.stringify(filter)}`)
  const openAlarm = openId === null ? undefined : byId.get(openId)
  /** The line whose detail is open, also when the list does not show it; null: none, or it is gone. */
  const openLine = openId === null ? null : (lineOf(openId) ?? (openAlarm === undefined ? null : lineOfOne(openAlarm)))
  // What the detail shows is what a key is about, also where the list has no line of it.
  const activeLine = activeId === null ? null : activeId === openId ? openLine : (lineOf(activeId) ?? null)

  const showAll = (next: AlarmList): void => {
    setList(next)
    setFilter(NO_FILTER)
  }
  const setPlace = (id: string | null): void => {
    setActiveId(id)
    setOpenId(id)
  }
  const expandAround = useExpandAround(lines, expand)
  const target = useAlarmTarget(
    byId,
    () => showAll('active'),
    (alarm) => {
      // Where the list shows it already, the list stays as it is filtered.
      if (lineOf(alarm.id) === undefined && lines.groupWith(alarm.id) === undefined) {
        showAll(ALARM_LISTS.find((one) => inList([alarm], one, now).length > 0) ?? 'active')
      }
      setPlace(alarm.id)
      expandAround(alarm.id)
    },
  )
  useNotedPlace(target.wanted ?? (openAlarm === undefined ? {} : { alarmId: openAlarm.id }))

  const open = (id: string | null): void => {
    target.forget()
    if (id !== null) return setPlace(id)
    setOpenId(null)
    focusGrid()
  }
  return {
    ...{ ...lines, ...selection, list, filter, activeId, openId, openLine },
    ...{ focusGrid, setHeld, open, expand, scrollPlace },
    /** A link led to an alarm that the server does not keep any more. */
    isTargetGone: target.isGone,
    isFiltered: isFiltered(filter),
    show: (next: AlarmList): void => {
      target.forget()
      setList(next)
      selection.clearSelection()
      setPlace(null)
    },
    change: (change: Partial<AlarmFilter>) => setFilter({ ...filter, ...change }),
    // With the panel open the list and the detail move together.
    activate: (id: string | null): void => (openId !== null && id !== null ? setPlace(id) : setActiveId(id)),
    /** What an act is about: the selected alarms, or else the active line. */
    chosen: (): readonly Alarm[] =>
      selection.selected.size > 0 ? selection.selectedAlarms() : (activeLine?.alarms ?? []),
  }
}

export type AlarmsPage = ReturnType<typeof useAlarmsPage>

/** The page has one grid. */
function focusGrid(): void {
  document.querySelector<HTMLElement>('[data-grid]')?.focus()
}

type Expand = (id: string, isExpanded: boolean) => void

function useExpand(
  setExpanded: Dispatch<SetStateAction<ReadonlySet<string>>>,
  groupOf: (id: string) => AlarmGroup | undefined,
): Expand {
  return useCallback(
    (id, isExpanded) => {
      const isIt = (one: string): boolean => one === id || groupOf(one)?.id === id
      setExpanded((before) => new Set(isExpanded ? [...before, id] : [...before].filter((one) => !isIt(one))))
    },
    [setExpanded, groupOf],
  )
}

/** Opens the line of many that an alarm is in, as soon as the list is the one that has it. */
function useExpandAround(
  { lineOf, groupWith }: Pick<ReturnType<typeof useAlarmLines>, 'lineOf' | 'groupWith'>,
  expand: Expand,
): (alarmId: string) => void {
  const [alarmId, setAlarmId] = useState<string | null>(null)
  if (alarmId !== null) {
    setAlarmId(null)
    const group = groupWith(alarmId)
    if (group !== undefined && lineOf(alarmId) === undefined) expand(group.id, true)
  }
  return setAlarmId
}
