// The console's engine without a window, made to be killed. Started by the crash test only.
import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { ENTITY_TYPES } from '#shared/domain/ids.ts'
import { settingsSchema } from '#shared/domain/settings.ts'
import { OutpostError } from '#shared/errors/result.ts'
import { seededRandom } from '../../src/fleet-server/platform/random.ts'
import { SiteEngine } from '../../src/main/bootstrap/site-engine.ts'
import { OutpostConnector } from '../../src/main/connection/outpost-connector.ts'
import { WorkerStore } from '../../src/main/database/worker-store.ts'
import { systemBootClock } from '../../src/main/platform/boot-clock.ts'
import { sleep, systemClock } from '../../src/main/platform/clock.ts'
import { systemIds } from '../../src/main/platform/ids.ts'
import type { LogData, Logger } from '../../src/main/platform/logger.ts'
import { systemRandom } from '../../src/main/platform/random.ts'
import { type HostMessage, type HostPlan, hostCommandSchema, hostPlanSchema, MESSAGES_FD } from './host-messages.ts'
import { isOwn, Mix } from './mix.ts'

const STORAGE_WORKER = new URL('../../src/main/database/worker.ts', import.meta.url)
const POLL_MS = 5
/** Calls of `enqueue` that may be under way together, so that commits are grouped. */
const MAX_TOGETHER = 4

/** Written at once and to the kernel: what was told survives the kill. */
function tell(message: HostMessage): void {
  writeSync(MESSAGES_FD, `${JSON.stringify(message)}\n`)
}

async function main(): Promise<void> {
  const plan = hostPlanSchema.parse(JSON.parse(process.argv[2] ?? ''))
  const engine = await openEngine(plan)
  hearCommands(engine)
  watchIdle(engine)
  tell({ type: 'opened' })
  await makeOperations(engine, plan)
  tell({ type: 'made' })
}

async function openEngine(plan: HostPlan): Promise<SiteEngine> {
  const store = await WorkerStore.open(STORAGE_WORKER, { file: plan.file, at: systemClock.now() }, logger)
  const settings = settingsSchema.parse({ requestTimeoutMs: plan.requestTimeoutMs })
  const engine = await SiteEngine.open({
    clock: systemClock,
    boot: systemBootClock(systemClock, systemIds, process.platform),
    random: systemRandom,
    ids: systemIds,
    logger,
    store,
    connector: new OutpostConnector({ clock: systemClock, client: { name: 'Outpost crash test', version: '0' } }),
    connection: {
      serverUrl: plan.url,
      tenant: plan.tenant,
      heartbeatIntervalMs: settings.heartbeatIntervalMs,
      reconnectDelayMaxMs: settings.reconnectDelayMaxMs,
      maxReconnectAttempts: settings.maxReconnectAttempts,
      requestTimeoutMs: settings.requestTimeoutMs,
      isDemo: false,
    },
    settings: () => settings,
    token: () => plan.token,
    firstRevision: 0,
  })
  await engine.run()
  return engine
}

async function makeOperations(engine: SiteEngine, plan: HostPlan): Promise<void> {
  const random = seededRandom(plan.seed)
  const ownDevices = (): string[] =>
    engine.replica
      .snapshot('device')
      .entities.filter((view) => isOwn(view.id) && !view.isDeleting)
      .map((view) => view.id)
  const mix = new Mix(random, { ownDevices }, plan.label)
  const underWay = new Set<Promise<void>>()
  for (let step = 0; step < plan.steps; step += 1) {
    if (step === plan.connectAtStep) connect(engine)
    const call: Promise<void> = accept(engine, mix).finally(() => underWay.delete(call))
    underWay.add(call)
    if (underWay.size >= MAX_TOGETHER || random.next() < 0.5) await Promise.all(underWay)
  }
  await Promise.all(underWay)
  if (plan.connectAtStep >= plan.steps) connect(engine)
}

async function accept(engine: SiteEngine, mix: Mix): Promise<void> {
  try {
    const accepted = await engine.outbox.enqueue(mix.next())
    tell({ type: 'accepted', operations: accepted.map(({ key, clientSequence }) => ({ key, clientSequence })) })
  } catch (error) {
    if (!(error instanceof OutpostError)) throw error
    tell({ type: 'turned-down', message: `${error.code}: ${error.message}` })
  }
}

function connect(engine: SiteEngine): void {
  const cancel = engine.connection.onStatus((status) => {
    if (status.state !== 'online') return
    cancel()
    tell({ type: 'online' })
  })
  engine.connection.connect()
}

function watchIdle(engine: SiteEngine): void {
  const check = (): void => {
    const { pending, counts, nextAttemptAt } = engine.outbox.status(false)
    const isMoving = counts.sending > 0 || counts.unknown > 0 || nextAttemptAt !== null
    if (!isMoving && engine.outbox.lanes.sendable(1, Number.MAX_SAFE_INTEGER).length === 0)
      tell({ type: 'idle', pending })
  }
  engine.outbox.onChanged(check)
  engine.connection.onStatus(({ state }) => {
    if (state === 'online') check()
  })
}

/** The parent's pipe is also the leash: when it closes, nobody is there to read, and the host ends. */
function hearCommands(engine: SiteEngine): void {
  const lines = createInterface({ input: process.stdin })
  lines.on('close', () => process.exit(0))
  lines.on('line', (line) => {
    const command = hostCommandSchema.parse(JSON.parse(line))
    if (command.type === 'reach') void reach(engine, command.sequence)
    else void engine.stop().then(() => process.exit(0))
  })
}

async function reach(engine: SiteEngine, sequence: number): Promise<void> {
  while ((engine.replica.cursor?.sequence ?? -1) < sequence) await sleep(systemClock, POLL_MS)
  const views = ENTITY_TYPES.flatMap((type) => engine.replica.snapshot(type).entities)
  const records = views.flatMap((view) => engine.replica.base({ entityType: view.entityType, entityId: view.id }) ?? [])
  const pendingViews = views.filter((view) => view.pending.length > 0).length
  tell({ type: 'reached', cursor: engine.replica.cursor?.sequence ?? -1, records, pendingViews })
}

/** Only what went wrong, for the report of a round that did. */
const logger: Logger = {
  error: (message, data) => log('error', message, data),
  warn: (message, data) => log('warn', message, data),
  info: () => undefined,
  debug: () => undefined,
  child: () => logger,
}

function log(level: string, message: string, data: LogData | undefined): void {
  process.stderr.write(`${level}: ${message} ${JSON.stringify(data ?? {})}\n`)
}

await main()
