import { parseArgs } from 'node:util'
import { type ServerOptions, serverOptionsSchema } from './options.ts'

/** A command line that can not be understood. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

export interface CommandLine {
  readonly help: boolean
  readonly exitWithParent: boolean
  /** Consoles that the program connects to its own server. */
  readonly consoles: number
  readonly hasBatchedConsoles: boolean
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error'
  readonly options: ServerOptions
}

export const HELP = `Outpost fleet server: the reference server of the Outpost protocol, with a simulated fleet.

Usage: fleet-server [options]

  --port N               port to listen on, 0 for any free one (0)
  --host ADDRESS         address to listen on (127.0.0.1)
  --data DIR             folder of the database; left out: a temporary one, removed at the end
  --devices N            devices of a new fleet (1000)
  --seed N               seed of the fleet and its behaviour (7)
  --events-per-second N  feed events per second, all kinds together (50)
  --alerts-per-second N  how many of them are about alerts (0.5, at most a tenth)
  --schedules-per-second N  how many of them are about schedules (0.1, at most a tenth)
  --edits-per-minute N   edits per minute by simulated other operators (6)
  --tenant ID            tenant (main)
  --site-id ID           what tells the site from others of the same tenant (the tenant)
  --site-name NAME       name of the site shown in consoles (Demo site)
  --role ROLE            role of the printed token: viewer, operator, admin (operator)
  --user-name NAME       name of the user of the printed token (Operator)
  --token-ttl SECONDS    life of tokens; left out: without end
  --retention N          feed events kept for consoles that come back (200000)
  --max-buffered N       bytes a slow console may let wait before it is dropped (16777216)
  --drop-acks P          share of acknowledgements that are lost on purpose, 0 to 1 (0)
  --delay-ms N           delay of acknowledgements in milliseconds (0)
  --consoles N           consoles that this program connects to its server, to load it and to count what arrives (0)
  --batched-consoles     those consoles take events in batches
  --assign-ids           names new entities itself, as servers do that do not take the console's ids
  --no-lookup            refuses operations:lookup, as servers do that keep no results by key
  --show-codes           tells consoles the pairing codes of new devices, for demos
  --test-switches        offers POST /v1/test/… to programs on this PC
  --exit-with-parent     ends when the program that started it is gone
  --log-level LEVEL      debug, info, warn or error (info)
  --help                 this text

The first line on standard output is JSON: ready, url, token, tenant, port, pid. The log goes to standard error.
`

const FLAGS = {
  port: { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
  devices: { type: 'string' },
  seed: { type: 'string' },
  'events-per-second': { type: 'string' },
  'alerts-per-second': { type: 'string' },
  'schedules-per-second': { type: 'string' },
  'edits-per-minute': { type: 'string' },
  tenant: { type: 'string' },
  'site-id': { type: 'string' },
  'site-name': { type: 'string' },
  role: { type: 'string' },
  'user-name': { type: 'string' },
  'token-ttl': { type: 'string' },
  retention: { type: 'string' },
  'max-buffered': { type: 'string' },
  'drop-acks': { type: 'string' },
  'delay-ms': { type: 'string' },
  consoles: { type: 'string' },
  'batched-consoles': { type: 'boolean' },
  'assign-ids': { type: 'boolean' },
  'no-lookup': { type: 'boolean' },
  'show-codes': { type: 'boolean' },
  'test-switches': { type: 'boolean' },
  'exit-with-parent': { type: 'boolean' },
  'log-level': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const
type Flags = ReturnType<typeof parseFlags>['values']

const TEXT_OPTIONS = {
  host: 'host',
  data: 'data',
  tenant: 'tenant',
  'site-id': 'siteId',
  'site-name': 'siteName',
  role: 'role',
  'user-name': 'userName',
} as const
const NUMBER_OPTIONS = {
  port: 'port',
  devices: 'devices',
  seed: 'seed',
  'events-per-second': 'eventsPerSecond',
  'alerts-per-second': 'alertsPerSecond',
  'schedules-per-second': 'schedulesPerSecond',
  'edits-per-minute': 'editsPerMinute',
  'token-ttl': 'tokenTtlSeconds',
  retention: 'retention',
  'max-buffered': 'maxBufferedBytes',
  'drop-acks': 'dropAcks',
  'delay-ms': 'delayMs',
} as const
const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const

/** @throws UsageError with a sentence that names the flag. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { values } = parseFlags(args)
  const logLevel = LOG_LEVELS.find((level) => level === (values['log-level'] ?? 'info'))
  if (logLevel === undefined) throw new UsageError(`--log-level must be one of ${LOG_LEVELS.join(', ')}`)
  const parsed = serverOptionsSchema.safeParse(rawOptions(values))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new UsageError(`--${flagOf(String(issue?.path[0]))}: ${issue?.message}`)
  }
  return {
    help: values.help ?? false,
    exitWithParent: values['exit-with-parent'] ?? false,
    consoles: consolesOf(values.consoles),
    hasBatchedConsoles: values['batched-consoles'] ?? false,
    logLevel,
    options: parsed.data,
  }
}

function consolesOf(text = '0'): number {
  if (/^\d{1,5}$/.test(text)) return Number(text)
  throw new UsageError(`--consoles: "${text}" is not a number of consoles`)
}

function parseFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, strict: true, allowPositionals: false })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function rawOptions(values: Flags): Record<string, unknown> {
  const raw: Record<string, unknown> = {
    testSwitches: values['test-switches'] ?? false,
    showsCodes: values['show-codes'] ?? false,
    assignsIds: values['assign-ids'] ?? false,
    hasLookup: !(values['no-lookup'] ?? false),
  }
  for (const [flag, option] of Object.entries(TEXT_OPTIONS)) {
    const value = values[flag as keyof typeof TEXT_OPTIONS]
    if (value !== undefined) raw[option] = value
  }
  for (const [flag, option] of Object.entries(NUMBER_OPTIONS)) {
    const value = values[flag as keyof typeof NUMBER_OPTIONS]
    if (value === undefined) continue
    if (value.trim() === '' || Number.isNaN(Number(value)))
      throw new UsageError(`--${flag}: "${value}" is not a number`)
    raw[option] = Number(value)
  }
  return raw
}

function flagOf(option: string): string {
  const named = Object.entries({ ...TEXT_OPTIONS, ...NUMBER_OPTIONS }).find(([, name]) => name === option)
  return named?.[0] ?? option
}
