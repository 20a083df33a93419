import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Days } from '../../app/Days.tsx'
import { useRequest } from '../../app/hooks/requests.ts'
import { useKept } from '../../app/kept.ts'
import { type OwnDays, type Span, spanOf } from '../../app/report-period.ts'
import { Button } from '../../components/Button.tsx'
import { Checkbox } from '../../components/Field.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { Placeholder, RowSkeleton } from '../../components/Placeholder.tsx'
import { Segmented } from '../../components/Segmented.tsx'
import { errorSentence } from '../../i18n/words.ts'
import { FigureGroup } from './FigureGroup.tsx'
import styles from './Figures.module.css'
import { MomentPanel } from './MomentPanel.tsx'
import { groupedNames } from './metric-groups.ts'
import { FIGURE_PERIODS, type FigurePeriod, type FiguresTime, useFiguresTime } from './use-figures.ts'

const ownDays = (own: OwnDays, now: number) => spanOf('own', own, now)

/** What the console measured of itself, over time; and what happened where something stands out. */
export function FiguresView({ view }: { view: ReactNode }) {
  const { t } = useTranslation()
  const time = useFiguresTime(ownDays)
  const [isCompared, setCompared] = useKept('performance/isCompared', false)
  const [chosen, setChosen] = useState<Span | null>(null)
  const tools = (
    <>
      <Segmented<FigurePeriod>
        label={t('performance.period.label')}
        value={time.period}
        onChange={time.setPeriod}
        options={FIGURE_PERIODS.map((value) => ({ value, text: t(`performance.period.${value}`) }))}
      />
      <Checkbox
        label={t('performance.compare')}
        checked={isCompared}
        onChange={({ currentTarget }) => setCompared(currentTarget.checked)}
      />
      {time.isZoomed ? <Button onClick={time.reset}>{t('performance.resetZoom')}</Button> : null}
    </>
  )
  const own = time.period !== 'own' ? undefined : <OwnTime time={time} />
  const panel = chosen === null ? null : <MomentPanel span={chosen} onClose={() => setChosen(null)} />
  return (
    <PageFrame title={t('performance.title')} tab="figures" view={view} tools={tools} moreTools={own} panel={panel}>
      {typeof time.span === 'string' ? (
        <Placeholder title={t('performance.noTime')} text={t(`performance.report.${time.span}`)} />
      ) : (
        <Groups time={time} span={time.span} isCompared={isCompared} onChoose={setChosen} />
      )}
    </PageFrame>
  )
}

function OwnTime({ time: { own, setOwn } }: { time: FiguresTime }) {
  return (
    <div className={styles['own']}>
      <Days own={own} problem={undefined} onChange={setOwn} />
    </div>
  )
}

interface GroupsProps {
  readonly time: FiguresTime
  readonly span: Span
  readonly isCompared: boolean
  readonly onChoose: (span: Span) => void
}

function Groups({ time, span, isCompared, onChoose }: GroupsProps) {
  const { t } = useTranslation()
  const names = useRequest('metrics:names', {}, span.toAt)
  const alerts = useRequest('metrics:alerts', span)
  if (names.value === null && names.error !== null) {
    const again = <Button onClick={() => void names.reload()}>{t('action.tryAgain')}</Button>
    return (
      <Placeholder role="alert" title={t('performance.failed')} text={errorSentence(t, names.error)} action={again} />
    )
  }
  if (names.value === null) return <RowSkeleton label={t('performance.loading')} />
  const groups = groupedNames(names.value.metrics)
  if (groups.length === 0) return <Placeholder title={t('performance.empty')} text={t('performance.emptyText')} />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section aria-label={t('performance.figures')} tabIndex={0} className={styles['page']}>
      <p className={styles['intro']}>{t('performance.intro')}</p>
      {groups.map(([group, members]) => (
        <FigureGroup
          key={group}
          {...{ group, span, isCompared, time }}
          names={members}
          alerts={alerts.value?.alerts ?? []}
          onChoose={onChoose}
        />
      ))}
    </section>
  )
}
