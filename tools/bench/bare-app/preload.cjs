const { contextBridge, ipcRenderer } = require('electron')

contextBridge.exposeInMainWorld('bench', { commit: () => ipcRenderer.invoke('commit') })
