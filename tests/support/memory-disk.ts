import type { StagedFile, StageFile } from '../../src/main/platform/staged-file.ts'

/** Places at which writing a file can go wrong. `placed`: right after it got to its place. */
export const DISK_STEPS = ['stage', 'append', 'seal', 'publish', 'placed'] as const
export type DiskStep = (typeof DISK_STEPS)[number]

/** A disk in memory that can fail, or stand still as when the power goes. */
export class MemoryDisk {
  /** By path, complete files only. */
  readonly files = new Map<string, string>()
  /** Files that were begun and are neither in their place nor taken away. */
  readonly unfinished = new Set<{ readonly path: string; text: string }>()
  /** Called at each step; what it throws is what the system says. */
  onStep: (step: DiskStep) => void | Promise<void> = () => undefined

  readonly stageFile: StageFile = async (path) => {
    await this.onStep('stage')
    return this.#begin(path)
  }

  read(path: string): Buffer {
    const text = this.files.get(path)
    if (text === undefined) throw new Error(`there is no file ${path}`)
    return Buffer.from(text, 'utf8')
  }

  #begin(path: string): StagedFile {
    const file = { path, text: '' }
    this.unfinished.add(file)
    return {
      append: async (text) => {
        await this.onStep('append')
        file.text += text
      },
      seal: async () => {
        await this.onStep('seal')
      },
      publish: async () => {
        await this.onStep('publish')
        this.unfinished.delete(file)
        this.files.set(path, file.text)
        await this.onStep('placed')
      },
      discard: async () => this.unfinished.delete(file),
    }
  }
}

/** The system's error for a full disk. */
export function diskFull(): Error {
  return Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
}
