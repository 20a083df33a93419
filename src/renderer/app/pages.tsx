import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import type { Page } from '#shared/domain/window-route.ts'
import { Button } from '../components/Button.tsx'
import { Placeholder, RowSkeleton } from '../components/Placeholder.tsx'
import { DevicesPage } from '../features/devices/DevicesPage.tsx'
import { OverviewPage } from '../features/overview/OverviewPage.tsx'
import { type Deferred, deferred } from './deferred.tsx'

const STAND = { waiting: PageWaiting, failed: PageNotLoaded } as const

const FIRST = { overview: OverviewPage, devices: DevicesPage } as const
type FirstPage = keyof typeof FIRST

const LATER = {
  health: deferred(async () => (await import('../features/health/HealthPage.tsx')).HealthPage, STAND),
  pending: deferred(async () => (await import('../features/pending/PendingPage.tsx')).PendingPage, STAND),
  conflicts: deferred(async () => (await import('../features/conflicts/ConflictsPage.tsx')).ConflictsPage, STAND),
  attention: deferred(async () => (await import('../features/attention/AttentionPage.tsx')).AttentionPage, STAND),
  performance: deferred(
    async () => (await import('../features/performance/PerformancePage.tsx')).PerformancePage,
    STAND,
  ),
  settings: deferred(async () => (await import('../features/settings/SettingsPage.tsx')).SettingsPage, STAND),
  help: deferred(async () => (await import('../features/help/HelpPage.tsx')).HelpPage, STAND),
} satisfies Record<Exclude<Page, FirstPage>, Deferred<object>>

export const WallPage = deferred(async () => (await import('../features/wall/WallPage.tsx')).WallPage, STAND)

/** The pages of a console. Those that most windows open on are there from the start; the others come when they are wanted. */
export const PAGE_PARTS: Readonly<Record<Page, ComponentType>> = { ...FIRST, ...LATER }

/** Fetches a page that somebody is about to go to. */
export function preloadPage(page: Page): void {
  if (!isFirst(page)) void LATER[page].preload()
}

function isFirst(page: Page): page is FirstPage {
  return page in FIRST
}

function PageWaiting() {
  const { t } = useTranslation()
  return <RowSkeleton label={t('strip.starting')} />
}

/** Loaded again, the window comes back on this page. */
function PageNotLoaded() {
  const { t } = useTranslation()
  return (
    <Placeholder
      role="alert"
      title={t('error.pageNotLoaded')}
      text={t('error.pageNotLoadedText')}
      action={<Button onClick={() => location.reload()}>{t('error.reload')}</Button>}
    />
  )
}
