import { useMemo, useState } from 'react'
import type { Alarm } from '#shared/domain/alarms.ts'
import type { useAlarmLines } from './use-alarm-lines.ts'

const NOTHING: ReadonlySet<string> = new Set()

type Lines = Pick<ReturnType<typeof useAlarmLines>, 'byId' | 'lineOf' | 'placesOf'>

/** The selected lines, as they are now: a group may have become another since it was selected. */
export function useAlarmSelection({ byId, lineOf, placesOf }: Lines) {
  const [selectedThen, setSelected] = useState(NOTHING)
  const selected = useMemo(() => new Set([...selectedThen].flatMap(placesOf)), [selectedThen, placesOf])
  // What has left the list does not come back selected.
  const left = [...selectedThen].filter((id) => placesOf(id).length > 0)
  if (left.length < selectedThen.size && byId.size > 0) setSelected(new Set(left))
  return {
    selected,
    setSelected,
    clearSelection: () => setSelected(NOTHING),
    /** Also those that are not shown. */
    selectedAlarms: (): readonly Alarm[] => {
      const all = [...selected].flatMap((id) => lineOf(id)?.alarms ?? byId.get(id) ?? [])
      return [...new Map(all.map((alarm) => [alarm.id, alarm])).values()]
    },
    /** How many of the selected alarms no line of the list shows as selected. */
    selectedHidden: (): number => {
      const shown = new Set([...selected].flatMap((id) => lineOf(id)?.alarms.map((alarm) => alarm.id) ?? []))
      return [...selected].filter((id) => lineOf(id) === undefined && !shown.has(id)).length
    },
  }
}
