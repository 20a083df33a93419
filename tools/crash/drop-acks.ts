import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Intent } from '#shared/domain/operation.ts'
import { AppWindow, type ShownCounts } from './app-window.ts'
import { compare } from './compare.ts'
import type { AcceptedOperation, Evidence, Violation } from './evidence.ts'
import { Fleet } from './fleet.ts'
import { keepEvidence, type Summary, summaryOf } from './report.ts'
import { readSiteFile, type SiteFile } from './site-file.ts'

export interface DropAcksReport extends Summary {
  readonly operations: number
  /** The window has shown operations with an unknown outcome. */
  readonly uiSawUnknown: boolean
  readonly uiMostUnknown: number
  /** The window has shown them all settled at the end. */
  readonly uiSettled: boolean
  /** Commands that failed at their devices, which asks for a person. */
  readonly failedAtDevice: number
  readonly dropRate: number
  /** How often an acknowledgement was lost, so that the operation was asked for by key. */
  readonly droppedAcks: number
  readonly seconds: number
  readonly violations: readonly Violation[]
  readonly evidence: string | null
}

interface Shown extends ShownCounts {
  readonly failedAtDevice: number
}

const DEVICES = 250
/** Shortest the settings allow: every lost acknowledgement costs its lane this long. */
const REQUEST_TIMEOUT_MS = 500
const INTENTS_PER_CALL = 100
const COPY_TIMEOUT_MS = 30_000
const SETTLE_TIMEOUT_MS = 300_000
const POLL_MS = 100

/** The app in its window against a server that loses acknowledgements: nothing may be lost or done twice. */
export async function dropAcks(
  dropRate: number,
  operations: number,
  progress: (line: string) => void,
): Promise<DropAcksReport> {
  const startedAt = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'outpost-acks-'))
  mkdirSync(join(folder, 'server'))
  const fleet = new Fleet(join(folder, 'server'), { devices: DEVICES })
  await fleet.start()
  try {
    await fleet.flip('drop-acknowledgements', { probability: dropRate })
    const { records: before } = await fleet.records()
    const { accepted, shown, file } = await driveWindow(join(folder, 'profile'), fleet, operations, progress)
    const site = await readSiteFile(file)
    const { records: after } = await fleet.records()
    const evidence = { ...evidenceOf(accepted, site), effects: await fleet.audit(), before, after }
    const violations = [
      ...site.problems.map((detail): Violation => ({ what: 'ledger', key: "the app's file", detail })),
      ...compare(evidence),
      ...judgeWindow(shown, operations, dropRate),
    ]
    if (violations.length > 0) keepEvidence(folder, evidence, violations)
    else rmSync(folder, { recursive: true, force: true })
    return {
      operations,
      ...summaryOf([evidence], violations),
      uiSawUnknown: shown.mostUnknown > 0,
      uiMostUnknown: shown.mostUnknown,
      uiSettled: isAllSettled(shown),
      failedAtDevice: shown.failedAtDevice,
      dropRate,
      droppedAcks: site.steps['answer-lost'] ?? 0,
      seconds: Math.round(performance.now() - startedAt) / 1_000,
      violations,
      evidence: violations.length > 0 ? folder : null,
    }
  } finally {
    await fleet.stop()
  }
}

async function driveWindow(
  profile: string,
  fleet: Fleet,
  operations: number,
  progress: (line: string) => void,
): Promise<{ accepted: AcceptedOperation[]; shown: Shown; file: string }> {
  const { url, tenant, token } = fleet.address
  const app = await AppWindow.open(profile, token, { serverUrl: url, tenant, requestTimeoutMs: REQUEST_TIMEOUT_MS })
  try {
    progress('the window is open')
    const isCopied = async (): Promise<boolean> => (await app.deviceIds()).length === DEVICES
    if (!(await poll(isCopied, COPY_TIMEOUT_MS))) throw new Error('the app did not take a copy of the fleet in time')
    const devices = await app.deviceIds()
    const accepted: AcceptedOperation[] = []
    for (let made = 0; made < operations; made += INTENTS_PER_CALL) {
      const count = Math.min(INTENTS_PER_CALL, operations - made)
      accepted.push(...(await app.enqueue(intentsFor(devices, made, count))))
    }
    progress(`${accepted.length} operations are accepted`)
    await poll(async () => isSettled(app, await app.shown()), SETTLE_TIMEOUT_MS)
    const shown = { ...(await app.shown()), failedAtDevice: await app.failedAtDevice() }
    progress(`the window shows ${shown.pending} pending; ${shown.mostUnknown} at most were unknown at the same time`)
    return { accepted, shown, file: app.siteFile }
  } finally {
    await app.close()
  }
}

/** A few commands fail at their devices, which is no fault of the queue: they wait for a person. */
async function isSettled(app: AppWindow, { pending, unknown }: ShownCounts): Promise<boolean> {
  return unknown === 0 && (pending === 0 || pending === (await app.failedAtDevice()))
}

/** Edits and commands in turn over all devices, so that lanes have several operations each. */
function intentsFor(devices: readonly string[], first: number, count: number): Intent[] {
  return Array.from({ length: count }, (_, index): Intent => {
    const number = first + index
    const entityId = devices[number % devices.length] ?? ''
    if (number % 10 === 9) return { kind: 'command', entityType: 'device', entityId, command: 'clear-cache' }
    return { kind: 'update', entityType: 'device', entityId, fields: { location: `Place ${number}` } }
  })
}

function evidenceOf(
  accepted: readonly AcceptedOperation[],
  site: SiteFile,
): Omit<Evidence, 'effects' | 'before' | 'after'> {
  const { clientId, operations: stored, counters, overlays } = site
  return { accepted, takenBack: [], clientId, stored, counters, overlays, copies: [] }
}

function judgeWindow(shown: Shown, operations: number, dropRate: number): Violation[] {
  const violations: Violation[] = []
  const blame = (detail: string): void => void violations.push({ what: 'host', key: 'window', detail })
  if (!isAllSettled(shown)) blame(`still shows ${shown.pending} pending and ${shown.unknown} unknown`)
  // A handful of operations can come through without a loss.
  if (dropRate > 0 && operations >= 500 && shown.mostUnknown === 0) blame('has never shown an unknown outcome')
  return violations
}

function isAllSettled({ pending, unknown, failedAtDevice }: Shown): boolean {
  return unknown === 0 && pending === failedAtDevice
}

async function poll(condition: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  while (!(await condition())) {
    if (performance.now() > deadline) return false
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  return true
}
