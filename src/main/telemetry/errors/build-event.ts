import { createHash } from 'node:crypto'
import { createStackParser, type Event, type Exception, nodeStackLineParser } from '@sentry/core'
import type { DatedCrumb } from './breadcrumbs.ts'
import type { TelemetryConfig } from './config.ts'
import type { ErrorFacts, ErrorReport } from './report.ts'

/** Who and where, as ids. Sent only where the settings allow it. */
export interface Whereabouts {
  readonly user: string | null
  readonly tenant: string | null
  readonly site: string | null
}

/** What the events of this program have in common. */
export interface ProgramFacts {
  readonly version: string
  readonly electron: string
  readonly platform: string
  readonly arch: string
  /** The folder of the program: left out of the names of files. */
  readonly folder: string
}

export interface EventParts {
  readonly id: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly report: ErrorReport
  readonly crumbs: readonly DatedCrumb[]
  /** How many of the same kind were left out before this one. */
  readonly leftOut: number
  readonly config: TelemetryConfig
  readonly program: ProgramFacts
  readonly whereabouts: Whereabouts
}

const parseStack = createStackParser(nodeStackLineParser())
const MAX_STACK = 20_000

/** The same kind of error has the same one, whichever device, number or file it was about. */
export function fingerprintOf({ process, component, message, facts }: ErrorReport): string[] {
  return [process, component, facts?.name ?? 'message', kindOf(facts?.message ?? message)]
}

/** As a digest: without its digits, a secret in the message would not be known for one any more. */
function kindOf(message: string): string {
  const kind = message
    .slice(0, 500)
    .replace(/"[^"]*"|“[^”]*”|'[^']*'/g, '…')
    .replace(/[0-9a-f]{8,}|[0-9a-f-]{36}|\d+/gi, '#')
  return createHash('sha256').update(kind).digest('hex').slice(0, 16)
}

/** A report as an event of the protocol; nothing is taken out of it yet. */
export function buildEvent(parts: EventParts): Event {
  const { id, at, report, crumbs, config, program } = parts
  const { facts, level, component, action, process } = report
  return {
    event_id: id,
    timestamp: at / 1_000,
    platform: process === 'page' ? 'javascript' : 'node',
    level,
    logger: component,
    release: config.release,
    environment: config.environment,
    fingerprint: fingerprintOf(report),
    tags: { process, component, action, handled: report.isHandled ? 'yes' : 'no', ...placeOf(parts) },
    contexts: {
      app: { app_name: 'Outpost Console', app_version: program.version },
      runtime: { name: 'Electron', version: program.electron },
      os: { name: program.platform },
      device: { arch: program.arch },
    },
    extra: {
      told_as: report.message,
      ...(parts.leftOut === 0 ? {} : { left_out_before: parts.leftOut }),
      ...(report.metadata === undefined ? {} : { metadata: { ...report.metadata } }),
    },
    ...userOf(parts),
    ...(facts === null
      ? { logentry: { message: report.message } }
      : { exception: { values: chainOf(facts, report, program.folder) } }),
    breadcrumbs: crumbs.map((crumb) => ({
      timestamp: crumb.at / 1_000,
      category: crumb.category,
      level: crumb.level,
      message: crumb.message,
      ...(crumb.data === undefined && crumb.times === 1 ? {} : { data: { ...crumb.data, times: crumb.times } }),
    })),
    sdk: { name: 'outpost.console', version: program.version },
  }
}

function userOf({ config, whereabouts: { user } }: EventParts): Pick<Event, 'user'> {
  return config.sendsUser && user !== null ? { user: { id: user } } : {}
}

function placeOf({ config, whereabouts: { tenant, site } }: EventParts): Record<string, string> {
  if (!config.sendsUser) return {}
  return { ...(tenant === null ? {} : { tenant }), ...(site === null ? {} : { site }) }
}

/** The causes first, as the protocol wants it. */
function chainOf(facts: ErrorFacts, report: ErrorReport, folder: string): Exception[] {
  const own: Exception = {
    type: facts.name,
    value: facts.message,
    mechanism: { type: 'generic', handled: report.isHandled },
    ...framesOf(facts.stack, folder),
  }
  return facts.cause === null ? [own] : [...chainOf(facts.cause, report, folder), own]
}

function framesOf(stack: string | null, folder: string): Pick<Exception, 'stacktrace'> {
  if (stack === null) return {}
  const frames = parseStack(stack.slice(0, MAX_STACK)).map((frame) => ({
    ...frame,
    ...(frame.filename === undefined ? {} : { filename: frame.filename.replace(folder, 'app:///main') }),
  }))
  return frames.length === 0 ? {} : { stacktrace: { frames } }
}
