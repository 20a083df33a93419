import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Target } from '#shared/domain/window-route.ts'
import { useUi } from '../../app/context.tsx'
import { useKept } from '../../app/kept.ts'
import { Tabs } from '../../components/Tabs.tsx'
import { FiguresView } from './FiguresView.tsx'
import { ReportsView } from './ReportsView.tsx'
import { RollingView } from './RollingView.tsx'

const VIEWS = ['figures', 'now', 'reports'] as const
type View = (typeof VIEWS)[number]

/** How well the console and its fleet ran, and reports about it. */
export function PerformancePage() {
  const { t } = useTranslation()
  const [view, setView] = useKept<View>('performance/view', 'figures')
  const target = useUi((ui) => ui.target)
  const [followed, setFollowed] = useState<Target | null>(null)
  if (target !== followed) {
    setFollowed(target)
    const wanted = VIEWS.find((name) => name === target.topic)
    if (wanted !== undefined) setView(wanted)
  }
  const views = (
    <Tabs<View>
      label={t('performance.views')}
      value={view}
      onChange={setView}
      options={VIEWS.map((value) => ({ value, text: t(`performance.view.${value}`) }))}
    />
  )
  if (view === 'now') return <RollingView view={views} />
  return view === 'figures' ? <FiguresView view={views} /> : <ReportsView view={views} />
}
