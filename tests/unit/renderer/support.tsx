import { cleanup, configure, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeAll, onTestFinished } from 'vitest'
import type { PolicyStatus, SettingName, Settings } from '#shared/domain/settings.ts'
import type { EntityView, PendingMark } from '#shared/domain/view.ts'
import type { WindowRoute } from '#shared/domain/window-route.ts'
import { createOutpost, type Outpost, OutpostProvider, startOutpost } from '../../../src/renderer/app/context.tsx'
import { setUpTexts } from '../../../src/renderer/i18n/setup.ts'
import { createClient } from '../../../src/renderer/ipc/client.ts'
import { FakeMain } from '../../../tools/preview/fake-bridge.ts'
import type { ScenarioName } from '../../../tools/preview/scenarios.ts'

/** Parts of the interface are read when they are first shown, which takes its time on a busy PC; shorter than a test may take. */
export const SOON = { timeout: 25_000 } as const
configure({ asyncUtilTimeout: SOON.timeout })

/** happy-dom lays nothing out: every element is given a size, so that virtual lists have something to show. */
export function layOut(): void {
  beforeAll(() => {
    setUpTexts()
    Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, get: () => 600 })
    Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, get: () => 1_200 })
    Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 600 })
    Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, get: () => 1_200 })
  })
  afterEach(cleanup)
}

/** Starts what a window is made of until the test has ended: the files of tests share their globals. */
export function startForTest(outpost: Outpost): () => void {
  const end = startOutpost(outpost)
  onTestFinished(end)
  return end
}

export interface Opened {
  readonly fake: FakeMain
  readonly outpost: Outpost
  readonly stop: () => void
}

/** Renders part of the interface over an imagined main process. */
export function open(
  node: ReactNode,
  options: {
    scenario?: ScenarioName
    deviceCount?: number
    confirmMs?: number
    settings?: Partial<Settings>
    locks?: readonly SettingName[]
    policy?: Partial<PolicyStatus>
    isFirstRun?: boolean
    contentCount?: number
    playlistCount?: number
    scheduleCount?: number
  } = {},
): Opened {
  const { scenario = 'online', deviceCount = 40, ...rest } = options
  const fake = new FakeMain({ scenario, deviceCount, now: Date.now(), ...rest })
  const route: WindowRoute = { kind: 'console', page: 'devices', target: {} }
  const outpost = createOutpost(createClient(fake.bridge, undefined, fake.feed), route)
  const endSites = outpost.sites.getState().start()
  onTestFinished(endSites)
  const started = [endSites, startForTest(outpost)]
  const view = render(<OutpostProvider outpost={outpost}>{node}</OutpostProvider>)
  const stop = () => {
    view.unmount()
    for (const end of started) end()
  }
  return { fake, outpost, stop }
}

export function deviceView(id: string, change: Partial<EntityView> = {}): EntityView {
  return {
    entityType: 'device',
    id,
    version: 1,
    data: { name: `Device ${id}`, site: 'Central', location: '', model: 'LX', serial: id, tags: [], playlistId: null },
    reported: {
      status: 'online',
      lastSeenAt: 1,
      health: { score: 90, cpu: 1, memory: 1, storage: 1, temperature: 30 },
    },
    pending: [],
    isNew: false,
    isDeleting: false,
    ...change,
  }
}

export function mark(change: Partial<PendingMark> = {}): PendingMark {
  return { key: 'k1', kind: 'update', state: 'queued', fields: ['name'], command: null, createdAt: 1_000, ...change }
}
