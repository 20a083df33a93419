import { contextBridge, ipcRenderer } from 'electron'
import { BRIDGE_KEY } from '#shared/ipc/bridge.ts'
import { createBridge } from './bridge.ts'
import { passFeedPort } from './feed-port.ts'

passFeedPort(ipcRenderer, window)
contextBridge.exposeInMainWorld(BRIDGE_KEY, createBridge(ipcRenderer))
