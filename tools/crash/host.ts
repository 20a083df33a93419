// The console's engine without a window, made to be killed. Started by the crash test only.
import { writeSync } from 'node:fs'
import { createInterface, type Interface } from 'node:readline'
import { ENTITY_TYPES, type EntityType } from '#shared/domain/ids.ts'
import { fieldsOf, type Intent } from '#shared/domain/operation.ts'
import { OutpostError } from '#shared/errors/result.ts'
import { type Random, seededRandom } from '../../src/fleet-server/platform/random.ts'
import type { SiteEngine } from '../../src/main/bootstrap/site-engine.ts'
import { sleep, systemClock } from '../../src/main/platform/clock.ts'
import { HostDesk } from './host-desk.ts'
import { openEngine, openStore } from './host-engine.ts'
import { type HostMessage, type HostPlan, hostCommandSchema, hostPlanSchema, MESSAGES_FD } from './host-messages.ts'
import { type Call, isOwn, Mix } from './mix.ts'

const POLL_MS = 5
/** While it drains, a host looks this often for what asks for a person. */
const DECIDE_MS = 100
/** Calls of `enqueue` that may be under way together, so that commits are grouped. */
const MAX_TOGETHER = 4

/** Written at once and to the kernel: what was told survives the kill. */
function tell(message: HostMessage): void {
  writeSync(MESSAGES_FD, `${JSON.stringify(message)}\n`)
}

async function main(): Promise<void> {
  const plan = hostPlanSchema.parse(JSON.parse(process.argv[2] ?? ''))
  const commands = holdLeash()
  tell({ type: 'opening' })
  if (plan.task === 'open') {
    await openStore(plan.file)
    return tell({ type: 'opened' })
  }
  const engine = await openEngine(plan)
  hearCommands(commands, engine)
  watchIdle(engine, plan)
  tell({ type: 'opened' })
  await makeOperations(engine, plan)
  tell({ type: 'made' })
  if (plan.task === 'drain') await decideForEver(new HostDesk(engine), plan)
}

async function makeOperations(engine: SiteEngine, plan: HostPlan): Promise<void> {
  const random = seededRandom(plan.seed)
  const mix = new Mix(random, fleetOf(engine), plan.label)
  const desk = new HostDesk(engine)
  const underWay = new Set<Promise<void>>()
  for (let step = 0; step < plan.steps; step += 1) {
    if (step === plan.connectAtStep) connect(engine)
    const call = mix.next()
    // An operator who decides or deletes does not change the same things at the same moment.
    const isAlone = call.kind !== 'enqueue' || call.intents.some((intent) => intent.kind === 'delete')
    if (isAlone) await Promise.all(underWay)
    const working: Promise<void> = perform(engine, desk, random, call).finally(() => underWay.delete(working))
    underWay.add(working)
    if (isAlone || underWay.size >= MAX_TOGETHER || random.next() < 0.5) await Promise.all(underWay)
  }
  await Promise.all(underWay)
  if (plan.connectAtStep >= plan.steps) connect(engine)
}

function fleetOf(engine: SiteEngine): ConstructorParameters<typeof Mix>[1] {
  const ownOf = (type: EntityType): string[] =>
    [...engine.replica.views.all(type)].filter((view) => isOwn(view.id) && !view.isDeleting).map((view) => view.id)
  return {
    ownDevices: () => ownOf('device'),
    ownPlaylists: () => ownOf('playlist'),
    ownBoards: () => ownOf('wallboard'),
    waiting: () =>
      [...engine.outbox.lanes.rows()].flatMap(({ key, kind, state }) =>
        state === 'queued' && kind !== 'command' ? [key] : [],
      ),
  }
}

async function perform(engine: SiteEngine, desk: HostDesk, random: Random, call: Call): Promise<void> {
  if (call.kind === 'confirm') return desk.confirm()
  if (call.kind === 'take-back') return tell({ type: 'taken-back', keys: [...(await desk.takeBack(random))] })
  const { intents, isBatch, dependsOn } = call
  try {
    const accepted = await engine.outbox.enqueue(intents, { isBatch, dependsOn })
    const operations = accepted.flatMap(({ key, clientSequence, entityId }, index) => {
      const intent = intents[index]
      return intent === undefined ? [] : [{ key, clientSequence, asked: askedOf(intent, entityId, dependsOn) }]
    })
    tell({ type: 'accepted', operations })
  } catch (error) {
    if (!(error instanceof OutpostError)) throw error
    tell({ type: 'turned-down', message: `${error.code}: ${error.message}` })
  }
}

function askedOf(intent: Intent, entityId: string, dependsOn: readonly string[]) {
  const { kind, entityType } = intent
  return { kind, entityType, entityId, fields: { ...fieldsOf(intent) }, dependsOn: [...dependsOn] }
}

function connect(engine: SiteEngine): void {
  const cancel = engine.connection.onStatus((status) => {
    if (status.state !== 'online') return
    cancel()
    tell({ type: 'online' })
  })
  engine.connection.connect()
}

async function decideForEver(desk: HostDesk, { oldOperations }: HostPlan): Promise<void> {
  for (;;) {
    await desk.decide(oldOperations)
    await sleep(systemClock, DECIDE_MS)
  }
}

function watchIdle(engine: SiteEngine, { task }: HostPlan): void {
  const check = (): void => {
    const { pending, counts, nextAttemptAt } = engine.outbox.status(false)
    const isMoving = counts.sending + counts.unknown > 0 || nextAttemptAt !== null
    // Commands of the last host come to their end as well: confirmed again, or given up by their device.
    const isDeciding = task === 'drain' && counts.stale + counts.accepted + counts.conflicted > 0
    if (!isMoving && !isDeciding && engine.outbox.lanes.sendable(1, Number.MAX_SAFE_INTEGER).length === 0)
      tell({ type: 'idle', pending })
  }
  engine.outbox.onChanged(check)
  engine.connection.onStatus(({ state }) => {
    if (state === 'online') check()
  })
}

/** The parent's pipe is also the leash: when it closes, nobody is there to read, and the host ends. */
function holdLeash(): Interface {
  const lines = createInterface({ input: process.stdin })
  lines.on('close', () => process.exit(0))
  return lines
}

function hearCommands(commands: Interface, engine: SiteEngine): void {
  commands.on('line', (line) => {
    const command = hostCommandSchema.parse(JSON.parse(line))
    if (command.type === 'reach') void reach(engine, command.sequence)
    else void engine.stop().then(() => process.exit(0))
  })
}

async function reach(engine: SiteEngine, sequence: number): Promise<void> {
  while ((engine.replica.cursor?.sequence ?? -1) < sequence) await sleep(systemClock, POLL_MS)
  const views = ENTITY_TYPES.flatMap((type) => [...engine.replica.views.all(type)])
  const records = views.flatMap((view) => engine.replica.base({ entityType: view.entityType, entityId: view.id }) ?? [])
  const pendingViews = views.filter((view) => view.pending.length > 0).length
  tell({ type: 'reached', cursor: engine.replica.cursor?.sequence ?? -1, records, pendingViews })
}

await main()
