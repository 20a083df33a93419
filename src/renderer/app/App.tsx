import { useEffect } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { useTranslation } from 'react-i18next'
import { formatRoute } from '#shared/domain/window-route.ts'
import { isSpoken, LOCALES } from '#shared/i18n/languages.ts'
import { Button } from '../components/Button.tsx'
import { ErrorBoundary } from '../components/ErrorBoundary.tsx'
import { Placeholder } from '../components/Placeholder.tsx'
import { Shell } from '../features/shell/Shell.tsx'
import { errorSentence } from '../i18n/words.ts'
import { useApp, useOutpost, useUi } from './context.tsx'
import { FirstSteps } from './FirstSteps.tsx'
import { siteName, useSites } from './hooks/sites.ts'
import { BoardWall, PAGE_PARTS, WallPage } from './pages.tsx'
import { RenderTimer } from './RenderTimer.tsx'
import { useReadySignal } from './ready-signal.ts'
import { after } from './time.ts'

export function App() {
  const { t, i18n } = useTranslation()
  const { app } = useOutpost()
  const kind = useUi((state) => state.kind)
  const page = useUi((state) => state.page)
  const place = useUi((state) => state.place)
  const shownName = useUi((state) => state.shownName)
  const served = useApp((state) => state.connection?.siteName ?? null)
  const { current } = useSites()
  const own = current === null ? '' : siteName(t, current)
  const site = own === '' ? served : own
  const PagePart = PAGE_PARTS[page]
  const WallPart = page === 'wallboards' ? BoardWall : WallPage
  const error = useApp((state) => (state.status === 'failed' && state.connection === null ? state.error : null))
  useReadySignal()
  // The main process reads the address too: a page that crashed comes back where it was.
  // What the operator waits for is drawn first.
  useEffect(
    () => after(0, () => history.replaceState(null, '', formatRoute({ kind, page, target: place }))),
    [kind, page, place],
  )
  useEffect(() => {
    const name = shownName ?? (kind === 'wall' ? t('wall.title') : t(`nav.${page}`))
    const parts = site === null ? [name] : [name, site]
    document.title = [...parts, t('product')].join(' – ')
  }, [kind, page, shownName, site, t])

  return (
    // Else React Aria would follow the language of the system, and its arrow keys another direction than the page.
    <I18nProvider locale={isSpoken(i18n.language) ? LOCALES[i18n.language] : i18n.language}>
      <Shell>
        {error === null ? (
          <ErrorBoundary resetKey={page} fallback={(failure, reset) => <PageFailure error={failure} onRetry={reset} />}>
            <RenderTimer name={kind === 'wall' ? kind : page}>
              {kind === 'wall' ? <WallPart /> : <PagePart key={page} />}
            </RenderTimer>
          </ErrorBoundary>
        ) : (
          <Placeholder
            role="alert"
            title={t('error.title')}
            text={errorSentence(t, error)}
            action={<Button onClick={() => void app.getState().reload()}>{t('action.tryAgain')}</Button>}
          />
        )}
        <FirstSteps />
      </Shell>
    </I18nProvider>
  )
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
