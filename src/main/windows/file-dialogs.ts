import { BrowserWindow, dialog, webContents } from 'electron'
import type { DesktopLanguage } from '#shared/i18n/desktop-texts.ts'
import type { DialogTitle, FileDialogs, FileKind } from '../platform/file-dialogs.ts'

/** The system's own dialogs, each on top of the window that wants a file, in the language of the console. */
export class SystemFileDialogs implements FileDialogs {
  readonly #language: () => DesktopLanguage

  constructor(language: () => DesktopLanguage) {
    this.#language = language
  }

  async save(
    windowId: number,
    { title, suggestedName, kind }: Parameters<FileDialogs['save']>[1],
  ): Promise<string | null> {
    const options = { title: this.#titleOf(title), defaultPath: suggestedName, filters: this.#filtersOf(kind) }
    const window = windowOf(windowId)
    const { canceled, filePath } = await (window === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(window, options))
    if (canceled || filePath === '') return null
    // Some desktops leave the ending to whoever writes the name.
    return /\.[^./\\]+$/.test(filePath) ? filePath : `${filePath}.${kind.extension}`
  }

  folder(windowId: number, { title }: Parameters<FileDialogs['folder']>[1]): Promise<string | null> {
    return open(windowId, { title: this.#titleOf(title), properties: ['openDirectory', 'createDirectory'] })
  }

  open(windowId: number, { title, kind }: Parameters<FileDialogs['open']>[1]): Promise<string | null> {
    return open(windowId, { title: this.#titleOf(title), filters: this.#filtersOf(kind), properties: ['openFile'] })
  }

  openMany(
    windowId: number,
    { title, name, extensions }: Parameters<FileDialogs['openMany']>[1],
  ): Promise<readonly string[]> {
    const filters = [{ name: this.#language().texts.dialog.kind[name], extensions }]
    return chosen(windowId, { title: this.#titleOf(title), filters, properties: ['openFile', 'multiSelections'] })
  }

  #titleOf(title: DialogTitle): string {
    return this.#language().texts.dialog.title[title]
  }

  #filtersOf({ name, extension }: FileKind): Electron.FileFilter[] {
    return [{ name: this.#language().texts.dialog.kind[name], extensions: [extension] }]
  }
}

async function open(windowId: number, options: Electron.OpenDialogOptions): Promise<string | null> {
  return (await chosen(windowId, options))[0] ?? null
}

async function chosen(windowId: number, options: Electron.OpenDialogOptions): Promise<readonly string[]> {
  const window = windowOf(windowId)
  const { canceled, filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options))
  return canceled ? [] : filePaths
}

function windowOf(windowId: number): BrowserWindow | null {
  const contents = webContents.fromId(windowId)
  return contents === undefined ? null : BrowserWindow.fromWebContents(contents)
}
