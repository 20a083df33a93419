import type { Fields } from '#shared/domain/entities.ts'
import type { OperationState } from '#shared/domain/operation.ts'
import type { ConsoleApp } from '../../tests/support/console-app.ts'

/** An operation as the window's own bridge lists it. */
export interface ListedOperation {
  readonly key: string
  readonly clientSequence: number
  readonly kind: string
  readonly state: OperationState
  readonly entityId: string
  readonly fields: Fields
  readonly baseFields: Fields
  readonly createdAt: number
}

const MOST = 1_000

export async function listOperations(
  app: ConsoleApp,
  scope: 'pending' | 'history',
  states?: readonly OperationState[],
): Promise<readonly ListedOperation[]> {
  const query = { scope, offset: 0, limit: MOST, ...(states === undefined ? {} : { states }) }
  const answer = (await app.request('operations:list', query)) as {
    readonly value: { readonly operations: readonly ListedOperation[] }
  }
  return answer.value.operations
}

/** The key of the operation that carries a merged one; null when its history names none. */
export async function carrierOf(app: ConsoleApp, key: string): Promise<string | null> {
  const answer = (await app.request('operations:transitions', { key })) as {
    readonly value: { readonly transitions: readonly { readonly reason: string }[] }
  }
  const reason = answer.value.transitions.at(-1)?.reason ?? ''
  return reason.startsWith('merged-into:') ? reason.slice('merged-into:'.length) : null
}
