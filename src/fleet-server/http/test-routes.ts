import { z } from 'zod'
import { commandResultSchema } from '#shared/domain/commands.ts'
import { deviceStatusSchema, severitySchema } from '#shared/domain/entities.ts'
import { entityTypeSchema, idSchema, operationKeySchema } from '#shared/domain/ids.ts'
import { serverErrorCodeSchema } from '#shared/protocol/errors.ts'
import { REQUEST_NAMES } from '#shared/protocol/requests.ts'
import type { Author } from '../core/edit.ts'
import { deleteEntity, updateEntity } from '../core/edit.ts'
import { Refusal } from '../core/refusal.ts'
import { parse } from '../core/requests.ts'
import { checkChange } from '../core/validate.ts'
import { roleSchema } from '../options.ts'
import type { ServerContext } from '../server-context.ts'
import { COMMAND_REPORT_MODES, type Reported } from '../simulation/command-reports.ts'
import type { Pace, Simulation } from '../simulation/simulation.ts'
import type { EntityRow } from '../store/entity-table.ts'
import { type Exchange, isLocal, readJson, sendJson } from './exchange.ts'

/** What the switches can do beyond the shared parts of the server. */
export interface TestControls {
  readonly simulation: Simulation
  /** Announces, disconnects, and accepts nobody for `downMs`. */
  readonly goDownPolitely: (downMs: number) => void
  /** Drops everything without a word and accepts nobody for `downMs`. */
  readonly goDownAbruptly: (downMs: number) => void
  readonly expireTokens: () => void
  /** Answers nothing for `forMs`. */
  readonly blackhole: (forMs: number) => void
  readonly sendMalformed: (count: number) => number
  readonly disconnectAll: () => void
  /** Drops every connection without a word; new ones are taken at once. */
  readonly cutOffAll: () => void
  /** Sockets that are let in now. */
  readonly consoleCount: () => number
}

const milliseconds = z.number().int().min(0).max(600_000)
const actor = z.string().min(1).max(200).default('Control room North')
const entity = { entityType: entityTypeSchema, entityId: idSchema, actor }

const BODIES = {
  'drop-acknowledgements': z.strictObject({ probability: z.number().min(0).max(1) }),
  'delay-acknowledgements': z.strictObject({ delayMs: milliseconds }),
  /** For `count` requests, for `forMs`, or until either is over; 0 ends it. */
  refuse: z
    .strictObject({
      code: serverErrorCodeSchema,
      count: z.number().int().min(0).max(1_000_000).optional(),
      forMs: milliseconds.optional(),
      retryAfterMs: milliseconds.optional(),
      /** What it says to people; left out: that it is a test. */
      message: z.string().max(500).optional(),
      target: z.enum([...REQUEST_NAMES, 'handshake', 'any']).default('operations:apply'),
    })
    .refine(({ count, forMs }) => count !== undefined || forMs !== undefined, 'count or forMs is needed'),
  shutdown: z.strictObject({ downMs: milliseconds }),
  restart: z.strictObject({ downMs: milliseconds }),
  'expire-tokens': z.strictObject({}),
  blackhole: z.strictObject({ forMs: milliseconds }),
  'send-malformed': z.strictObject({ count: z.number().int().min(1).max(10_000).default(1) }),
  consoles: z.strictObject({}),
  'rotate-epoch': z.strictObject({}),
  'forget-feed': z.strictObject({}),
  protocol: z.strictObject({ min: z.number().int().min(1), max: z.number().int().min(1) }),
  edit: z.strictObject({ ...entity, fields: z.record(z.string(), z.unknown()) }),
  delete: z.strictObject(entity),
  'device-status': z.strictObject({ deviceId: idSchema, status: deviceStatusSchema }),
  alarm: z.strictObject({
    deviceId: idSchema,
    severity: severitySchema,
    kind: z.string().min(1).max(60),
    message: z.string().max(500).default(''),
  }),
  'command-reports': z.strictObject({ mode: z.enum(COMMAND_REPORT_MODES) }),
  'report-command': z.strictObject({
    key: operationKeySchema,
    result: commandResultSchema,
    message: z.string().max(500).nullable().default(null),
  }),
  simulation: z.strictObject({
    eventsPerSecond: z.number().min(0).max(50_000).optional(),
    alertsPerSecond: z.number().min(0).max(50_000).optional(),
    schedulesPerSecond: z.number().min(0).max(50_000).optional(),
    editsPerMinute: z.number().min(0).max(60_000).optional(),
    isPaused: z.boolean().optional(),
  }),
  uploads: z.strictObject({
    /** Null: nowhere. */
    holdAt: z.number().int().min(0).nullable().optional(),
    flips: z.number().int().min(0).optional(),
    lostAnswers: z.number().int().min(0).optional(),
    isFull: z.boolean().optional(),
  }),
  'pairing-code': z.strictObject({ validMs: milliseconds.default(600_000) }),
  disconnect: z.strictObject({}),
  'cut-off': z.strictObject({}),
  token: z.strictObject({
    role: roleSchema.default('operator'),
    userId: idSchema.default('user-test'),
    userName: z.string().min(1).max(200).default('Test user'),
    tenant: idSchema.optional(),
    ttlSeconds: z.number().min(-3_600).max(315_360_000).nullable().default(null),
  }),
}
type SwitchName = keyof typeof BODIES
type Handlers = {
  readonly [N in SwitchName]: (body: z.infer<(typeof BODIES)[N]>) => unknown
}

