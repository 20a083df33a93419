import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import type { PerformanceAlert } from '#shared/domain/metrics.ts'
import type { QueueStatus, SyncStatus } from '#shared/domain/queue.ts'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import { createOperationList, type OperationListState, type OperationQuery } from '../../stores/operation-list.ts'
import { useApp, useClient } from '../context.tsx'
import { type RequestState, usePeriodicRefresh, useRequest } from './requests.ts'

/** The live figures of the queue; null until the first answer. */
export function useQueueStatus(): QueueStatus | null {
  return useApp((state) => state.queue)
}

/** How far the local copy is behind the server; null until the first answer. */
export function useSyncStatus(): SyncStatus | null {
  return useApp((state) => state.sync)
}

export type Outcomes = IpcResponse<'operations:retry'>['outcomes']

export interface OperationActions {
  /** One outcome per operation: what could be done and what could not, and why. */
  readonly retry: (keys: readonly string[]) => Promise<Outcomes>
  readonly rollBack: (keys: readonly string[]) => Promise<Outcomes>
  readonly keepMine: (keys: readonly string[]) => Promise<Outcomes>
  readonly pause: (isPaused: boolean) => Promise<void>
}

/** Most keys of one request; the contract's limit. */
const MAX_KEYS = 1_000

export function useOperationActions(): OperationActions {
  const client = useClient()
  return useMemo(() => {
    type BulkRequest = 'operations:retry' | 'operations:rollback' | 'operations:keep-mine'
    async function all(name: BulkRequest, keys: readonly string[]): Promise<Outcomes> {
      const outcomes: Outcomes = []
      for (let start = 0; start < keys.length; start += MAX_KEYS) {
        const answer = await client.request(name, { keys: keys.slice(start, start + MAX_KEYS) })
        outcomes.push(...answer.outcomes)
      }
      return outcomes
    }
    return {
      retry: (keys) => all('operations:retry', keys),
      rollBack: (keys) => all('operations:rollback', keys),
      keepMine: (keys) => all('operations:keep-mine', keys),
      pause: async (isPaused) => void (await client.request('queue:pause', { isPaused })),
    }
  }, [client])
}

/** Operations that are not settled, or with `scope: 'history'` those that are. Live. */
export function usePendingOperations(query: Partial<OperationQuery> = {}, limit?: number): OperationListState {
  const client = useClient()
  const content = JSON.stringify({ scope: 'pending', ...query })
  const list = useMemo(
    () => createOperationList(client, JSON.parse(content) as OperationQuery, limit),
    [client, content, limit],
  )
  useEffect(() => list.getState().start(), [list])
  return useStore(list)
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
