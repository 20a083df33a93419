import { ChevronDown, ChevronRight } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Alarm, alarmState } from '#shared/domain/alarms.ts'
import type { EntityView } from '#shared/domain/view.ts'
import type { DeviceNames } from '../../app/hooks/alarms.ts'
import { MARK_SHAPE, type Mark, markOf } from '../../app/marks.ts'
import { classes } from '../../components/classes.ts'
import type { GridColumn } from '../../components/grid-types.ts'
import { ownDirection } from '../../components/own-direction.ts'
import { PendingText } from '../../components/PendingText.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { deviceInWords, groupInWords, PRIORITY_SHAPE } from '../../i18n/alarm-words.ts'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import { formatAge, formatExact, formatMoment, formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import type { AlarmLine } from './alarm-lines.ts'
import styles from './columns.module.css'
import priorities from './priorities.module.css'

interface ColumnsOf {
  readonly names: DeviceNames
  readonly viewOf: (id: string) => EntityView | undefined
  readonly now: number
  readonly onExpand: (id: string, isExpanded: boolean) => void
}

/** The columns of a list of alarms. */
export function useAlarmColumns({ names, viewOf, now, onExpand }: ColumnsOf): readonly GridColumn<AlarmLine>[] {
  const { t } = useTranslation()
  return useMemo(
    () => [
      {
        id: 'priority',
        header: t('health.column.priority'),
        track: '104px',
        cell: (line) => <Priority line={line} now={now} />,
      },
      {
        id: 'what',
        header: t('health.column.what'),
        track: 'minmax(160px, 3fr)',
        cell: (line) => <What line={line} now={now} onExpand={onExpand} />,
      },
      {
        id: 'where',
        header: t('health.column.where'),
        track: 'minmax(120px, 2fr)',
        cell: (line) => <Where places={placesOf(t, line, names)} />,
      },
      {
        id: 'state',
        header: t('health.column.state'),
        track: 'minmax(172px, 1.2fr)',
        cell: (line) => <State line={line} viewOf={viewOf} now={now} />,
      },
      {
        id: 'since',
        header: t('health.column.since'),
        track: '168px',
        align: 'end',
        cell: ({ group, alarm, isGroup }) => <Since at={isGroup ? group.since : alarm.raisedAt} now={now} />,
      },
    ],
    [t, names, viewOf, now, onExpand],
  )
}

/** Alarms that are acknowledged, over or set aside are drawn without colour. */
function isLoud(alarms: readonly Alarm[], now: number): boolean {
  return alarms.some((alarm) => alarmState(alarm, now).name === 'unacknowledged')
}

function Priority({ line, now }: { line: AlarmLine; now: number }) {
  const { t } = useTranslation()
  const { priority } = line.isGroup ? line.group : line.alarm
  const isQuiet = !isLoud(line.alarms, now)
  return (
    <span className={classes(styles['priority'], line.isMember && styles['member'])}>
      <StateIcon
        shape={PRIORITY_SHAPE[priority]}
        quiet={isQuiet}
        className={isQuiet ? undefined : priorities[priority]}
      />
      {t(`health.priority.${priority}`)}
    </span>
  )
}

interface WhatProps {
  readonly line: AlarmLine
  readonly now: number
  readonly onExpand: (id: string, isExpanded: boolean) => void
}

