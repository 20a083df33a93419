import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlarmGroup } from '#shared/domain/alarm-groups.ts'
import { useApp, useUi } from '../../app/context.tsx'
import type { HeldRows } from '../../app/held-rows.ts'
import { type DeviceNames, useDeviceNames, useUrgentAlarms } from '../../app/hooks/alarms.ts'
import { moveBetweenButtons } from '../../app/keys/move-between-buttons.ts'
import { useNow } from '../../app/time.ts'
import { LineButton } from '../../components/LineButton.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { deviceInWords, groupInWords, PRIORITY_SHAPE } from '../../i18n/alarm-words.ts'
import { inSentence } from '../../i18n/foreign-text.ts'
import { formatMoment, formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import { type Need, needsOfQueue } from './needs.ts'
import styles from './Overview.module.css'

/** Lines of alarms; the rest is one key away. */
const MAX_ALARMS = 12

export interface Needs {
  readonly needs: readonly Need[]
  /** Lines of alarms that are not among `needs`. */
  readonly more: number
}

/** What needs a person at this site: alarms first, then what waits for a decision. */
export function useNeeds(): Needs {
  const { t } = useTranslation()
  const queue = useApp((state) => state.queue)
  const { groups, total, now } = useUrgentAlarms(MAX_ALARMS)
  const names = useDeviceNames()
  return useMemo(() => {
    const alarms = groups.map((group) => needOfAlarm(t, group, names, now))
    return { needs: [...alarms, ...needsOfQueue(t, queue)], more: total - groups.length }
  }, [t, queue, groups, total, now, names])
}

function needOfAlarm(t: Translate, group: AlarmGroup, names: DeviceNames, now: number): Need {
  const [newest] = group.alarms
  const isFlood = group.cause === 'flood'
  const device = newest === undefined ? '' : deviceInWords(t, newest.deviceId, names)
  const isSeen = group.alarms.every(({ acknowledged }) => acknowledged)
  const text = isFlood ? '' : [device, inSentence(group.site ?? '')].filter((part) => part !== '').join(' · ')
  return {
    id: group.id,
    shape: PRIORITY_SHAPE[group.priority],
    isQuiet: isSeen,
    title: groupInWords(t, group, now),
    text: isSeen ? [text, t('overview.acknowledged')].filter((part) => part !== '').join(' · ') : text,
    since: isFlood ? null : group.since,
    page: 'health',
    target: newest === undefined ? {} : { alarmId: newest.id },
  }
}

/** The lines, which hold still while somebody is among them. `more`: lines of alarms that are not shown. */
export function NeedList({ held, more }: { held: HeldRows<Need>; more: number }) {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys only move between the buttons inside.
    <div onKeyDown={moveBetweenButtons} {...held.reading}>
      <ul>
        {held.rows.map((need) => (
          <li key={need.id}>
            <NeedRow need={held.isGone(need) ? { ...need, isQuiet: true, text: t('overview.gone') } : need} />
          </li>
        ))}
      </ul>
      {more === 0 ? null : (
        <LineButton onClick={() => go('health', { scope: 'pending' })}>
          <span className={styles['muted']}>
            {t('overview.allAlarms', { count: more + MAX_ALARMS, n: formatNumber(more + MAX_ALARMS) })}
          </span>
        </LineButton>
      )}
    </div>
  )
}

function NeedRow({ need }: { need: Need }) {
  const { t } = useTranslation()
  const now = useNow(60_000)
  const go = useUi((state) => state.go)
  return (
    <LineButton
      mark={<StateIcon shape={need.shape} quiet={need.isQuiet === true} />}
      since={need.since === null ? null : t('overview.since', { time: formatMoment(need.since, now) })}
      data-need={need.id}
      onClick={() => go(need.page, need.target)}
    >
      <strong className={styles['title']}>
        <bdi>{need.title}</bdi>
      </strong>{' '}
      <span className={styles['muted']}>
        <bdi>{need.text}</bdi>
      </span>
    </LineButton>
  )
}
