import { useState } from 'react'
import type { IpcRequest, IpcRequestName, IpcResponse } from '#shared/ipc/contract.ts'
import { type RequestError, toRequestError } from '../../ipc/client.ts'
import { useClient } from '../context.tsx'

export type FileRequestName = Extract<
  IpcRequestName,
  `bundle:${string}` | `quarantine:${string}` | `ledger:${string}` | 'diagnostics:export' | 'analytics:export'
>

export type FileRequestState<N extends FileRequestName> =
  | { readonly status: 'idle' | 'asking' }
  | { readonly status: 'answered'; readonly answer: IpcResponse<N> }
  | { readonly status: 'failed'; readonly error: RequestError }

export interface FileRequest<N extends FileRequestName> {
  readonly state: FileRequestState<N>
  /** Never rejects: what went wrong is in `state`, and null is answered. */
  readonly ask: (request: IpcRequest<N>) => Promise<IpcResponse<N> | null>
}

/** A request that lets a person choose a file in the system's own dialog, which may take as long as it likes. */
export function useFileRequest<N extends FileRequestName>(name: N): FileRequest<N> {
  const client = useClient()
  const [state, setState] = useState<FileRequestState<N>>({ status: 'idle' })
  async function ask(request: IpcRequest<N>): Promise<IpcResponse<N> | null> {
    setState({ status: 'asking' })
    try {
      const answer = await client.request(name, request)
      setState({ status: 'answered', answer })
      return answer
    } catch (error) {
      setState({ status: 'failed', error: toRequestError(error) })
      return null
    }
  }
  return { state, ask }
}
