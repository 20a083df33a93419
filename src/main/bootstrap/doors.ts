import type { CommandCalls } from '../headless/command-calls.ts'
import type { CommandFiles } from '../headless/command-files.ts'
import { attachRouter } from '../ipc/electron-transport.ts'
import { type AllowedExports, guardExports } from '../ipc/export-guard.ts'
import type { IpcHandlers } from '../ipc/handler-types.ts'
import { createHandlers } from '../ipc/handlers.ts'
import { IpcRouter } from '../ipc/router.ts'
import type { IpcServices } from '../ipc/services.ts'
import { countUsage } from '../ipc/usage-counter.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import { systemIds } from '../platform/ids.ts'
import type { WindowRegistry } from '../windows/window-registry.ts'
import { answerCommands } from './answer-commands.ts'
import type { AppOptions } from './app-options.ts'
import type { CommandDoor } from './command-door.ts'

export interface DoorsDependencies {
  readonly options: AppOptions
  readonly clock: Clock
  readonly registry: WindowRegistry
  readonly files: CommandFiles
  readonly calls: CommandCalls
  /** The command line is heard when the first screen is there: nobody who starts a window waits for it. */
  readonly mayStart: Promise<void>
  readonly allowedExports: AllowedExports
  /** A feature was used from a window. */
  readonly onUsed: (key: string) => void
  readonly onTimed: (name: string, tookMs: number) => void
  /** Whoever asked through the command line is gone. */
  readonly onLeft: (caller: number) => void
}

/** Where requests come in: from the pages of windows, and from the command line. */
export class Doors {
  readonly #dependencies: DoorsDependencies
  readonly #cancels: Cancel[] = []
  #door: CommandDoor | null = null
  #isStopping = false

  constructor(dependencies: DoorsDependencies) {
    this.#dependencies = dependencies
  }

  /** @param whenKnown resolves when requests about a site can be answered */
  open(services: IpcServices, whenKnown: Promise<void>): void {
    const { options, clock, registry, allowedExports, onUsed, onTimed } = this.#dependencies
    const handlers = guardExports(createHandlers(services), allowedExports)
    this.#openCommandDoor(handlers, whenKnown)
    const router = new IpcRouter({
      // What programs ask through the command line is no use that anybody makes of a window.
      handlers: countUsage(handlers, onUsed),
      allowedOrigin: options.source.origin,
      whenKnown,
      clock,
      logger: options.logger.child('ipc'),
      onAnswered: (name, outcome) => options.errors.requested(name, outcome),
      onTimed,
    })
    this.#cancels.push(
      attachRouter(router, (windowId) => registry.isKnown(windowId)),
      registry.onClosed((windowId) => router.windowClosed(windowId)),
    )
  }

  /** Nothing more comes in by the command line. */
  async stop(): Promise<void> {
    this.#isStopping = true
    await this.#door?.stop()
  }

  /** Nothing more comes in from windows. */
  close(): void {
    for (const cancel of this.#cancels.splice(0)) cancel()
  }

  #openCommandDoor(handlers: IpcHandlers, whenKnown: Promise<void>): void {
    const { options, clock, files, calls, mayStart, onLeft } = this.#dependencies
    const logger = options.logger.child('command-line')
    const { answer, left } = answerCommands({ handlers, files, calls, whenKnown, clock, logger })
    const forget = (caller: number): void => {
      left(caller)
      onLeft(caller)
    }
    const open = async (): Promise<void> => {
      await mayStart
      const { CommandDoor } = await import('./command-door.ts')
      if (this.#isStopping) return
      const profile = options.paths.root
      this.#door = new CommandDoor({ answer, left: forget, profile, clock, ids: systemIds, logger })
      await this.#door.run()
    }
    open().catch((error: unknown) => logger.warn('the command line cannot reach this console', { error }))
  }
}
