import type { IpcRequest, IpcRequestName, IpcResponse } from '#shared/ipc/contract.ts'
import type { RequestContext } from './services.ts'

export type IpcHandler<N extends IpcRequestName> = (
  request: IpcRequest<N>,
  context: RequestContext,
) => Promise<IpcResponse<N>>

/** One handler for every request of the contract: a missing one is a type error. */
export type IpcHandlers = { readonly [N in IpcRequestName]: IpcHandler<N> }
