import { type Dispatch, type SetStateAction, useEffect, useState } from 'react'
import type { IpcEvent, IpcEventName, IpcRequest, IpcRequestName, IpcResponse } from '#shared/ipc/contract.ts'
import { useClient } from '../context.tsx'

/** Requests that ask for nothing in particular. */
type PlainRequestName = {
  [N in IpcRequestName]: Record<never, never> extends IpcRequest<N> ? N : never
}[IpcRequestName]

/**
 * Something the main process knows, as it goes on: asked for once, and then told with each change. Null: not known yet.
 *
 * @param event tells the same as `request` answers
 */
export function useFollowed<R extends PlainRequestName, E extends IpcEventName>(
  request: IpcEvent<E> extends IpcResponse<R> ? R : never,
  event: E,
): [IpcResponse<R> | null, Dispatch<SetStateAction<IpcResponse<R> | null>>] {
  const client = useClient()
  const [status, setStatus] = useState<IpcResponse<R> | null>(null)
  useEffect(() => {
    let isHeard = false
    const end = client.subscribe(event, (next) => {
      isHeard = true
      setStatus(next)
    })
    client.request<R>(request, {} as IpcRequest<R>).then(
      (first) => {
        if (!isHeard) setStatus(first)
      },
      // The next change tells it.
      () => undefined,
    )
    return () => {
      isHeard = true
      end()
    }
  }, [client, request, event])
  return [status, setStatus]
}
