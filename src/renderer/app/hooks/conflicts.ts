import { useMemo } from 'react'
import type { ConflictChoice, UndoSummary } from '#shared/domain/conflict-desk.ts'
import type { OutlineRequest } from '#shared/domain/conflict-outline.ts'
import type { IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import { useClient } from '../context.tsx'
import { type RequestState, useOperationsRevision, useRequest } from './requests.ts'

/** What many conflicts come to is counted anew no more often: it is read in full each time. */
const RECOUNT_DELAY_MS = 1_000

/** What waits for a decision in groups, and the last decision as far as it can be undone. Live, `delayMs` behind at most. */
export function useConflictOutline(
  request: OutlineRequest,
  delayMs?: number,
): RequestState<IpcResponse<'conflicts:outline'>> {
  return useRequest('conflicts:outline', request, useOperationsRevision(delayMs))
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

/** What one choice for many would come to. Live. */
export function useBulkConflictPreview(
  request: IpcRequest<'conflicts:preview-bulk'>,
): RequestState<IpcResponse<'conflicts:preview-bulk'>> {
  return useRequest('conflicts:preview-bulk', request, useOperationsRevision(RECOUNT_DELAY_MS))
}

export interface ConflictActions {
  /** Null: decided. Else why not, for the operator. Rejects with a RequestError. */
  readonly resolve: (key: string, choice: ConflictChoice, seenVersion: number, note: string) => Promise<string | null>
  /** `seen`: of the preview that is shown. Rejects with a RequestError: `changed-meanwhile` when it shows others by now. */
  readonly resolveBulk: (
    decision: IpcRequest<'conflicts:resolve-bulk'>,
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
      resolveBulk: (decision) => client.request('conflicts:resolve-bulk', decision),
      undo: (resolutionId) => client.request('conflicts:undo', { resolutionId }),
    }),
    [client],
  )
}
