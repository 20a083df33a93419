import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Intent } from '#shared/domain/operation.ts'
import type { IpcRequest, IpcRequestName, IpcResponse } from '#shared/ipc/contract.ts'
import { type RequestError, toRequestError } from '../../ipc/client.ts'
import { useClient } from '../context.tsx'
import { collect, every, now } from '../time.ts'

/** A burst of changes asks again once in this time. */
const REFRESH_DELAY_MS = 120

export interface RequestState<T> {
  readonly status: 'loading' | 'ready' | 'failed'
  /** The last answer, kept while a newer one is asked for. */
  readonly value: T | null
  /** When that answer came: milliseconds since the epoch; null: none has. */
  readonly readAt: number | null
  readonly error: RequestError | null
  readonly reload: () => Promise<void>
}

/**
 * Asks when the component appears and whenever the request's content changes, or `revision`, where the caller knows
 * that the answer has changed. Null: does not ask.
 */
export function useRequest<N extends IpcRequestName>(
  name: N,
  request: IpcRequest<N> | null,
  revision = 0,
): RequestState<IpcResponse<N>> {
  const client = useClient()
  const [state, setState] = useState<Omit<RequestState<IpcResponse<N>>, 'reload'>>({
    status: 'loading',
    value: null,
    readAt: null,
    error: null,
  })
  const turn = useRef(0)
  const content = request === null ? null : JSON.stringify(request)

  const reload = useCallback(async () => {
    if (content === null) return
    turn.current += 1
    const mine = turn.current
    try {
      const value = await client.request(name, JSON.parse(content) as IpcRequest<N>)
      if (mine === turn.current) setState({ status: 'ready', value, readAt: now(), error: null })
    } catch (error) {
      if (mine === turn.current) setState((before) => ({ ...before, status: 'failed', error: toRequestError(error) }))
    }
  }, [client, name, content])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision asks again.
  useEffect(() => {
    // oxlint-disable-next-line react/set-state-in-effect -- the state is set when the answer comes, not here
    void reload()
    return () => {
      turn.current += 1
    }
  }, [reload, revision])

  return { ...state, reload }
}

/** Counts up, at most every `delayMs`, when operations have changed. */
export function useOperationsRevision(delayMs = REFRESH_DELAY_MS): number {
  const client = useClient()
  const [revision, setRevision] = useState(0)
  useEffect(() => {
    const refresh = collect(delayMs, () => setRevision((before) => before + 1))
    const end = client.subscribe('operations:changed', refresh.call)
    return () => {
      end()
      refresh.cancel()
    }
  }, [client, delayMs])
  return revision
}

export type Queued = IpcResponse<'operations:enqueue'>['operations']

export interface MutationState<A extends readonly unknown[]> {
  /** Resolves when the change is durably queued, which is not when it is done. Rejects with a RequestError. */
  readonly mutate: (...args: A) => Promise<Queued>
  readonly isQueueing: boolean
  readonly error: RequestError | null
}

/** Queues several changes: all of them or none. The view comes back as a delta, by itself. */
export function useBatchMutation(): MutationState<[intents: readonly Intent[]]> {
  const client = useClient()
  const [state, setState] = useState<{ isQueueing: boolean; error: RequestError | null }>({
    isQueueing: false,
    error: null,
  })
  const mutate = useCallback(
    async (intents: readonly Intent[]) => {
      setState({ isQueueing: true, error: null })
      try {
        const { operations } = await client.request('operations:enqueue', { intents: [...intents] })
        setState({ isQueueing: false, error: null })
        return operations
      } catch (error) {
        const failure = toRequestError(error)
        setState({ isQueueing: false, error: failure })
        throw failure
      }
    },
    [client],
  )
  return { ...state, mutate }
}

/** Queues one change. */
export function useMutation(): MutationState<[intent: Intent]> {
  const { mutate, ...state } = useBatchMutation()
  return { ...state, mutate: useCallback((intent: Intent) => mutate([intent]), [mutate]) }
}

/** Runs `refresh` every `periodMs` while the component is on screen and the window is visible. Null: never. */
export function usePeriodicRefresh(refresh: () => void, periodMs: number | null): void {
  const run = useEffectEvent(refresh)
  useEffect(() => {
    if (periodMs === null) return
    return every(periodMs, () => {
      if (!document.hidden) run()
    })
  }, [periodMs])
}
