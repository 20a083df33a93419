import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alarm, AlarmList } from '#shared/domain/alarms.ts'
import { useAlarms, useDeviceNames } from '../../app/hooks/alarms.ts'
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
  const lines = useMemo(() => {
    const wordsOf = ({ kind, message, deviceId }: Alarm): string =>
      [kindInWords(t, kind), message, deviceInWords(t, deviceId, names), names.siteOf(deviceId)].join(' ')
    return linesOf(filterAlarms(listed, filter, names, wordsOf), alarms, names, expanded, now)
  }, [t, listed, filter, names, expanded, now, alarms])
  const fresh = useMemo(() => linesById(lines), [lines])
  const ids = useMemo(() => lines.map(({ id }) => id), [lines])
  // What has left the list under the reader's hand stays in its place, with what has become of it.
  const [kept, setKept] = useState({ fresh, lines: fresh })
  const gone = useMemo(() => goneLines(kept.lines, fresh, byId), [kept, fresh, byId])
  const lineOf = useCallback((id: string): AlarmLine | undefined => fresh.get(id) ?? gone.get(id), [fresh, gone])
  const queryKey = `${list} ${JSON.stringify(filter)} ${[...expanded].join()}`
  const stable = useStableOrder(ids, isHeld, queryKey, (id) => lineOf(id) !== undefined)
  if (kept.fresh !== fresh) setKept({ fresh, lines: linesById(stable.ids.flatMap((id) => lineOf(id) ?? [])) })
  return { alarms, byId, viewOf, now, names, listed, stable, lineOf }
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
