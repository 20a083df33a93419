import { type AlarmGroup, chatterCounts, chatterKey } from '#shared/domain/alarm-groups.ts'
import { type Alarm, type AlarmList, isInList } from '#shared/domain/alarms.ts'
import type { Severity } from '#shared/domain/entities.ts'
import { folded } from '#shared/i18n/folded.ts'
import type { DeviceNames } from '../../app/hooks/alarms.ts'

export interface AlarmFilter {
  readonly text: string
  /** Empty: any. */
  readonly priority: Severity | ''
  readonly site: string
}

export const NO_FILTER: AlarmFilter = { text: '', priority: '', site: '' }

/** A line of the list: a single alarm, a group of them, or one of an open group. */
export interface AlarmLine {
  readonly id: string
  readonly group: AlarmGroup
  /** The one alarm; of a closed or open group the newest. */
  readonly alarm: Alarm
  /** What it stands for: one, or all of the group. */
  readonly alarms: readonly Alarm[]
  readonly isGroup: boolean
  readonly isOpen: boolean
  readonly isMember: boolean
  /** How often a chattering alarm was raised; 0: it does not chatter. */
  readonly raises: number
}

/** What is looked through for the text of a filter. */
export type WordsOf = (alarm: Alarm) => string

export function isFiltered({ text, priority, site }: AlarmFilter): boolean {
  return text.trim() !== '' || priority !== '' || site !== ''
}

export function filterAlarms(
  alarms: readonly Alarm[],
  { text, priority, site }: AlarmFilter,
  names: DeviceNames,
  wordsOf: WordsOf,
): readonly Alarm[] {
  const words = folded(text.trim())
  return alarms.filter(
    (alarm) =>
      (priority === '' || alarm.priority === priority) &&
      (site === '' || names.siteOf(alarm.deviceId) === site) &&
      (words === '' || folded(wordsOf(alarm)).includes(words)),
  )
}

/** The lines of a list. `all`: every alarm, so that a chattering one is told by all its raises; `expanded`: ids of open groups. */
export function linesOf(
  groups: readonly AlarmGroup[],
  all: readonly Alarm[],
  expanded: ReadonlySet<string>,
): AlarmLine[] {
  const raises = chatterCounts(all)
  return groups.flatMap((group) => {
    const [newest] = group.alarms
    if (newest === undefined) return []
    const isGroup = group.alarms.length > 1
    const isOpen = isGroup && expanded.has(group.id)
    const line = (alarm: Alarm, more: Partial<AlarmLine>): AlarmLine => ({
      ...{ id: alarm.id, group, alarm, alarms: [alarm], isGroup: false, isOpen: false, isMember: false },
      raises: raises.get(chatterKey(alarm)) ?? 0,
      ...more,
    })
    const head = isGroup
      ? line(newest, {
          id: group.id,
          alarms: group.alarms,
          isGroup,
          isOpen,
          ...(group.cause === 'flood' ? { raises: 0 } : {}),
        })
      : line(newest, {})
    return isOpen ? [head, ...group.alarms.map((alarm) => line(alarm, { isMember: true, raises: 0 }))] : [head]
  })
}

/** The line of a single alarm, wherever it is listed. */
export function lineOfOne(alarm: Alarm): AlarmLine {
  const { id, priority, kind, raisedAt } = alarm
  const times = { since: raisedAt, latestAt: raisedAt, deviceCount: 1 }
  const group: AlarmGroup = { id, cause: 'single', alarms: [alarm], priority, kind, site: null, ...times }
  return { id, group, alarm, alarms: [alarm], isGroup: false, isOpen: false, isMember: false, raises: 0 }
}

export function inList(alarms: readonly Alarm[], list: AlarmList, now: number): readonly Alarm[] {
  return alarms.filter((alarm) => isInList(list, alarm, now))
}
