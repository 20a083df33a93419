import type { CommandCalls } from '../headless/command-calls.ts'
import type { CommandFiles } from '../headless/command-files.ts'
import type { Caller, CommandServerDependencies } from '../headless/command-server.ts'
import { COMMAND_REQUESTS } from '../headless/requests.ts'
import type { IpcHandlers } from '../ipc/handler-types.ts'
import { IpcRouter } from '../ipc/router.ts'
import type { Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'

const ORIGIN = 'command-line:'

export interface AnswerCommandsDependencies {
  readonly handlers: Partial<IpcHandlers>
  readonly files: CommandFiles
  readonly calls: CommandCalls
  readonly whenKnown: Promise<unknown>
  readonly clock: Clock
  readonly logger: Logger
}

/** Answers the command line with what answers windows: the same checks, the same rules, and only the requests meant for it. */
export function answerCommands({ handlers, files, calls, ...rest }: AnswerCommandsDependencies): {
  readonly answer: CommandServerDependencies['answer']
  readonly left: (caller: Caller) => void
} {
  const own = Object.fromEntries(COMMAND_REQUESTS.map((name) => [name, handlers[name]]))
  const router = new IpcRouter({ ...rest, handlers: own, allowedOrigin: ORIGIN })
  return {
    async answer({ file, progress: _progress, ...message }, caller, tell) {
      calls.begin(caller, tell)
      if (file !== undefined) files.name(caller, file)
      try {
        return await router.handle(
          { windowId: caller, isKnownWindow: true, isMainFrame: true, origin: ORIGIN },
          message,
        )
      } finally {
        files.forget(caller)
        calls.end(caller)
      }
    },
    left: (caller) => {
      calls.left(caller)
      router.windowClosed(caller)
    },
  }
}
