import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../components/Button.tsx'
import { ErrorBoundary } from '../components/ErrorBoundary.tsx'
import { Placeholder, RowSkeleton } from '../components/Placeholder.tsx'
import { DevicesPage } from '../features/devices/DevicesPage.tsx'
import { Shell } from '../features/shell/Shell.tsx'
import { errorSentence } from '../i18n/words.ts'
import type { Page } from '../stores/ui-store.ts'
import { useApp, useOutpost, useUi } from './context.tsx'
import { deferred } from './deferred.tsx'
import { RenderTimer } from './RenderTimer.tsx'
import { useReadySignal } from './ready-signal.ts'

const PendingPage = deferred(async () => (await import('../features/pending/PendingPage.tsx')).PendingPage, PageWaiting)
const ConflictsPage = deferred(
  async () => (await import('../features/conflicts/ConflictsPage.tsx')).ConflictsPage,
  PageWaiting,
)
const SettingsPage = deferred(
  async () => (await import('../features/settings/SettingsPage.tsx')).SettingsPage,
  PageWaiting,
)

const PAGE: Readonly<Record<Page, () => ReactNode>> = {
  devices: () => <DevicesPage />,
  pending: () => <PendingPage />,
  conflicts: () => <ConflictsPage />,
  settings: () => <SettingsPage />,
}

export function App() {
  const { t } = useTranslation()
  const { app } = useOutpost()
  const page = useUi((state) => state.page)
  const error = useApp((state) => (state.status === 'failed' && state.connection === null ? state.error : null))
  useReadySignal()
  useEffect(() => {
    location.hash = `#/${page}`
    document.title = `${t(`nav.${page}`)} – ${t('product')}`
  }, [page, t])

  return (
    <Shell>
      {error === null ? (
        <ErrorBoundary resetKey={page} fallback={(failure, reset) => <PageFailure error={failure} onRetry={reset} />}>
          <RenderTimer name={page}>{PAGE[page]()}</RenderTimer>
        </ErrorBoundary>
      ) : (
        <Placeholder
          role="alert"
          title={t('error.title')}
          text={errorSentence(t, error)}
          action={<Button onClick={() => void app.getState().reload()}>{t('action.tryAgain')}</Button>}
        />
      )}
    </Shell>
  )
}

function PageWaiting() {
  const { t } = useTranslation()
  return <RowSkeleton label={t('strip.starting')} />
}

function PageFailure({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useTranslation()
  return (
    <Placeholder
      role="alert"
      title={t('error.page')}
      text={t('error.pageHelp')}
      action={
        <>
          <Button onClick={onRetry}>{t('action.tryAgain')}</Button>
          <details>
            <summary>{t('error.details')}</summary>
            <code>{error.message}</code>
          </details>
        </>
      }
    />
  )
}
