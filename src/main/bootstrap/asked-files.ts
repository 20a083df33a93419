import { access, constants, realpath } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'
import { OutpostError } from '#shared/errors/result.ts'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import { FileRefusedError } from '../outbox/bundle/problem.ts'
import { fileTrouble } from '../outbox/file-trouble.ts'
import type { DialogTitle, FileDialogs, FileKind } from '../platform/file-dialogs.ts'

type Refused = Extract<IpcResponse<'bundle:export'>, { outcome: 'refused' }>

/** A file that an operator has chosen. */
export interface AskedFile {
  readonly path: string
  /** For showing. */
  readonly name: string
}

/** Asks operators for files: one question at a time in a window, and never a file of the program's own. */
export class AskedFiles {
  readonly #dialogs: FileDialogs
  readonly #profile: string
  readonly #asking = new Set<number>()

  /** @param profile the folder that no file may be written to or read from. */
  constructor(dialogs: FileDialogs, profile: string) {
    this.#dialogs = dialogs
    this.#profile = profile
  }

  /** Null: the operator changed their mind. Rejects with OutpostError `rate-limited`, or FileRefusedError `not-allowed`. */
  save(
    windowId: number,
    question: { title: DialogTitle; suggestedName: string; kind: FileKind },
  ): Promise<AskedFile | null> {
    return this.#ask(windowId, () => this.#dialogs.save(windowId, question))
  }

  open(windowId: number, question: { title: DialogTitle; kind: FileKind }): Promise<AskedFile | null> {
    return this.#ask(windowId, () => this.#dialogs.open(windowId, question))
  }

  /** Several files, as paths. */
  async openMany(
    windowId: number,
    question: Parameters<FileDialogs['openMany']>[1],
  ): Promise<readonly string[] | null> {
    return this.#alone(windowId, async () => {
      const paths = await this.#dialogs.openMany(windowId, question)
      for (const path of paths) await this.assertForeign(path)
      return paths.length === 0 ? null : paths
    })
  }

  /** A folder that files can be written to. */
  async folder(windowId: number, question: { title: DialogTitle }): Promise<string | null> {
    const chosen = await this.#ask(windowId, async () => {
      const folder = await this.#dialogs.folder(windowId, question)
      // Files in it are what is meant.
      return folder === null ? null : join(folder, 'report')
    })
    if (chosen === null) return null
    const folder = dirname(chosen.path)
    await access(folder, constants.W_OK).catch((error: unknown) => {
      throw fileTrouble(error, 'written')
    })
    return folder
  }

  #ask(windowId: number, ask: () => Promise<string | null>): Promise<AskedFile | null> {
    return this.#alone(windowId, async () => {
      const path = await ask()
      if (path === null) return null
      await this.assertForeign(path)
      return { path, name: basename(path) }
    })
  }

  async #alone<T>(windowId: number, ask: () => Promise<T>): Promise<T> {
    if (this.#asking.has(windowId)) {
      throw new OutpostError('rate-limited', 'This window is asking for a file already. Answer that question first.')
    }
    this.#asking.add(windowId)
    try {
      return await ask()
    } finally {
      this.#asking.delete(windowId)
    }
  }

  /** Written over, the queue's own file would be lost. Rejects with FileRefusedError `not-allowed`. */
  async assertForeign(path: string): Promise<void> {
    const folder = await realpath(dirname(path)).catch((error: unknown) => {
      throw fileTrouble(error, 'read')
    })
    const inProfile = relative(await realpath(this.#profile), join(folder, basename(path)))
    if (inProfile === '..' || inProfile.startsWith(`..${sep}`) || isAbsolute(inProfile)) return
    throw new FileRefusedError('not-allowed', 'This folder holds the program’s own data. Choose another one.')
  }
}

/** What a window is told when a file is refused; anything else goes on as it is. */
export async function orRefused<T>(work: () => Promise<T>): Promise<T | Refused> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof FileRefusedError)) throw error
    return { outcome: 'refused', problem: { code: error.code, message: error.message } }
  }
}

/** A name for a new file: what it is, and the day it was written on. */
export function fileNameOf(what: string, at: number, extension: string): string {
  return `${what}-${new Date(at).toISOString().slice(0, 10)}.${extension}`
}
