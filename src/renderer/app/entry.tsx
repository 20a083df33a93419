import '../styles/base.css'
import i18next from 'i18next'
import { createRoot } from 'react-dom/client'
import { config as configureSchemas } from 'zod/v4/core'
import { parseRoute } from '#shared/domain/window-route.ts'
import type { OutpostBridge } from '#shared/ipc/bridge.ts'
import { ErrorBoundary } from '../components/ErrorBoundary.tsx'
import { followLanguage } from '../i18n/direction.ts'
import { setUpTexts } from '../i18n/setup.ts'
import { App } from './App.tsx'
import { reportErrors } from './error-reports.ts'
import { SiteRoot, SiteView } from './SiteRoot.tsx'
import { speakFromTheStart } from './spoken-language.ts'
import { WindowFailure } from './WindowFailure.tsx'

declare global {
  interface Window {
    readonly outpost: OutpostBridge
  }
}

async function start(): Promise<void> {
  // The page's policy forbids code made from strings; schemas, which come with later parts, must not try it.
  configureSchemas({ jitless: true })
  const root = document.getElementById('root')
  if (root === null) throw new Error('index.html has no root element')
  const route = parseRoute(location.hash)
  document.documentElement.dataset['window'] = route.kind
  const { onCaughtError, onUncaughtError } = reportErrors(window.outpost)
  setUpTexts()
  // Asks for what is shown while the texts are read.
  const view = new SiteView(window.outpost, route)
  await speakFromTheStart(document.documentElement)
  followLanguage(i18next)
  createRoot(root, { onCaughtError, onUncaughtError }).render(
    <ErrorBoundary resetKey="" fallback={(error) => <WindowFailure error={error} />}>
      <SiteRoot view={view}>
        <App />
      </SiteRoot>
    </ErrorBoundary>,
  )
}

void start()
