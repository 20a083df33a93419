import { useMemo, useState } from 'react'
import type { Alarm } from '#shared/domain/alarms.ts'
import type { useAlarmLines } from './use-alarm-lines.ts'

const NOTHING: ReadonlySet<string> = new Set()

/** `undone`: ids of the alarms to which it was not done. */
export type LeaveSelection = (undone: ReadonlySet<string>) => void

type Lines = Pick<ReturnType<typeof useAlarmLines>, 'byId' | 'lineOf' | 'placesOf'>

/** The selected lines, as they are now: a group may have become another since it was selected. */
export function useAlarmSelection({ byId, lineOf, placesOf }: Lines) {
  const [selectedThen, setSelected] = useState(NOTHING)
  const selected = useMemo(() => new Set([...selectedThen].flatMap(placesOf)), [selectedThen, placesOf])
  // What has left the list does not come back selected.
  const left = [...selectedThen].filter((id) => placesOf(id).length > 0)
  if (left.length < selectedThen.size && byId.size > 0) setSelected(new Set(left))
  const [done, setDone] = useState<readonly string[]>([])
  if (done.length > 0) {
    const leaving = new Set(done.flatMap((id) => [id, ...placesOf(id)]))
    setDone([])
    setSelected(new Set([...selectedThen].filter((id) => !leaving.has(id))))
  }
  const alarmsOf = (id: string): readonly Alarm[] => {
    const alarm = byId.get(id)
    return lineOf(id)?.alarms ?? (alarm === undefined ? [] : [alarm])
  }
  return {
    selected,
    setSelected,
    clearSelection: () => setSelected(NOTHING),
    /**
     * To be called when something is being done to alarms. What it answers is to be called when it is done: the lines that it
     * was all about leave the selection, but for those with an alarm that was left undone. What was selected meanwhile stays.
     */
    leaveWhenDone: (alarms: readonly Alarm[]): LeaveSelection => {
      const ids = new Set(alarms.map(({ id }) => id))
      const lines = [...selected].map((id) => ({ id, alarmIds: alarmsOf(id).map((alarm) => alarm.id) }))
      const acted = lines.filter(({ alarmIds }) => alarmIds.every((id) => ids.has(id)))
      return (undone) => {
        const isDone = ({ alarmIds }: (typeof acted)[number]): boolean => !alarmIds.some((id) => undone.has(id))
        setDone((before) => [...before, ...acted.filter(isDone).map(({ id }) => id)])
      }
    },
    /** Also those that are not shown. */
    selectedAlarms: (): readonly Alarm[] => {
      const all = [...selected].flatMap(alarmsOf)
      return [...new Map(all.map((alarm) => [alarm.id, alarm])).values()]
    },
    /** How many of the selected alarms no line of the list shows as selected. */
    selectedHidden: (): number => {
      const shown = new Set([...selected].flatMap((id) => lineOf(id)?.alarms.map((alarm) => alarm.id) ?? []))
      return [...selected].filter((id) => lineOf(id) === undefined && !shown.has(id)).length
    },
  }
}
