import type { IpcResponse } from '#shared/ipc/contract.ts'
import { useContentById } from '../../app/hooks/content.ts'
import { useFlag } from '../../app/hooks/flags.ts'
import { useEntities } from '../../app/hooks/replica.ts'
import type { RequestState } from '../../app/hooks/requests.ts'
import { useNow } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { Notice } from '../../components/Notice.tsx'
import { foreignText } from '../../i18n/foreign-text.ts'
import { formatDayAndTime, formatMoment } from '../../i18n/format.ts'
import { errorSentence } from '../../i18n/words.ts'
import styles from './Analytics.module.css'
import { edgesInWords, stretchInWords, useAnalyticsWords } from './analytics-words.ts'
import { FigureTable } from './FigureTable.tsx'
import { HoursMap } from './HoursMap.tsx'
import { StretchChart } from './StretchChart.tsx'

type Plays = IpcResponse<'analytics:plays'>
type Answer = NonNullable<Plays['answer']>

/** What was shown, as the server counted it. */
export function PlaysPart({ plays }: { plays: RequestState<Plays> }) {
  const { t } = useAnalyticsWords()
  return (
    <section aria-label={t('analytics.plays.title')} className={styles['section']}>
      <h2>{t('analytics.plays.title')}</h2>
      <Told plays={plays} />
    </section>
  )
}

function Told({ plays: { value, error, readAt, reload } }: { plays: RequestState<Plays> }) {
  const { t } = useAnalyticsWords()
  const hoursMap = useFlag('hoursMap')
  const now = useNow(60_000)
  const again = <Button onClick={() => void reload()}>{t('action.tryAgain')}</Button>
  if (value === null && error !== null) {
    return (
      <Notice tone="medium" isInset action={again}>
        {t('analytics.plays.failed', { message: errorSentence(t, error) })}
      </Notice>
    )
  }
  if (value === null) return <p role="status">{t('analytics.plays.loading')}</p>
  const { answer } = value
  if (answer === null) return <p className={styles['muted']}>{t('analytics.plays.unsupported')}</p>
  if (answer.recordedFrom === null) return <p className={styles['muted']}>{t('analytics.plays.noRecords')}</p>
  const isCut = answer.recordedFrom > (value.stretches[0]?.fromAt ?? 0)
  return (
    <>
      {error === null || readAt === null ? null : (
        <Notice tone="medium" isInset action={again}>
          {t('analytics.plays.stale', { time: formatMoment(readAt, now), message: errorSentence(t, error) })}
        </Notice>
      )}
      <p className={styles['muted']}>
        {t('analytics.plays.what')}{' '}
        {isCut ? t('analytics.plays.since', { at: formatDayAndTime(answer.recordedFrom) }) : null}
      </p>
      <PlaysChart answer={answer} stretches={value.stretches} />
      {hoursMap === 'on' ? <HoursMap hours={answer.hours} /> : null}
      {answer.plays === 0 ? null : <Lists answer={answer} />}
    </>
  )
}

function PlaysChart({ answer, stretches }: { answer: Answer; stretches: Plays['stretches'] }) {
  const { t, number } = useAnalyticsWords()
  const title = t('analytics.plays.chart')
  const rows = stretches.map((stretch, index) => ({ ...stretch, value: answer.timeline[index] ?? null }))
  const edges = edgesInWords(stretches)
  return (
    <StretchChart
      title={title}
      stretches={rows}
      write={number}
      unknown={t('analytics.plays.unrecorded')}
      label={({ value, at }) =>
        value === 0
          ? t('analytics.plays.none', edges)
          : t('analytics.plays.chartLabel', { ...edges, value: number(value), at })
      }
      table={
        <FigureTable
          {...{ title, rows: rows.toReversed(), isTitleHidden: true, first: rows.length }}
          keyOf={({ fromAt }) => fromAt}
          columns={[
            { name: 'at', cell: (row) => stretchInWords(row, stretches), isText: true },
            { name: 'plays', cell: ({ value }) => (value === null ? t('analytics.unknown') : number(value)) },
          ]}
        />
      }
    />
  )
}

function Lists({ answer: { contents, playlists, sites, inAll } }: { answer: Answer }) {
  const { t, number, seconds, placeName } = useAnalyticsWords()
  const contentOf = useContentById()
  const { rows: lists } = useEntities('playlist')
  const listNames = new Map(lists.map(({ id, data }) => [id, String(data['name'])]))
  const sums = [
    { name: 'plays', cell: (row: { plays: number }) => number(row.plays) },
    { name: 'played', cell: (row: { seconds: number }) => seconds(row.seconds) },
  ] as const
  const named = (textOf: (id: string) => string) => ({
    name: 'name' as const,
    cell: ({ id }: { id: string }) => <bdi>{textOf(id)}</bdi>,
    isText: true,
  })
  const shown = (name: string | undefined, gone: string): string => (name === undefined ? gone : foreignText(name))
  return (
    <div className={styles['columns']}>
      <FigureTable
        title={t('analytics.plays.contents')}
        {...{ rows: contents, inAll: inAll.contents, first: 12 }}
        keyOf={({ id }) => id}
        columns={[named((id) => shown(contentOf(id)?.name, t('analytics.plays.goneContent', { id }))), ...sums]}
      />
      <FigureTable
        title={t('analytics.plays.playlists')}
        {...{ rows: playlists, inAll: inAll.playlists, first: 12 }}
        keyOf={({ id }) => id}
        columns={[named((id) => shown(listNames.get(id), t('analytics.plays.gonePlaylist', { id }))), ...sums]}
      />
      <FigureTable
        title={t('analytics.plays.sites')}
        {...{ rows: sites, inAll: inAll.sites, first: 12 }}
        keyOf={({ name }) => name}
        columns={[{ name: 'site', cell: ({ name }) => <bdi>{placeName(name)}</bdi>, isText: true }, ...sums]}
      />
    </div>
  )
}
