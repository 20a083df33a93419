import { type IpcMainInvokeEvent, ipcMain } from 'electron'
import { IPC_REQUEST_CHANNEL } from '#shared/ipc/bridge.ts'
import type { Cancel } from '../platform/clock.ts'
import type { IpcRouter, SenderInfo } from './router.ts'

/** Connects the router to Electron: the only `ipcMain.handle` of the app. */
export function attachRouter(router: IpcRouter, isKnownWindow: (windowId: number) => boolean): Cancel {
  ipcMain.handle(IPC_REQUEST_CHANNEL, (event, message: unknown) =>
    router.handle(senderOf(event, isKnownWindow), message),
  )
  return () => ipcMain.removeHandler(IPC_REQUEST_CHANNEL)
}

function senderOf(event: IpcMainInvokeEvent, isKnownWindow: (windowId: number) => boolean): SenderInfo {
  const windowId = event.sender.id
  const stranger = { windowId, isKnownWindow: false, isMainFrame: false, origin: null }
  try {
    // Reading a frame that has gone away throws: who cannot be checked is a stranger.
    const frame = event.senderFrame
    if (frame === null) return stranger
    return {
      windowId,
      isKnownWindow: isKnownWindow(windowId),
      isMainFrame: frame.parent === null && frame === event.sender.mainFrame,
      origin: frame.origin,
    }
  } catch {
    return stranger
  }
}
