import type { ReportHeadline } from '#shared/domain/report.ts'
import { REPORT_STEPS } from '#shared/domain/report-formats.ts'
import type { IpcEvent, IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import type { Scenario } from './scenarios.ts'

type ReportName = 'reports:export' | 'reports:cancel' | 'reports:schedule' | 'reports:choose-folder'
type Handlers = { readonly [N in ReportName]: (request: IpcRequest<N>) => IpcResponse<N> | Promise<IpcResponse<N>> }

/** How long an imagined step takes. */
const STEP_MS = 700
const HOUR_MS = 3_600_000
const FOLDER = '/srv/reports'

/** Reports as a window sees them, imagined. */
export class FakeReports {
  readonly handlers: Handlers = {
    'reports:export': (request) => this.#export(request),
    'reports:schedule': () => this.#schedule(),
    'reports:choose-folder': () => ({ outcome: 'chosen', folder: FOLDER }),
    'reports:cancel': () => {
      this.#isCancelled = true
      return {}
    },
  }
  readonly #scenario: Scenario
  readonly #now: number
  readonly #tell: (progress: IpcEvent<'reports:progress'>) => void
  #isCancelled = false

  constructor(scenario: Scenario, now: number, tell: (progress: IpcEvent<'reports:progress'>) => void) {
    this.#now = now
    this.#scenario = scenario
    this.#tell = tell
  }

  async #export({ format, period }: IpcRequest<'reports:export'>): Promise<IpcResponse<'reports:export'>> {
    this.#isCancelled = false
    if (this.#scenario.isStorageFull) {
      const message = 'The disk is full. Make room, or choose another place; no file was left behind.'
      return { outcome: 'refused', problem: { code: 'no-room', message } }
    }
    for (const step of REPORT_STEPS) {
      if (step === 'printing' && format !== 'pdf') continue
      this.#tell({ step, records: step === 'printing' ? 0 : 41_208 })
      await new Promise((done) => setTimeout(done, STEP_MS))
      if (this.#isCancelled) return { outcome: 'cancelled' }
    }
    const day = new Date(period.fromAt).toISOString().slice(0, 10)
    return { outcome: 'written', fileName: `outpost-report-${day}.${format}`, headline: this.#headline(period) }
  }

  #schedule(): IpcResponse<'reports:schedule'> {
    const problem = 'The report of Rhein-Main network could not be written. There is no room for the file.'
    const last = { at: this.#now - 11 * HOUR_MS, files: [`${FOLDER}/outpost-report-Rhein-Main-network-2026-11-21.pdf`] }
    return {
      nextAt: this.#now + 13 * HOUR_MS,
      isWriting: false,
      last: this.#scenario.isStorageFull ? { ...last, files: [], problem } : { ...last, problem: null },
    }
  }

  #headline(period: ReportHeadline['period']): ReportHeadline {
    const devices = this.#scenario.devices.length
    const length = period.toAt - period.fromAt
    const observedMs = devices === 0 ? 0 : length * 0.973
    const totals = { created: 4_101, applied: 4_060, unconfirmed: 2, pending: 12 }
    return {
      site: { key: 'main', name: 'Rhein-Main network' },
      period: { ...period },
      coverage: { ranMs: length * 0.99, observedMs, observedShare: observedMs / length, offlineMs: length * 0.017 },
      fleet: {
        devices,
        observedMs: observedMs * devices,
        upMs: observedMs * devices * 0.9964,
        downMs: observedMs * devices * 0.0036,
        availability: devices === 0 ? null : 0.9964,
        outages: devices === 0 ? 0 : 61,
      },
      reliability: {
        totals: { ...totals, quarantined: 3, expired: 8, cancelled: 11, merged: 5 },
        lost: 0,
        appliedTwice: 0,
        ledger: { lines: 12_604, head: 'c0ffee'.repeat(11).slice(0, 64), isIntact: true, problem: null },
      },
    }
  }
}
