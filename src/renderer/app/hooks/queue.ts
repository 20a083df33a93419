import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { Fields } from '#shared/domain/entities.ts'
import type { PerformanceAlert } from '#shared/domain/metrics.ts'
import type { Priority } from '#shared/domain/operation.ts'
import type { OperationGroups } from '#shared/domain/operation-groups.ts'
import type { OperationView, QueueStatus, SyncStatus } from '#shared/domain/queue.ts'
import type { IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import {
  createOperationList,
  type OperationListState,
  type OperationQuery,
  readOperations,
} from '../../stores/operation-list.ts'
import { useApp, useClient } from '../context.tsx'
import { collect } from '../time.ts'
import { type RequestState, useOperationsRevision, usePeriodicRefresh, useRequest } from './requests.ts'

/** The live figures of the queue; null until the first answer. */
export function useQueueStatus(): QueueStatus | null {
  return useApp((state) => state.queue)
}

/** How far the local copy is behind the server; null until the first answer. */
export function useSyncStatus(): SyncStatus | null {
  return useApp((state) => state.sync)
}

export type Outcomes = IpcResponse<'operations:retry'>['outcomes']

/** What can be done with many operations at once. */
export type BulkVerb = 'retry' | 'rollBack' | 'discard' | 'confirm' | 'keepMine'

export interface OperationActions extends Readonly<Record<BulkVerb, (keys: readonly string[]) => Promise<Outcomes>>> {
  /** One outcome per operation, as for the others: what could be done and what could not, and why. */
  readonly prioritize: (keys: readonly string[], priority: Priority) => Promise<Outcomes>
  /** Corrects values of a refused change and sends it again. Rejects with a RequestError that names the field. */
  readonly edit: (key: string, fields: Fields) => Promise<Outcomes>
  /** Undoes that these were rolled back or discarded. */
  readonly restore: (keys: readonly string[]) => Promise<Outcomes>
  /** What rolling these back, or discarding them, would do to others. */
  readonly consequencesOf: (keys: readonly string[]) => Promise<Consequences>
  readonly pause: (isPaused: boolean) => Promise<void>
}

export type Consequences = IpcResponse<'operations:consequences'>

export type ChainLink = IpcResponse<'operations:chain'>['links'][number]

/** Most keys of one request; the contract's limit. */
const MAX_KEYS = 1_000

const REQUEST_OF = {
  retry: 'operations:retry',
  rollBack: 'operations:rollback',
  discard: 'operations:discard',
  confirm: 'operations:confirm',
  keepMine: 'operations:keep-mine',
} as const satisfies Readonly<Record<BulkVerb, string>>

export function useOperationActions(): OperationActions {
  const client = useClient()
  return useMemo(() => {
    const all = (verb: BulkVerb) => (keys: readonly string[]) =>
      inParts(keys, (part) => client.request(REQUEST_OF[verb], { keys: part }))
    return {
      retry: all('retry'),
      rollBack: all('rollBack'),
      discard: all('discard'),
      confirm: all('confirm'),
      keepMine: all('keepMine'),
      prioritize: (keys, priority) =>
        inParts(keys, (part) => client.request('operations:prioritize', { keys: part, priority })),
      edit: async (key, fields) => (await client.request('operations:edit', { key, fields })).outcomes,
      // At once: a batch comes back as a whole or not at all.
      restore: async (keys) => (await client.request('operations:restore', { keys: [...keys] })).outcomes,
      consequencesOf: (keys) => client.request('operations:consequences', { keys: [...keys] }),
      pause: async (isPaused) => void (await client.request('queue:pause', { isPaused })),
    }
  }, [client])
}

async function inParts(
  keys: readonly string[],
  ask: (part: string[]) => Promise<{ outcomes: Outcomes }>,
): Promise<Outcomes> {
  const outcomes: Outcomes = []
  for (let start = 0; start < keys.length; start += MAX_KEYS) {
    outcomes.push(...(await ask(keys.slice(start, start + MAX_KEYS))).outcomes)
  }
  return outcomes
}

/** A burst of changes asks for the chain once in this time. */
const CHAIN_DELAY_MS = 250

/** An operation with everything that cannot go before it, live. Null: not read yet. Empty: it is settled, or not known. */
export function useChain(key: string): readonly ChainLink[] | null {
  const client = useClient()
  const [answer, setAnswer] = useState<{ key: string; links: readonly ChainLink[] } | null>(null)
  useEffect(() => {
    let isEnded = false
    const read = async (): Promise<void> => {
      // What cannot be read is told by the list beside it.
      const { links } = await client.request('operations:chain', { key }).catch(() => ({ links: [] }))
      if (!isEnded) setAnswer({ key, links })
    }
    const refresh = collect(CHAIN_DELAY_MS, () => void read())
    const end = client.subscribe('operations:changed', refresh.call)
    void read()
    return () => {
      isEnded = true
      end()
      refresh.cancel()
    }
  }, [client, key])
  return answer?.key === key ? answer.links : null
}

/** Operations that are not settled, or with `scope: 'history'` those that are. Live. */
/** @param text limits those that wait to what holds all its words. */
export function usePendingOperations(
  query: Partial<OperationQuery> = {},
  limit?: number,
  text = '',
): OperationListState {
  const client = useClient()
  const content = JSON.stringify({ scope: 'pending', ...query })
  const list = useMemo(
    () => createOperationList(client, JSON.parse(content) as OperationQuery, limit),
    [client, content, limit],
  )
  useEffect(() => list.getState().search(text), [list, text])
  useEffect(() => list.getState().start(), [list])
  return useStore(list)
}

/** What waits in groups, counted over all of it; in full where a group is open. Live. Null asks nothing. */
export function useOperationOutline(
  request: IpcRequest<'operations:outline'> | null,
): RequestState<IpcResponse<'operations:outline'>> {
  return useRequest('operations:outline', request, useOperationsRevision())
}

const NO_OPERATIONS: readonly OperationView[] = []

/** All that waits in these groups, live; what was read before stays until more is. Null: in none. */
export function useOperationsIn(
  groups: OperationGroups | null,
  { states, text }: { readonly states: OperationQuery['states']; readonly text: string },
): readonly OperationView[] {
  const client = useClient()
  const revision = useOperationsRevision()
  const [operations, setOperations] = useState(NO_OPERATIONS)
  const content = groups === null ? null : JSON.stringify({ scope: 'pending', groups, states, text })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision asks again.
  useEffect(() => {
    if (content === null) return
    let isEnded = false
    const query = JSON.parse(content) as OperationQuery
    readOperations(client, query, Number.MAX_SAFE_INTEGER).then(
      (read) => isEnded || setOperations(read.operations),
      // The list beside it says what is wrong.
      () => undefined,
    )
    return () => {
      isEnded = true
    }
  }, [client, content, revision])
  return content === null ? NO_OPERATIONS : operations
}

/** The operations that wait for a person because the server holds other values. Live. */
export function useConflicts(): OperationListState {
  return usePendingOperations(CONFLICTED)
}
const CONFLICTED: Partial<OperationQuery> = { scope: 'pending', states: ['conflicted'] }

/** The measured figures, read anew every `periodMs`. */
export function useMetrics(periodMs = 2_000): RequestState<IpcResponse<'metrics:read'>> {
  const state = useRequest('metrics:read', {})
  usePeriodicRefresh(() => void state.reload(), periodMs)
  return state
}

/** Performance alerts since the window opened, newest first. */
export function usePerformanceAlerts(): readonly PerformanceAlert[] {
  return useApp((state) => state.alerts)
}