function What({ line, now, onExpand }: WhatProps) {
  const { t } = useTranslation()
  const { group, alarm, isGroup, isOpen, raises, isMember } = line
  const n = formatNumber(line.alarms.length)
  const isFlood = isGroup && group.cause === 'flood'
  const Chevron = isOpen ? ChevronDown : ChevronRight
  const kind = groupInWords(t, isFlood ? group : { ...group, cause: 'single' }, now)
  const chatter = raises === 0 ? '' : t('health.line.chatter', { n: formatNumber(raises) })
  const words = [kind, chatter, isFlood ? '' : foreignText(alarm.message)].filter((part) => part !== '')
  return (
    <span className={classes(styles['what'], isMember && styles['member'])} title={words.join(' · ')}>
      {isGroup ? (
        <button
          type="button"
          tabIndex={-1}
          aria-expanded={isOpen}
          aria-label={t(isOpen ? 'health.line.collapse' : 'health.line.expand', { n })}
          className={styles['fold']}
          onClick={(event) => {
            event.stopPropagation()
            onExpand(line.id, !isOpen)
          }}
        >
          <Chevron size={14} strokeWidth={1.75} aria-hidden />
        </button>
      ) : null}
      <strong className={styles['kind']}>{kind}</strong>
      {chatter === '' ? null : <span className={styles['badge']}>{chatter}</span>}
      {isFlood ? null : <span className={styles['muted']}>{foreignText(alarm.message)}</span>}
    </span>
  )
}

export function whereOf(t: Translate, line: AlarmLine, names: DeviceNames): string {
  return placesOf(t, line, names).join(' · ')
}

/** The device, unless it is about more than one, and its site. */
function placesOf(t: Translate, { group, alarm, isGroup }: AlarmLine, names: DeviceNames): readonly string[] {
  const site = siteInWords(names.siteOf(alarm.deviceId))
  const sites = site === null ? [] : [site]
  return isGroup && group.cause === 'flood' ? sites : [deviceInWords(t, alarm.deviceId, names), ...sites]
}

/** Each is cut off where it ends itself, whatever direction the page has. */
function Where({ places }: { places: readonly string[] }) {
  const [first = '', second] = places
  return (
    <span className={styles['where']} title={places.join(' · ')}>
      <bdi dir={ownDirection(first)}>{first}</bdi>
      {second === undefined ? null : (
        <>
          <span className={styles['dot']}> · </span>
          <bdi dir={ownDirection(second)}>{second}</bdi>
        </>
      )}
    </span>
  )
}

function siteInWords(site: string | null): string | null {
  return site === null ? null : inSentence(site)
}

interface StateProps {
  readonly line: AlarmLine
  readonly viewOf: (id: string) => EntityView | undefined
  readonly now: number
}

function State({ line, viewOf, now }: StateProps) {
  const { t } = useTranslation()
  const marks = line.alarms.flatMap(({ id }) => markOf(viewOf(id)?.pending ?? []) ?? [])
  const [mark] = marks
  const text = stateOf(t, line, now)
  if (mark === undefined) return text
  const why =
    mark.state in MARKED
      ? t(`mark.${mark.state as 'queued'}`, { age: formatAge(t, now - mark.createdAt) })
      : t('mark.unconfirmed')
  return (
    <span className={styles['state']}>
      <StateIcon shape={MARK_SHAPE[mark.kind]} label={why} />
      <PendingText mark={why}>{text}</PendingText>
    </span>
  )
}

const MARKED: Readonly<Partial<Record<Mark['state'], true>>> = {
  queued: true,
  sending: true,
  unknown: true,
  conflicted: true,
  quarantined: true,
  stale: true,
}

/** The state in words, with its end where it has one. Of several the first that differs is not told: they are counted. */
export function stateOf(t: Translate, { alarms }: AlarmLine, now: number): string {
  const states = alarms.map((alarm) => alarmState(alarm, now))
  const [first] = states
  if (first === undefined) return ''
  const waiting = states.filter(({ name }) => name === 'unacknowledged' || name === 'returned-unacknowledged').length
  const isMixed = states.some(({ name }) => name !== first.name)
  if (isMixed && waiting > 0) return t('health.state.someUnacknowledged', { n: formatNumber(waiting) })
  const word = t(`health.state.${first.name}`)
  if (first.name !== 'shelved') return word
  return `${word} ${t('health.line.until', { time: formatMoment(first.until, now) })}`
}

function Since({ at, now }: { at: number; now: number }) {
  const { t } = useTranslation()
  return (
    <span title={formatExact(at, now)}>
      {formatMoment(at, now)} <span className={styles['muted']}>{formatAge(t, Math.max(0, now - at))}</span>
    </span>
  )
}
