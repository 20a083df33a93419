import type { HelperProcesses } from '../../platform/helper-process.ts'
import type { ErrorFacts, ErrorSink } from './report.ts'

/** What a helper writes about an error that nobody there has caught: a line of JSON. */
const UNCAUGHT: ReadonlySet<unknown> = new Set(['uncaught', 'unhandled'])

/** The same helper processes, whose uncaught errors are told. */
export function watchHelpers(processes: HelperProcesses, sink: ErrorSink): HelperProcesses {
  return {
    start(script, argument) {
      const helper = processes.start(script, argument)
      helper.onLogLine((lines) => {
        for (const line of lines.split('\n')) tell(line, sink)
      })
      return helper
    },
  }
}

function tell(line: string, sink: ErrorSink): void {
  const facts = factsOfLine(line)
  if (facts === null) return
  sink.report({
    level: 'error',
    process: 'helper',
    facts,
    message: 'an error in a helper process was not caught',
    component: 'helper',
    action: 'run',
    isHandled: false,
  })
}

function factsOfLine(line: string): ErrorFacts | null {
  if (!line.startsWith('{')) return null
  try {
    const { message, error } = JSON.parse(line) as { message?: unknown; error?: unknown }
    if (!UNCAUGHT.has(message) || typeof error !== 'string') return null
    const [head = ''] = error.split('\n')
    const [, name, text] = /^(\w+): (.*)$/.exec(head) ?? [null, 'Error', head]
    return { name: name ?? 'Error', message: text ?? '', stack: error.includes('\n') ? error : null, cause: null }
  } catch {
    return null
  }
}
