import { useState } from 'react'
import type { FleetPart as Part } from '#shared/domain/analytics.ts'
import { Days } from '../../app/Days.tsx'
import { useConnection } from '../../app/hooks/connection.ts'
import { useFleetParts } from '../../app/hooks/fleet-parts.ts'
import { useRequest } from '../../app/hooks/requests.ts'
import { useKept } from '../../app/kept.ts'
import { usePageKeys } from '../../app/page-keys.ts'
import type { OwnDays, Span } from '../../app/report-period.ts'
import { now, useNow } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { FilterSelect } from '../../components/Field.tsx'
import { Notice } from '../../components/Notice.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { Placeholder, RowSkeleton } from '../../components/Placeholder.tsx'
import { Segmented } from '../../components/Segmented.tsx'
import { foreignText } from '../../i18n/foreign-text.ts'
import { errorSentence } from '../../i18n/words.ts'
import styles from './Analytics.module.css'
import { ANALYTICS_PERIODS, type AnalyticsPeriod, analyticsSpan } from './analytics-time.ts'
import { useAnalyticsWords } from './analytics-words.ts'
import { Basis, emptyInWords } from './Basis.tsx'
import { ExportButton } from './ExportButton.tsx'
import { FleetPart } from './FleetPart.tsx'
import { Headline } from './Headline.tsx'
import { PlaysPart } from './PlaysPart.tsx'

/** Figures over days do not change by the second. */
const ANEW_EVERY_MS = 300_000

/** What happened at the site over time: availability, as this PC saw it, and plays, as the server counted them. */
export function AnalyticsPage() {
  const { t } = useAnalyticsWords()
  const [period, setPeriod] = useKept<AnalyticsPeriod>('analytics/period', 'week')
  const [own, setOwn] = useKept<OwnDays>('analytics/days', { from: '', to: '' })
  const [part, setPart] = useKept<Part>('analytics/part', { kind: 'all' })
  const [readAt, setReadAt] = useState(now)
  const minute = useNow(60_000)
  // What is not over ends now; it goes on by itself every few minutes.
  const span = analyticsSpan(period, own, Math.max(readAt, Math.floor(minute / ANEW_EVERY_MS) * ANEW_EVERY_MS))
  const readAnew = () => setReadAt(now())
  const asked = typeof span === 'string' ? null : { period: span, part }
  usePageKeys({ r: readAnew })
  const tools = (
    <>
      <Segmented<AnalyticsPeriod>
        label={t('analytics.period.label')}
        value={period}
        onChange={setPeriod}
        options={ANALYTICS_PERIODS.map((value) => ({ value, text: t(`analytics.period.${value}`) }))}
      />
      <PartSelect part={part} onChange={setPart} />
    </>
  )
  const actions = (
    <>
      <Button onClick={readAnew}>{t('analytics.anew')}</Button>
      <ExportButton asked={asked} />
    </>
  )
  const days =
    period === 'own' ? (
      <div className={styles['own']}>
        <Days own={own} problem={undefined} onChange={setOwn} />
      </div>
    ) : undefined
  return (
    <PageFrame title={t('analytics.title')} tools={tools} actions={actions} moreTools={days}>
      {typeof span === 'string' ? (
        <Placeholder title={t('analytics.noTime')} text={t(`analytics.problem.${span}`)} />
      ) : (
        // Of another time or part nothing is shown: what is seen is always of what is chosen.
        <Figures key={JSON.stringify([period, own, part])} {...{ span, part }} />
      )}
    </PageFrame>
  )
}

function PartSelect({ part, onChange }: { part: Part; onChange: (part: Part) => void }) {
  const { t, placeName } = useAnalyticsWords()
  const { sites, groups } = useFleetParts()
  const parts: readonly Part[] = [
    { kind: 'all' },
    ...sites.map((name) => ({ kind: 'site', name }) as const),
    ...groups.map((name) => ({ kind: 'group', name }) as const),
  ]
  const label = (one: Part): string => {
    if (one.kind === 'all') return t('analytics.part.all')
    const name = one.kind === 'site' ? placeName(one.name) : foreignText(one.name)
    return t(`analytics.part.${one.kind}`, { name })
  }
  const isListed = parts.some((one) => isSame(one, part))
  return (
    <FilterSelect
      label={t('analytics.part.label')}
      value={JSON.stringify(part)}
      options={(isListed ? parts : [...parts, part]).map((one) => ({ value: JSON.stringify(one), label: label(one) }))}
      onChange={({ currentTarget }) => onChange(JSON.parse(currentTarget.value) as Part)}
    />
  )
}

function isSame(one: Part, other: Part): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function Figures({ span, part }: { span: Span; part: Part }) {
  const { t } = useAnalyticsWords()
  const { isOnline } = useConnection()
  const asked = { period: span, part }
  const fleet = useRequest('analytics:fleet', asked)
  // What could not be asked is asked when the server is back.
  const plays = useRequest('analytics:plays', { ...asked, timeZone: zone() }, isOnline ? 1 : 0)
  const again = <Button onClick={() => void fleet.reload()}>{t('action.tryAgain')}</Button>
  if (fleet.value === null && fleet.error !== null) {
    const text = errorSentence(t, fleet.error)
    return <Placeholder role="alert" title={t('analytics.failed')} text={text} action={again} />
  }
  if (fleet.value === null) return <RowSkeleton label={t('analytics.loading')} />
  const figures = fleet.value
  const empty = emptyInWords(t, figures)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section aria-label={t('analytics.region')} tabIndex={0} className={styles['page']}>
      {fleet.error === null ? null : (
        <Notice role="alert" tone="critical" isInset action={again}>
          {t('analytics.failedSince', { message: errorSentence(t, fleet.error) })}
        </Notice>
      )}
      {empty === null ? (
        <>
          <Basis figures={figures} span={span} />
          <Headline figures={figures} plays={plays.value} />
          <FleetPart figures={figures} />
        </>
      ) : (
        <Notice tone="neutral" isInset>
          <strong>{t('analytics.empty.title')}.</strong> {empty}
        </Notice>
      )}
      <PlaysPart plays={plays} />
    </section>
  )
}

/** The zone of this PC, in whose hours a week is told. */
function zone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}
