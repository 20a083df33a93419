import type { Operation, OperationState, TimeStamp } from '#shared/domain/operation.ts'
import { recordsOf } from './conflict-records.ts'
import type { Step } from './step.ts'
import type { Verdict } from './verdict.ts'

type Of<K extends Verdict['kind']> = Extract<Verdict, { kind: K }>

/** What settling needs to know besides the operation and the verdict. */
export interface SettleContext {
  readonly stamp: TimeStamp
  /** Refusals by the server before an operation asks for attention. */
  readonly retryLimit: number
  readonly newId: () => string
}

/** The step that a verdict leads to. Pure. */
export function settle(before: Operation, verdict: Verdict, context: SettleContext): Step {
  const now = context.stamp.wall
  const to = (state: OperationState, changes: Partial<Operation>, reason: string): Step => ({
    before,
    after: { ...before, nextAttemptAt: null, ...changes, state, changedAt: now },
    reason,
  })
  switch (verdict.kind) {
    case 'applied':
      return settleApplied(before, verdict, context, to)
    case 'rebase':
      return settleRebase(before, verdict, context, to)
    case 'drop': {
      const records = recordsOf(verdict.records, now, context.newId)
      return { ...to('cancelled', { conflict: null }, verdict.reason), seen: verdict.detail, records }
    }
    case 'conflict': {
      const lastError = { code: 'conflict', message: verdict.message }
      const changes = { conflict: verdict.detail, lastError }
      const reason = verdict.detail.isFromFeed === true ? 'conflict-before-sent' : 'conflict'
      return { ...to('conflicted', changes, verdict.reason ?? reason), seen: verdict.detail }
    }
    case 'rejected': {
      const lastError = { code: verdict.code, message: verdict.message }
      return to('quarantined', { lastError, attempts: before.attempts + 1 }, `rejected:${verdict.code}`)
    }
    case 'unknown':
      return to('unknown', countedIn(before, verdict), verdict.reason)
    case 'retry':
      return settleRetry(before, verdict, context, to)
  }
}

/** What a person reads: nothing happens to it before somebody decides. */
function byHand({ code, message }: NonNullable<Operation['lastError']>): NonNullable<Operation['lastError']> {
  const plain = message.replace(/[.\s]+$/, '')
  return { code, message: `${plain}. As set, it is tried again only when a person sends it again.` }
}

/** The refusals so far and the last one, with what `verdict` adds. */
function countedIn(
  { attempts, lastError }: Operation,
  { isAttempt, error }: Of<'unknown' | 'retry'>,
): Pick<Operation, 'attempts' | 'lastError'> {
  return { attempts: attempts + (isAttempt ? 1 : 0), lastError: error ?? lastError }
}

type To = (state: OperationState, changes: Partial<Operation>, reason: string) => Step

/** An edit ends with the server's word; a command only with its device's. */
function settleApplied(before: Operation, verdict: Of<'applied'>, { stamp }: SettleContext, to: To): Step {
  const { version, sequence, entityId, reason, seen } = verdict
  const changes = { acknowledged: { version, sequence, at: stamp.wall }, conflict: null, lastError: null }
  if (before.intent.kind === 'command') return to('accepted', { ...changes, acceptedAt: stamp }, reason)
  const isNamed = before.intent.kind === 'create' && entityId !== before.intent.entityId
  const found = seen === undefined ? {} : { seen }
  return { ...to('applied', changes, reason), ...found, ...(isNamed ? { namedBy: entityId } : {}) }
}

/** By itself as long as the limit and the settings leave that to the console; else a person decides. */
function settleRetry(before: Operation, verdict: Of<'retry'>, { retryLimit }: SettleContext, to: To): Step {
  const { attempts, lastError } = countedIn(before, verdict)
  if (attempts > retryLimit) return to('quarantined', { attempts, lastError }, 'retry-limit')
  if (verdict.asksPerson === true) {
    return to('quarantined', { attempts, lastError: lastError && byHand(lastError) }, 'retry-by-hand')
  }
  return to('queued', { attempts, lastError, nextAttemptAt: verdict.notBefore }, verdict.reason)
}

function settleRebase(before: Operation, verdict: Of<'rebase'>, context: SettleContext, to: To): Step {
  const { detail, othersFields, fields, baseFields, reason } = verdict
  const { intent } = before
  const version = detail.serverVersion
  const amended = fields !== null && intent.kind === 'update' ? { intent: { ...intent, fields } } : {}
  // What has not been sent since cannot go round between two consoles.
  const rounds = before.rounds + (detail.isFromFeed === true ? 0 : 1)
  const changes = { ...amended, baseFields, baseVersion: version, rounds, conflict: null }
  const records = recordsOf(verdict.records, context.stamp.wall, context.newId)
  return { ...to('queued', changes, reason), onto: { version, fields: othersFields }, seen: detail, records }
}
