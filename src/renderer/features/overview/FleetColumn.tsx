import { useTranslation } from 'react-i18next'
import { useApp, useUi } from '../../app/context.tsx'
import type { FleetNumbers, PlaceNumbers } from '../../app/fleet-numbers.ts'
import type { CacheState } from '../../app/hooks/replica.ts'
import { knowledgeOf } from '../../app/knowledge.ts'
import { useNow } from '../../app/time.ts'
import { WidgetMark } from '../../app/WidgetMark.tsx'
import { NO_MARKS, widgetStateOf } from '../../app/widget-state.ts'
import { DescriptionList } from '../../components/DescriptionList.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import type { StateShape } from '../../components/state-shape.ts'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import { formatAge, formatNumber } from '../../i18n/format.ts'
import styles from './Overview.module.css'

const MAX_PLACES = 12

/** The fleet in figures, where it is down, and what this PC holds. Null: the fleet is still being read. */
export function FleetColumn({ fleet: read, cache }: { fleet: FleetNumbers | null; cache: CacheState }) {
  const { t } = useTranslation()
  // Where the server has said nothing yet, nobody knows that there is nothing.
  const isUnknown = read?.total === 0 && knowledgeOf(cache) === 'never'
  const fleet = isUnknown ? null : read
  return (
    <div className={styles['side']}>
      <section aria-labelledby="overview-fleet">
        <div className={styles['heading']}>
          <h2 id="overview-fleet">{t('overview.fleet')}</h2>
          <WidgetMark widget={widgetStateOf([cache], fleet?.marks ?? NO_MARKS)} />
        </div>
        {fleet === null ? (
          <p className={styles['muted']}>{t(isUnknown ? 'widget.unknown.title' : 'overview.loading')}</p>
        ) : (
          <Counts fleet={fleet} />
        )}
      </section>
      {fleet === null ? null : (
        <section aria-labelledby="overview-down">
          <div className={styles['heading']}>
            <h2 id="overview-down">{t('overview.down')}</h2>
            <WidgetMark widget={widgetStateOf([cache], NO_MARKS)} />
          </div>
          <Places places={fleet.troubled} />
        </section>
      )}
      <section aria-labelledby="overview-here">
        <h2 id="overview-here">{t('overview.here')}</h2>
        <Here />
      </section>
    </div>
  )
}

function Counts({ fleet }: { fleet: FleetNumbers }) {
  const { t } = useTranslation()
  return (
    <dl className={styles['counts']}>
      <Count word={t('overview.total')} value={fleet.total} />
      <Count word={t('overview.online')} value={fleet.online} shape="online" />
      <Count word={t('overview.idle')} value={fleet.idle} shape="idle" />
      <Count word={t('overview.offline')} value={fleet.offline} shape="offline" />
    </dl>
  )
}

function Count({ word, value, shape }: { word: string; value: number; shape?: StateShape }) {
  return (
    <div>
      <dt>
        {shape === undefined ? null : <StateIcon shape={shape} quiet />}
        {word}
      </dt>
      <dd>{formatNumber(value)}</dd>
    </div>
  )
}

function Places({ places }: { places: readonly PlaceNumbers[] }) {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  const more = places.length - MAX_PLACES
  if (places.length === 0) return <p className={styles['muted']}>{t('overview.downNone')}</p>
  return (
    <>
      <ul>
        {places.slice(0, MAX_PLACES).map(({ name, offline, total }) => {
          const words = { site: inSentence(name), offline: formatNumber(offline), total: formatNumber(total) }
          return (
            <li key={name}>
              <button
                type="button"
                className={styles['place']}
                aria-label={t('overview.downLabel', words)}
                onClick={() => go('devices', { site: name, status: 'offline' })}
              >
                <span className={styles['name']} title={foreignText(name)}>
                  <bdi>{foreignText(name)}</bdi>
                </span>{' '}
                <span aria-hidden className={styles['bar']}>
                  <span style={{ inlineSize: `${(offline / total) * 100}%` }} />
                </span>
                <span className={styles['of']}>{t('overview.downOf', words)}</span>
              </button>
            </li>
          )
        })}
      </ul>
      {more > 0 ? (
        <p className={styles['muted']}>{t('overview.downMore', { count: more, n: formatNumber(more) })}</p>
      ) : null}
    </>
  )
}

/** What is on its way, and how old what is shown is. */
function Here() {
  const { t } = useTranslation()
  const now = useNow()
  const queue = useApp((state) => state.queue)
  const connection = useApp((state) => state.connection)
  const lastSyncAt = useApp((state) => state.sync?.lastSyncAt ?? null)
  if (queue === null || connection === null) return null
  const waiting = queue.pending - queue.attention
  const oldest = queue.oldestCreatedAt
  const rtt = connection.rttMs === null ? '' : ` ${t('time.milliseconds', { n: formatNumber(connection.rttMs) })}`
  return (
    <DescriptionList
      items={[
        { term: t('overview.connection'), value: `${t(`connectionState.${connection.state}`)}${rtt}` },
        {
          term: t('overview.synced'),
          value: lastSyncAt === null ? t('time.never') : t('time.ago', { age: formatAge(t, now - lastSyncAt) }),
        },
        {
          term: t('overview.waiting'),
          value:
            waiting <= 0
              ? t('overview.waitingNone')
              : oldest === null
                ? formatNumber(waiting)
                : t('overview.waitingOldest', { n: formatNumber(waiting), age: formatAge(t, now - oldest) }),
        },
        ...(queue.counts.unknown === 0
          ? []
          : [{ term: t('overview.unknown'), value: formatNumber(queue.counts.unknown) }]),
        ...(queue.counts.accepted === 0
          ? []
          : [{ term: t('overview.atDevices'), value: formatNumber(queue.counts.accepted) }]),
      ]}
    />
  )
}
