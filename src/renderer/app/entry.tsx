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
import { SiteRoot, SiteView } from './SiteRoot.tsx'
import { WindowFailure } from './WindowFailure.tsx'

declare global {
  interface Window {
    readonly outpost: OutpostBridge
  }
}

function start(): void {
  // The page's policy forbids code made from strings; schemas, which come with later parts, must not try it.
  configureSchemas({ jitless: true })
  const root = document.getElementById('root')
  if (root === null) throw new Error('index.html has no root element')
  setUpTexts()
  followLanguage(i18next)
  const route = parseRoute(location.hash)
  document.documentElement.dataset['window'] = route.kind
  createRoot(root).render(
    <ErrorBoundary resetKey="" fallback={(error) => <WindowFailure error={error} />}>
      <SiteRoot view={new SiteView(window.outpost, route)}>
        <App />
      </SiteRoot>
    </ErrorBoundary>,
  )
}

start()
