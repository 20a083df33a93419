import { useMemo } from 'react'
import type { BulkChoice, ConflictChoice, UndoSummary } from '#shared/domain/conflict-desk.ts'
import type { ConflictSelection, OutlineRequest } from '#shared/domain/conflict-outline.ts'
import type { IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import { useClient } from '../context.tsx'
import { type RequestState, useOperationsRevision, useRequest } from './requests.ts'

/** What waits for a decision in groups, and the last decision as far as it can be undone. Live. */
export function useConflictOutline(request: OutlineRequest): RequestState<IpcResponse<'conflicts:outline'>> {
  return useRequest('conflicts:outline', request, useOperationsRevision())
}

/** What was decided and what lost by it, newest first. Live. Null asks nothing. */
export function useConflictHistory(
  query: IpcRequest<'conflicts:history'> | null,
): RequestState<IpcResponse<'conflicts:history'>> {
  return useRequest('conflicts:history', query, useOperationsRevision())
}

/** What a choice would come to. Null: none is made yet. */
export function useConflictPreview(
  request: IpcRequest<'conflicts:preview'> | null,
): RequestState<IpcResponse<'conflicts:preview'>> {
  return useRequest('conflicts:preview', request)
}

export interface ConflictActions {
  /** Null: decided. Else why not, for the operator. Rejects with a RequestError. */
  readonly resolve: (key: string, choice: ConflictChoice, seenVersion: number, note: string) => Promise<string | null>
  /** Rejects with a RequestError. */
  readonly resolveBulk: (
    selection: ConflictSelection,
    choice: BulkChoice,
    note: string,
  ) => Promise<IpcResponse<'conflicts:resolve-bulk'>>
  /** Rejects with a RequestError: `not-found` when another decision has followed. */
  readonly undo: (resolutionId: string) => Promise<UndoSummary>
}

export function useConflictActions(): ConflictActions {
  const client = useClient()
  return useMemo(
    () => ({
      async resolve(key, choice, seenVersion, note) {
        const { outcomes } = await client.request('conflicts:resolve', { key, choice, seenVersion, note })
        const [outcome] = outcomes
        return outcome?.ok === true ? null : (outcome?.message ?? '')
      },
      resolveBulk: (selection, choice, note) => client.request('conflicts:resolve-bulk', { selection, choice, note }),
      undo: (resolutionId) => client.request('conflicts:undo', { resolutionId }),
    }),
    [client],
  )
}
