/** A failure that the person at the keyboard can mend: the message is one sentence that says how. */
export class ToolError extends Error {
  /**
   * @param {string} message
   * @param {{ cause?: unknown }} [options]
   */
  constructor(message, options) {
    super(message, options)
    this.name = 'ToolError'
  }
}

/**
 * Runs a tool's main function. A failure prints one sentence and ends the process with 1; the stack and the causes
 * are shown with OUTPOST_TOOLS_DEBUG=1.
 *
 * @param {() => Promise<number | void>} main resolves to the exit code; nothing means 0.
 */
export async function runTool(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    process.stderr.write(`outpost: ${explain(error)}\n`)
    process.exitCode = 1
  }
}

/** @param {unknown} error */
function explain(error) {
  if (process.env['OUTPOST_TOOLS_DEBUG'] === '1' && error instanceof Error) return explainFully(error)
  if (error instanceof ToolError) return error.message
  const message = (error instanceof Error ? error.message : String(error)).split('\n')[0]
  return `${message} (an unexpected failure of the tools: run again with OUTPOST_TOOLS_DEBUG=1 for the details)`
}

/** @param {Error} error */
function explainFully(error) {
  const lines = [error.stack ?? error.message]
  for (let cause = error.cause; cause !== undefined; cause = cause instanceof Error ? cause.cause : undefined) {
    lines.push(`caused by: ${cause instanceof Error ? (cause.stack ?? cause.message) : JSON.stringify(cause)}`)
  }
  return lines.join('\n')
}

/**
 * One line for the person who watches. Never on stdout: that belongs to the program that is started.
 *
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`outpost: ${line}\n`)
}
