import { IPC_RELEASE_CHANNEL } from '#shared/ipc/bridge.ts'

/** What of Electron's `ipcRenderer` and `webFrame` is needed. */
export interface ReleaseSource {
  on(channel: string, listener: () => void): unknown
}

export interface ReleasableFrame {
  clearCache(): void
}

/** Gives back the memory that the page holds for nobody when the main process says that it is quiet. */
export function releaseMemoryWhenTold(ipc: ReleaseSource, frame: ReleasableFrame): void {
  ipc.on(IPC_RELEASE_CHANNEL, () => frame.clearCache())
}
