import type { FileDialogs } from '../platform/file-dialogs.ts'

/**
 * Answers with the file that a command has named where a window's person would have been asked. Callers of the command line
 * have numbers below zero, windows above.
 */
export class CommandFiles implements FileDialogs {
  readonly #forWindows: FileDialogs
  readonly #named = new Map<number, string>()

  /** @param forWindows asks the people in front of windows. */
  constructor(forWindows: FileDialogs) {
    this.#forWindows = forWindows
  }

  /** What this caller asks for until `forget`. @param file absolute */
  name(caller: number, file: string): void {
    this.#named.set(caller, file)
  }

  forget(caller: number): void {
    this.#named.delete(caller)
  }

  async save(windowId: number, question: Parameters<FileDialogs['save']>[1]): Promise<string | null> {
    return windowId < 0 ? (this.#named.get(windowId) ?? null) : this.#forWindows.save(windowId, question)
  }

  /** No command names a folder. */
  async folder(windowId: number, question: Parameters<FileDialogs['folder']>[1]): Promise<string | null> {
    return windowId < 0 ? null : this.#forWindows.folder(windowId, question)
  }

  /** No command names several files. */
  async openMany(windowId: number, question: Parameters<FileDialogs['openMany']>[1]): Promise<readonly string[]> {
    return windowId < 0 ? [] : this.#forWindows.openMany(windowId, question)
  }

  async open(windowId: number, question: Parameters<FileDialogs['open']>[1]): Promise<string | null> {
    return windowId < 0 ? (this.#named.get(windowId) ?? null) : this.#forWindows.open(windowId, question)
  }
}
