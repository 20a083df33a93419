import type { FleetFigures, PlaceFigures } from '#shared/domain/analytics.ts'
import { useUi } from '../../app/context.tsx'
import { useFlag } from '../../app/hooks/flags.ts'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import styles from './Analytics.module.css'
import { edgesInWords, stretchInWords, useAnalyticsWords } from './analytics-words.ts'
import { FigureTable } from './FigureTable.tsx'
import { StretchChart } from './StretchChart.tsx'
import { Trend } from './Trend.tsx'

type Worst = FleetFigures['worst'][number]

/** When it was down, where, and which devices. */
export function FleetPart({ figures }: { figures: FleetFigures }) {
  return (
    <>
      <DownChart timeline={figures.timeline} />
      <div className={styles['columns']}>
        <Places figures={figures} />
        <WorstDevices figures={figures} />
      </div>
    </>
  )
}

const downShare = (availability: number | null): number | null => (availability === null ? null : 1 - availability)

function DownChart({ timeline }: { timeline: FleetFigures['timeline'] }) {
  const { t, share, age } = useAnalyticsWords()
  const stretches = timeline.map(({ fromAt, toAt, availability }) => ({ fromAt, toAt, value: downShare(availability) }))
  const edges = edgesInWords(timeline)
  const title = t('analytics.down.title')
  const table = (
    <FigureTable
      {...{ title, rows: timeline.toReversed(), isTitleHidden: true, first: timeline.length }}
      keyOf={({ fromAt }) => fromAt}
      columns={[
        { name: 'at', cell: (row) => stretchInWords(row, timeline), isText: true },
        { name: 'availability', cell: (row) => share(row.availability) },
        { name: 'down', cell: (row) => (row.availability === null ? '–' : age(row.downMs)) },
        { name: 'up', cell: (row) => (row.availability === null ? '–' : age(row.upMs)) },
      ]}
    />
  )
  return (
    <StretchChart
      {...{ title, stretches, table, isBad: true }}
      write={share}
      unknown={t('analytics.down.unseen')}
      label={({ value, at }) =>
        value === 0 ? t('analytics.down.none', edges) : t('analytics.down.label', { ...edges, value: share(value), at })
      }
    />
  )
}

function Places({ figures: { places, placesInAll, timeline } }: { figures: FleetFigures }) {
  const { t, share, age, placeName, number } = useAnalyticsWords()
  const go = useUi((state) => state.go)
  const look = useFlag('siteTrend') ?? 'line'
  const name = (place: PlaceFigures) =>
    place.name === null || place.name === '' ? (
      placeName(place.name)
    ) : (
      <button
        type="button"
        aria-label={t('analytics.toDevices', { name: inSentence(place.name) })}
        className={styles['link']}
        onClick={() => go('devices', { site: place.name ?? undefined })}
      >
        <bdi>{placeName(place.name)}</bdi>
      </button>
    )
  return (
    <FigureTable
      title={t('analytics.places.title')}
      rows={places}
      inAll={placesInAll}
      keyOf={(place) => place.name ?? '\u0000'}
      columns={[
        { name: 'site', cell: name, isText: true },
        { name: 'devices', cell: (place) => number(place.devices) },
        { name: 'availability', cell: (place) => share(place.availability) },
        { name: 'before', cell: (place) => share(place.before) },
        { name: 'down', cell: (place) => (place.availability === null ? '–' : age(place.downMs)) },
        { name: 'outages', cell: (place) => number(place.outages) },
        { name: 'trend', cell: (place) => <Trend name={placeName(place.name)} {...{ place, timeline, look }} /> },
      ]}
    />
  )
}

function WorstDevices({ figures: { worst, downInAll } }: { figures: FleetFigures }) {
  const { t, share, age, placeName, number } = useAnalyticsWords()
  const go = useUi((state) => state.go)
  const title = t('analytics.worst.title')
  if (worst.length === 0) {
    return (
      <section className={styles['part']} aria-label={title}>
        <h2 className={styles['title']}>{title}</h2>
        <p className={styles['muted']}>{t('analytics.worst.none')}</p>
      </section>
    )
  }
  const device = ({ id, name, place }: Worst) =>
    place === null ? (
      foreignText(name)
    ) : (
      <button type="button" className={styles['link']} onClick={() => go('devices', { deviceId: id })}>
        <bdi>{foreignText(name)}</bdi>
      </button>
    )
  return (
    <FigureTable
      title={title}
      rows={worst}
      inAll={downInAll}
      first={15}
      keyOf={({ id }) => id}
      columns={[
        { name: 'device', cell: device, isText: true },
        { name: 'site', cell: ({ place }) => placeName(place), isText: true },
        { name: 'down', cell: ({ downMs }) => age(downMs) },
        { name: 'availability', cell: ({ availability }) => share(availability) },
        { name: 'outages', cell: ({ outages }) => number(outages) },
        { name: 'longest', cell: ({ longestOutageMs }) => age(longestOutageMs) },
      ]}
    />
  )
}