const PREFIX = '/v1/test/'

/** The switches for tests: POST with a JSON body, from this PC, on a server started with them. */
export async function serveTest(exchange: Exchange, context: ServerContext, controls: TestControls): Promise<boolean> {
  const { path, request } = exchange
  if (!path.startsWith(PREFIX)) return false
  if (!context.options.testSwitches || !isLocal(request))
    throw new Refusal('not-found', 'There are no test switches here.')
  const name = path.slice(PREFIX.length)
  if (request.method !== 'POST' || !Object.hasOwn(BODIES, name))
    throw new Refusal('not-found', `There is no switch ${name}.`)
  const body = parse<unknown>(BODIES[name as SwitchName], await readJson(request))
  // The body was parsed by the schema of the same name.
  const handler = handlersFor(context, controls)[name as SwitchName] as (body: unknown) => unknown
  sendJson(exchange, 200, (await handler(body)) ?? {})
  return true
}

function handlersFor(context: ServerContext, controls: TestControls): Handlers {
  const { switches, store } = context
  return {
    ...editHandlers(context, controls),
    ...commandHandlers(context, controls),
    'drop-acknowledgements': ({ probability }) => {
      switches.dropAcks = probability
    },
    'delay-acknowledgements': ({ delayMs }) => {
      switches.delayMs = delayMs
    },
    refuse: ({ code, count, forMs, retryAfterMs, message, target }) => {
      const error = { code, message: message ?? `Refused by a test switch: ${code}.` }
      switches.planRefusal(target, { count, forMs }, retryAfterMs === undefined ? error : { ...error, retryAfterMs })
    },
    shutdown: ({ downMs }) => controls.goDownPolitely(downMs),
    restart: ({ downMs }) => controls.goDownAbruptly(downMs),
    'expire-tokens': () => controls.expireTokens(),
    blackhole: ({ forMs }) => controls.blackhole(forMs),
    'send-malformed': ({ count }) => ({ sent: controls.sendMalformed(count) }),
    consoles: () => ({ count: controls.consoleCount() }),
    'rotate-epoch': () => {
      store.rotateEpoch()
      controls.disconnectAll()
      return { epoch: store.epoch }
    },
    'forget-feed': () => {
      store.forgetFeed()
      controls.disconnectAll()
      return { head: store.feed.head }
    },
    protocol: (range) => {
      switches.protocol = range
    },
    simulation: (change) => {
      controls.simulation.setPace(JSON.parse(JSON.stringify(change)) as Partial<Pace>)
      return controls.simulation.pace
    },
    uploads: ({ holdAt, flips, lostAnswers, isFull }) => {
      if (holdAt !== undefined) switches.uploads.holdAt = holdAt ?? Number.POSITIVE_INFINITY
      if (flips !== undefined) switches.uploads.flips = flips
      if (lostAnswers !== undefined) switches.uploads.lostAnswers = lostAnswers
      if (isFull !== undefined) switches.uploads.isFull = isFull
    },
    'pairing-code': ({ validMs }) => ({
      code: store.transact(() => controls.simulation.unpaired.show(context.clock.now() + validMs)),
    }),
    disconnect: () => controls.disconnectAll(),
    'cut-off': () => controls.cutOffAll(),
    token: ({ ttlSeconds, tenant, ...user }) =>
      context.tokens.issue({ ...user, tenant: tenant ?? context.options.tenant }, ttlSeconds),
  }
}

