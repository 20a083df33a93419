import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
import type { FleetNumbers, LostDevice, PlaceNumbers } from '../../app/fleet-numbers.ts'
import { useFleetNumbers } from '../../app/hooks/fleet-numbers.ts'
import { useEntity } from '../../app/hooks/replica.ts'
import { knowledgeOf } from '../../app/knowledge.ts'
import { markOf } from '../../app/marks.ts'
import { NotKnownYet } from '../../app/NotKnownYet.tsx'
import { useNow } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { classes } from '../../components/classes.ts'
import { PendingText } from '../../components/PendingText.tsx'
import { Placeholder, RowSkeleton } from '../../components/Placeholder.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import type { StateShape } from '../../components/state-shape.ts'
import { foreignText } from '../../i18n/foreign-text.ts'
import { formatAge, formatMoment, formatNumber } from '../../i18n/format.ts'
import { errorSentence } from '../../i18n/words.ts'
import styles from './Wall.module.css'

const MAX_PLACES = 12
const MAX_LOST = 12

/** For a screen that is looked at from afar: how many, where it is wrong, and how old the picture is. */
export function WallPage() {
  const { t } = useTranslation()
  const fleet = useFleetNumbers(MAX_LOST)
  const { cache } = useEntity('device', null)
  if (cache.state === 'loading' || cache.state === 'reading') return <RowSkeleton label={t('strip.starting')} />
  if (cache.state === 'failed') {
    return (
      <Placeholder
        role="alert"
        title={t('error.title')}
        text={cache.error === null ? undefined : errorSentence(t, cache.error)}
        action={<Button onClick={cache.reload}>{t('action.tryAgain')}</Button>}
      />
    )
  }
  const isUnknown = fleet.total === 0 && knowledgeOf(cache) === 'never'
  return (
    <section aria-label={t('wall.label')} className={styles['wall']}>
      <h1 className="visually-hidden">{t('wall.title')}</h1>
      <Truth />
      {isUnknown ? (
        <NotKnownYet />
      ) : (
        <>
          <Counts fleet={fleet} />
          <div className={styles['columns']}>
            <Places places={fleet.troubled} />
            <Lost devices={fleet.lost} />
          </div>
        </>
      )}
    </section>
  )
}

/** The first thing a wall has to say: whether it may be believed. */
function Truth() {
  const { t } = useTranslation()
  const { cache } = useEntity('device', null)
  const now = useNow()
  if (cache.state === 'ready') {
    return (
      <p className={styles['truth']} data-current="true">
        <StateIcon shape="online" quiet />
        {t('wall.current')}
      </p>
    )
  }
  return (
    <p className={classes(styles['truth'], styles['old'])} data-current="false" role="status">
      <StateIcon shape="warning" />
      {cache.syncedAt === null ? t('wall.oldNever') : t('wall.oldSince', { age: formatAge(t, now - cache.syncedAt) })}
    </p>
  )
}

function Counts({ fleet }: { fleet: FleetNumbers }) {
  const { t } = useTranslation()
  const queue = useApp((state) => state.queue)
  // What is unknown the console asks the server about: it needs nobody.
  const { conflicted = 0, quarantined = 0, stale = 0 } = queue?.counts ?? {}
  const needYou = conflicted + quarantined + stale
  return (
    <dl className={styles['counts']} aria-label={t('wall.counts')}>
      <Count value={fleet.total} word={t('wall.total', { count: fleet.total })} />
      <Count value={fleet.online} word={t('wall.online')} shape="online" />
      <Count value={fleet.idle} word={t('wall.idle')} shape="idle" />
      <Count value={fleet.offline} word={t('wall.offline')} shape="offline" isLoud={fleet.offline > 0} />
      <Count value={queue?.pending ?? 0} word={t('wall.waiting')} shape="waiting" />
      <Count value={needYou} word={t('wall.needYou')} shape="stuck" isLoud={needYou > 0} />
    </dl>
  )
}

interface CountProps {
  readonly value: number
  readonly word: string
  readonly shape?: StateShape
  readonly isLoud?: boolean
}

function Count({ value, word, shape, isLoud = false }: CountProps) {
  return (
    <div className={classes(styles['count'], isLoud && styles['loud'])}>
      <dt>
        {shape === undefined ? null : <StateIcon shape={shape} quiet={!isLoud} />}
        {word}
      </dt>
      <dd>{formatNumber(value)}</dd>
    </div>
  )
}

function Places({ places }: { places: readonly PlaceNumbers[] }) {
  const { t } = useTranslation()
  const more = places.length - MAX_PLACES
  return (
    <section className={styles['column']}>
      <h2>{t('wall.sites')}</h2>
      {places.length === 0 ? <p className={styles['quiet']}>{t('wall.allWell')}</p> : null}
      <ul>
        {places.slice(0, MAX_PLACES).map(({ name, offline, total }) => (
          <li key={name} className={styles['line']}>
            <bdi className={styles['name']}>{foreignText(name)}</bdi>
            <span>{t('wall.of', { offline: formatNumber(offline), total: formatNumber(total) })}</span>
          </li>
        ))}
      </ul>
      {more > 0 ? <p className={styles['quiet']}>{t('wall.more', { count: more, n: formatNumber(more) })}</p> : null}
    </section>
  )
}

function Lost({ devices }: { devices: readonly LostDevice[] }) {
  const { t } = useTranslation()
  const now = useNow(60_000)
  if (devices.length === 0) return null
  return (
    <section className={styles['column']}>
      <h2>{t('wall.newest')}</h2>
      <ul>
        {devices.map((device) => (
          <LostLine key={device.id} device={device} now={now} />
        ))}
      </ul>
    </section>
  )
}

function LostLine({ device, now }: { device: LostDevice; now: number }) {
  const { t } = useTranslation()
  const { name, place, lastSeenAt, pending, isDeleting } = device
  const isConfirmed = markOf(pending) === null
  return (
    <li className={styles['line']}>
      <StateIcon shape="offline" />
      <span className={styles['name']}>
        <PendingText mark={isConfirmed ? null : t('wall.unconfirmed')} isDeleting={isDeleting}>
          <bdi>{foreignText(name)}</bdi>
        </PendingText>
      </span>
      <bdi className={styles['quiet']}>{foreignText(place)}</bdi>
      <span className={styles['when']}>
        {lastSeenAt === null ? t('time.never') : t('wall.lost', { time: formatMoment(lastSeenAt, now) })}
      </span>
    </li>
  )
}
