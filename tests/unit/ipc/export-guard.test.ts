import { describe, expect, it } from 'vitest'
import { EXPORTS, type Export } from '#shared/domain/exports.ts'
import type { IpcRequestName } from '#shared/ipc/contract.ts'
import { guardExports } from '../../../src/main/ipc/export-guard.ts'
import type { IpcHandlers } from '../../../src/main/ipc/handler-types.ts'
import { IpcRouter } from '../../../src/main/ipc/router.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const REPORT = { period: { fromAt: 0, toAt: 60_000 } }
/** A request for each thing that is written into a file. */
const REQUESTS: Readonly<Record<Export, readonly [IpcRequestName, object]>> = {
  'report-pdf': ['reports:export', { ...REPORT, format: 'pdf' }],
  'report-xlsx': ['reports:export', { ...REPORT, format: 'xlsx' }],
  'report-csv': ['reports:export', { ...REPORT, format: 'csv' }],
  'report-json': ['reports:export', { ...REPORT, format: 'json' }],
  'report-html': ['reports:export', { ...REPORT, format: 'html' }],
  'report-records': ['reports:export', { ...REPORT, format: 'records' }],
  ledger: ['ledger:export', {}],
  waiting: ['bundle:export', {}],
  refused: ['quarantine:export', { keys: null }],
  diagnostics: ['diagnostics:export', { withScreenshots: false, withValues: false }],
  analytics: ['analytics:export', { period: { fromAt: 0, toAt: 60_000 }, part: { kind: 'all' }, timeZone: 'UTC' }],
  usage: ['usage:export', {}],
  lists: ['lists:begin', { list: 'devices', format: 'csv', columns: [{ id: 'name', title: 'Name' }] }],
  boards: ['boards:export', { board: {} }],
}

async function ask(what: Export, allowed: readonly Export[]): Promise<unknown> {
  const [name, request] = REQUESTS[what]
  const handlers = { [name]: async () => ({ outcome: 'cancelled' }) } as Partial<IpcHandlers>
  const router = new IpcRouter({
    ...{ handlers: guardExports(handlers, () => allowed), allowedOrigin: 'app://console' },
    ...{ whenKnown: Promise.resolve(), clock: new ManualClock(), logger: silentLogger },
  })
  const sender = { windowId: 1, isKnownWindow: true, isMainFrame: true, origin: 'app://console' }
  return router.handle(sender, { v: 1, id: '1', name, request })
}

describe('what an administrator has not allowed to be written', () => {
  it.each(EXPORTS)('%s is refused before anybody is asked for a file', async (what) => {
    const others = EXPORTS.filter((one) => one !== what)
    expect(await ask(what, others)).toMatchObject({ ok: false, error: { code: 'locked', field: 'allowedExports' } })
  })

  it.each(EXPORTS)('%s is written where it alone is allowed', async (what) => {
    expect(await ask(what, [what])).toMatchObject({ ok: true, value: { outcome: 'cancelled' } })
  })
})