const NOT_REPORTED = {
  'no-command': ['not-found', 'No command was applied under this key.'],
  'reported-before': ['malformed', 'The command was reported before.'],
  'no-device': ['not-found', 'The device of the command is gone.'],
} as const satisfies Record<Exclude<Reported, 'reported'>, unknown>

function commandHandlers(
  { store, clock }: ServerContext,
  { simulation }: TestControls,
): Pick<Handlers, 'command-reports' | 'report-command'> {
  return {
    'command-reports': ({ mode }) => {
      simulation.commandReports.mode = mode
    },
    'report-command': ({ key, ...outcome }) => {
      const reported = store.transact(() => simulation.commandReports.report(key, outcome, clock.now()))
      if (reported !== 'reported') {
        const [code, message] = NOT_REPORTED[reported]
        throw new Refusal(code, message)
      }
      return { sequence: store.feed.head }
    },
  }
}

function editHandlers(
  context: ServerContext,
  controls: TestControls,
): Pick<Handlers, 'alarm' | 'edit' | 'delete' | 'device-status'> {
  const { store, clock } = context
  const by = (name: string): Author => ({
    actor: name,
    source: 'simulation',
    key: null,
    clientId: null,
    clientSequence: null,
    at: clock.now(),
  })
  const find = (entityType: EntityRow['entityType'], id: string): EntityRow => {
    const row = store.entities.find(entityType, id)
    if (row === undefined) throw new Refusal('not-found', `There is no ${entityType} ${id}.`)
    return row
  }
  return {
    edit: ({ entityType, entityId, fields, actor: name }) => {
      const checked = checkChange(entityType, fields)
      if (!checked.ok) throw new Refusal('malformed', checked.fault.message)
      return store.transact(() => updateEntity(store, find(entityType, entityId), checked.fields, by(name)))
    },
    delete: ({ entityType, entityId, actor: name }) =>
      store.transact(() => {
        if (entityType === 'device') store.afterCommit(() => controls.simulation.deviceDeleted(entityId))
        return deleteEntity(store, find(entityType, entityId), by(name))
      }),
    alarm: (raised) => {
      const { fleet } = controls.simulation
      if (fleet.find(raised.deviceId) === undefined)
        throw new Refusal('not-found', `There is no device ${raised.deviceId}.`)
      const at = clock.now()
      return { id: store.transact(() => fleet.raiseAlert({ ...raised, raisedAt: at, clearedAt: null }, at, true)) }
    },
    'device-status': ({ deviceId, status }) => {
      const device = controls.simulation.fleet.find(deviceId)
      if (device === undefined) throw new Refusal('not-found', `There is no device ${deviceId}.`)
      if (status === 'offline') controls.simulation.switchedOff(deviceId)
      store.transact(() => controls.simulation.fleet.report(device, status, device.health, clock.now()))
      return { sequence: store.feed.head }
    },
  }
}
