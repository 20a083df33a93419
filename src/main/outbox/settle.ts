import type { Operation, OperationState } from '#shared/domain/operation.ts'
import type { Onto } from './rebase.ts'
import type { Verdict } from './verdict.ts'

/** The operation after a verdict, and the recorded reason. Pure. `retryLimit`: refusals before it asks for attention. */
export function settle(
  operation: Operation,
  verdict: Verdict,
  now: number,
  retryLimit: number,
): { readonly operation: Operation; readonly reason: string; readonly onto?: Onto } {
  const to = (state: OperationState, changes: Partial<Operation>, reason: string) => ({
    operation: { ...operation, ...changes, state, changedAt: now },
    reason,
  })
  switch (verdict.kind) {
    case 'applied': {
      const acknowledged = { version: verdict.version, sequence: verdict.sequence, at: now }
      return to('applied', { acknowledged, nextAttemptAt: null, conflict: null }, verdict.reason)
    }
    case 'rebase':
      return { ...to('queued', { baseVersion: verdict.version, nextAttemptAt: null }, 'rebased'), onto: verdict }
    case 'conflict': {
      const lastError = { code: 'conflict', message: 'The same field was changed at the server.' }
      return to('conflicted', { conflict: verdict.detail, lastError, nextAttemptAt: null }, 'conflict')
    }
    case 'rejected': {
      const lastError = { code: verdict.code, message: verdict.message }
      return to(
        'quarantined',
        { lastError, nextAttemptAt: null, attempts: operation.attempts + 1 },
        `rejected:${verdict.code}`,
      )
    }
    case 'unknown':
      return to('unknown', { nextAttemptAt: null }, verdict.reason)
    case 'retry': {
      const attempts = operation.attempts + (verdict.isAttempt ? 1 : 0)
      const lastError = verdict.error ?? operation.lastError
      if (attempts > retryLimit) return to('quarantined', { attempts, lastError, nextAttemptAt: null }, 'retry-limit')
      return to('queued', { attempts, lastError, nextAttemptAt: verdict.notBefore }, verdict.reason)
    }
  }
}
