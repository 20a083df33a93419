import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type AlarmGroup, groupAlarms } from '#shared/domain/alarm-groups.ts'
import type { Alarm, AlarmList } from '#shared/domain/alarms.ts'
import { type GroupMemory, holderOf } from '../../app/alarm-group-names.ts'
import { useAlarms, useDeviceNames } from '../../app/hooks/alarms.ts'
import { useNamedGroups } from '../../app/named-groups.ts'
import { useStableOrder } from '../../app/stable-order.ts'
import { deviceInWords, kindInWords } from '../../i18n/alarm-words.ts'
import { type AlarmFilter, type AlarmLine, filterAlarms, inList, linesOf } from './alarm-lines.ts'

interface LinesAsked {
  readonly list: AlarmList
  readonly filter: AlarmFilter
  /** Ids of the groups that are open. */
  readonly expanded: ReadonlySet<string>
  /** Somebody is reading: lines stay where they are. */
  readonly isHeld: boolean
}

/** The lines of a list of alarms, live. */
export function useAlarmLines({ list, filter, expanded, isHeld }: LinesAsked) {
  const { t } = useTranslation()
  const { alarms, viewOf, now } = useAlarms()
  const names = useDeviceNames()
  const byId = useMemo(() => new Map(alarms.map((alarm) => [alarm.id, alarm])), [alarms])
  const listed = useMemo(() => inList(alarms, list, now), [alarms, list, now])
  const shown = useMemo(() => {
    const wordsOf = ({ kind, message, deviceId }: Alarm): string =>
      [kindInWords(t, kind), message, deviceInWords(t, deviceId, names), names.siteOf(deviceId)].join(' ')
    return groupAlarms(filterAlarms(listed, filter, names, wordsOf), names.siteOf, now)
  }, [t, listed, filter, names, now])
  const { groups, memory } = useNamedGroups('alarms/groups', shown, byId)
  const groupOf = useCallback((id: string) => groupThatIs(id, groups, memory), [groups, memory])
  const lines = useMemo(() => {
    const open = new Set([...expanded].flatMap((id) => groupOf(id)?.id ?? []))
    return linesOf(groups, alarms, open)
  }, [groups, groupOf, alarms, expanded])
  const fresh = useMemo(() => linesById(lines), [lines])
  const ids = useMemo(() => lines.map(({ id }) => id), [lines])
  // What has left the list under the reader's hand stays in its place, with what has become of it.
  const [kept, setKept] = useState({ fresh, lines: fresh })
  const gone = useMemo(() => goneLines(kept.lines, fresh, byId), [kept, fresh, byId])
  const lineOf = useCallback((id: string): AlarmLine | undefined => fresh.get(id) ?? gone.get(id), [fresh, gone])
  const queryKey = `${list} ${JSON.stringify(filter)} ${[...expanded].join()}`
  const stable = useStableOrder(ids, isHeld, queryKey, (id) => lineOf(id) !== undefined)
  if (kept.fresh !== fresh) setKept({ fresh, lines: linesById(stable.ids.flatMap((id) => lineOf(id) ?? [])) })
  /** The line that this one is now: itself, or the one that holds most of the alarms that were in it last. */
  const follow = useCallback(
    (id: string): string =>
      lineOf(id) === undefined ? (holderOf(fresh.values(), memory.get(id) ?? NOTHING)?.id ?? id) : id,
    [lineOf, fresh, memory],
  )
  const listedIds = useMemo(() => new Set(listed.map(({ id }) => id)), [listed])
  /** What became of a selected line: a line, or its alarms one by one, also where the filter hides them; empty: it is gone. */
  const placesOf = useCallback(
    (id: string): readonly string[] => {
      const place = follow(id)
      if (lineOf(id) !== undefined || lineOf(place)?.isGroup === true) return [place]
      return [...(memory.get(id) ?? [id])].filter((one) => lineOf(one) !== undefined || listedIds.has(one))
    },
    [follow, lineOf, memory, listedIds],
  )
  /** The group that an alarm is in, whether it is open or not. */
  const groupWith = (id: string): AlarmGroup | undefined => holderOf(groups, new Set([id]))
  return { alarms, byId, viewOf, now, names, listed, stable, lineOf, follow, groupOf, groupWith, placesOf }
}

const NOTHING: ReadonlySet<string> = new Set()

/** The group of this id, or else the one that holds most of what was in it last. */
function groupThatIs(id: string, groups: readonly AlarmGroup[], memory: GroupMemory): AlarmGroup | undefined {
  const several = groups.filter(({ alarms }) => alarms.length > 1)
  return several.find((group) => group.id === id) ?? holderOf(several, memory.get(id) ?? NOTHING)
}

function linesById(lines: readonly AlarmLine[]): ReadonlyMap<string, AlarmLine> {
  return new Map(lines.map((line) => [line.id, line]))
}

/** Lines that are not in the list any more, with their alarms as they are now; without those whose alarms are gone. */
function goneLines(
  before: ReadonlyMap<string, AlarmLine>,
  fresh: ReadonlyMap<string, AlarmLine>,
  byId: ReadonlyMap<string, Alarm>,
): ReadonlyMap<string, AlarmLine> {
  const left = [...before.values()].filter(({ id }) => !fresh.has(id))
  return linesById(
    left.flatMap((line) => {
      const alarms = line.alarms.flatMap(({ id }) => byId.get(id) ?? [])
      const [alarm] = alarms
      return alarm === undefined ? [] : { ...line, alarm, alarms }
    }),
  )
}
