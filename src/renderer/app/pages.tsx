import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import type { Page } from '#shared/domain/window-route.ts'
import { Button } from '../components/Button.tsx'
import { Placeholder, RowSkeleton } from '../components/Placeholder.tsx'
import { DevicesPage } from '../features/devices/DevicesPage.tsx'
import { OverviewPage } from '../features/overview/OverviewPage.tsx'
import { type Deferred, deferred, type FailedProps } from './deferred.tsx'
import styles from './pages.module.css'
import { useReload } from './use-reload.ts'

const STAND = { waiting: PageWaiting, failed: PageNotLoaded } as const

const FIRST = { overview: OverviewPage, devices: DevicesPage } as const
type FirstPage = keyof typeof FIRST

const LATER = {
  health: deferred(
    async (fetchAnew) => (await fetchAnew(() => import('../features/health/HealthPage.tsx'))).HealthPage,
    STAND,
  ),
  pending: deferred(
    async (fetchAnew) => (await fetchAnew(() => import('../features/pending/PendingPage.tsx'))).PendingPage,
    STAND,
  ),
  conflicts: deferred(
    async (fetchAnew) => (await fetchAnew(() => import('../features/conflicts/ConflictsPage.tsx'))).ConflictsPage,
    STAND,
  ),
  attention: deferred(
    async (fetchAnew) => (await fetchAnew(() => import('../features/attention/AttentionPage.tsx'))).AttentionPage,
    STAND,
  ),
  playlists: deferred(
    async (fetchAnew) => (await fetchAnew(() => import('../features/playlists/PlaylistsPage.tsx'))).PlaylistsPage,
    STAND,
  ),
  schedules: deferred(
    async (fetchAnew) => (await fetchAnew(() => import('../features/schedules/SchedulesPage.tsx'))).SchedulesPage,
    STAND,
  ),
  wallboards: deferred(
    async (fetchAnew) => (await fetchAnew(() => import('../features/wallboards/WallboardsPage.tsx'))).WallboardsPage,
    STAND,
  ),
  analytics: deferred(
    async (fetchAnew) => (await fetchAnew(() => import('../features/analytics/AnalyticsPage.tsx'))).AnalyticsPage,
    STAND,
  ),
  content: deferred(
    async (fetchAnew) => (await fetchAnew(() => import('../features/content/ContentPage.tsx'))).ContentPage,
    STAND,
  ),
  performance: deferred(
    async (fetchAnew) => (await fetchAnew(() => import('../features/performance/PerformancePage.tsx'))).PerformancePage,
    STAND,
  ),
  settings: deferred(
    async (fetchAnew) => (await fetchAnew(() => import('../features/settings/SettingsPage.tsx'))).SettingsPage,
    STAND,
  ),
  help: deferred(async (fetchAnew) => (await fetchAnew(() => import('../features/help/HelpPage.tsx'))).HelpPage, STAND),
} satisfies Record<Exclude<Page, FirstPage>, Deferred<object>>

export const WallPage = deferred(
  async (fetchAnew) => (await fetchAnew(() => import('../features/wall/WallPage.tsx'))).WallPage,
  STAND,
)

export const BoardWall = deferred(
  async (fetchAnew) => (await fetchAnew(() => import('../features/wallboards/board/BoardWall.tsx'))).BoardWall,
  STAND,
)

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

/** Loaded again, the window comes back on this page; what was typed and the notices with an Undo are lost by that. */
function PageNotLoaded({ onRetry }: FailedProps) {
  const { t } = useTranslation()
  const reload = useReload()
  const actions = (
    <div className={styles['actions']}>
      <Button tone="primary" onClick={onRetry}>
        {t('action.tryAgain')}
      </Button>
      <Button onClick={reload}>{t('error.reload')}</Button>
    </div>
  )
  return (
    <Placeholder role="alert" title={t('error.pageNotLoaded')} text={t('error.pageNotLoadedText')} action={actions} />
  )
}
