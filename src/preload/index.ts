import { contextBridge, ipcRenderer, webFrame, webUtils } from 'electron'
import { BRIDGE_KEY } from '#shared/ipc/bridge.ts'
import { createBridge } from './bridge.ts'
import { passFeedPort } from './feed-port.ts'
import { releaseMemoryWhenTold } from './release-memory.ts'

passFeedPort(ipcRenderer, window)
releaseMemoryWhenTold(ipcRenderer, webFrame)
contextBridge.exposeInMainWorld(BRIDGE_KEY, createBridge(ipcRenderer, placeOf))

/** What is no file of the system has no place. */
function placeOf(file: object): string {
  try {
    return webUtils.getPathForFile(file as File)
  } catch {
    return ''
  }
}
