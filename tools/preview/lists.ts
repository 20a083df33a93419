import type { IpcRequest, IpcRequestName, IpcResponse } from '#shared/ipc/contract.ts'

type ListRequest = Extract<IpcRequestName, `lists:${string}`>
type Handlers = { readonly [N in ListRequest]: (request: IpcRequest<N>) => IpcResponse<N> }

/** Lists that are written into imagined files. */
export function imaginedLists(): Handlers {
  let rows = 0
  let fileName = ''
  return {
    'lists:begin': ({ list, format }) => {
      rows = 0
      fileName = `outpost-${list}-2026-11-22.${format}`
      return { outcome: 'begun', token: 'list' }
    },
    'lists:append': (request) => {
      rows += request.rows.length
      return { outcome: 'taken' }
    },
    'lists:finish': () => ({ outcome: 'written', fileName, rows }),
    'lists:cancel': () => ({}),
  }
}
