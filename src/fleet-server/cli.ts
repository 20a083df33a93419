import { HELP, parseCommandLine, UsageError } from './cli-options.ts'
import { LoadGenerator } from './load/load-generator.ts'
import { systemClock } from './platform/clock.ts'
import { systemIds } from './platform/ids.ts'
import { jsonLog, type Log, textOf } from './platform/log.ts'
import { onParentGone, onSignals } from './platform/process.ts'
import { runServer } from './run.ts'

const EXIT_FAILED = 1
const EXIT_USAGE = 2

async function main(): Promise<void> {
  const { help, exitWithParent, logLevel, options, consoles, hasBatchedConsoles } = parseCommandLine(
    process.argv.slice(2),
  )
  if (help) return void process.stdout.write(HELP)
  const log = jsonLog((line) => process.stderr.write(line), systemClock.now, logLevel)
  surviveMistakes(log)
  const server = await runServer(options, { clock: systemClock, ids: systemIds, log })
  const load = consoles > 0 ? new LoadGenerator(server, consoles, hasBatchedConsoles, log) : null
  let isStopping = false
  const stop = (reason: string): void => {
    if (isStopping) return
    isStopping = true
    log.info('stopping', { reason })
    const ended = (load?.stop() ?? Promise.resolve()).then(() => server.stop(reason))
    ended.then(
      () => process.exit(0),
      (error: unknown) => {
        log.error('could not stop cleanly', { error: textOf(error) })
        process.exit(EXIT_FAILED)
      },
    )
  }
  onSignals(stop)
  if (exitWithParent) onParentGone(stop)
  const { url, token, tenant, port } = server
  process.stdout.write(`${JSON.stringify({ ready: true, url, token, tenant, port, pid: process.pid })}\n`)
  log.info('listening', { url, tenant, devices: options.devices })
}

/** A mistake in one request must not end the fleet for everybody. */
function surviveMistakes(log: Log): void {
  // A reader of the log that has ended must not be the reason for one more line in it, without end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  process.on('uncaughtException', (error) => log.error('uncaught', { error: error.stack ?? error.message }))
  process.on('unhandledRejection', (error) => log.error('unhandled', { error: textOf(error) }))
}

main().catch((error: unknown) => {
  process.stderr.write(`${textOf(error)}\n`)
  if (error instanceof UsageError) process.stderr.write('Try --help.\n')
  process.exitCode = error instanceof UsageError ? EXIT_USAGE : EXIT_FAILED
})
