import type { IpcHandlers } from './handler-types.ts'
import type { ListsPort } from './services.ts'

type ListRequest = Extract<keyof IpcHandlers, `lists:${string}`>

export function listHandlers(lists: ListsPort): Pick<IpcHandlers, ListRequest> {
  return {
    'lists:begin': (request, { windowId }) => lists.begin(windowId, request),
    'lists:append': (request, { windowId }) => lists.append(windowId, request),
    'lists:finish': ({ token }, { windowId }) => lists.finish(windowId, token),
    'lists:cancel': async ({ token }, { windowId }) => {
      await lists.cancel(windowId, token)
      return {}
    },
  }
}
