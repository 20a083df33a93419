import type { IpcHandlers } from './handler-types.ts'
import type { WindowsPort } from './services.ts'

type WindowRequest = 'windows:self' | 'windows:open' | 'windows:show' | 'windows:place' | 'windows:visibility'

export function windowHandlers(windows: WindowsPort): Pick<IpcHandlers, WindowRequest> {
  return {
    'windows:self': async (_request, { windowId }) => windows.self(windowId),
    'windows:open': async (request, { windowId }) => windows.open(windowId, request),
    'windows:show': async (request, { windowId }) => {
      windows.show(windowId, request)
      return {}
    },
    'windows:place': async (request, { windowId }) => {
      windows.place(windowId, request)
      return {}
    },
    'windows:visibility': async ({ isHidden }, { windowId }) => {
      windows.visibility(windowId, isHidden)
      return {}
    },
  }
}
