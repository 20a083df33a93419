import { BrowserWindow, dialog, webContents } from 'electron'
import type { FileDialogs } from '../platform/file-dialogs.ts'

/** The system's own dialogs, each on top of the window that wants a file. */
export const systemFileDialogs: FileDialogs = {
  async save(windowId, { title, suggestedName, kind }) {
    const options = { title, defaultPath: suggestedName, filters: [{ name: kind.name, extensions: [kind.extension] }] }
    const window = windowOf(windowId)
    const { canceled, filePath } = await (window === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(window, options))
    if (canceled || filePath === '') return null
    // Some desktops leave the ending to whoever writes the name.
    return /\.[^./\\]+$/.test(filePath) ? filePath : `${filePath}.${kind.extension}`
  },

  async folder(windowId, { title }) {
    const options = { title, properties: ['openDirectory' as const, 'createDirectory' as const] }
    const window = windowOf(windowId)
    const { canceled, filePaths } = await (window === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options))
    return canceled ? null : (filePaths[0] ?? null)
  },

  async openMany(windowId, { title, name, extensions }) {
    const properties = ['openFile' as const, 'multiSelections' as const]
    const options = { title, filters: [{ name, extensions }], properties }
    const window = windowOf(windowId)
    const { canceled, filePaths } = await (window === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options))
    return canceled ? [] : filePaths
  },

  async open(windowId, { title, kind }) {
    const filters = [{ name: kind.name, extensions: [kind.extension] }]
    const options = { title, filters, properties: ['openFile' as const] }
    const window = windowOf(windowId)
    const { canceled, filePaths } = await (window === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options))
    return canceled ? null : (filePaths[0] ?? null)
  },
}

function windowOf(windowId: number): BrowserWindow | null {
  const contents = webContents.fromId(windowId)
  return contents === undefined ? null : BrowserWindow.fromWebContents(contents)
}
