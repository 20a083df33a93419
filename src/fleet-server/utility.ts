import { serverOptionsSchema } from './options.ts'
import { systemClock } from './platform/clock.ts'
import { systemIds } from './platform/ids.ts'
import { jsonLog, textOf } from './platform/log.ts'
import { runServer } from './run.ts'

/** The part of Electron's `process.parentPort` that is used here. */
interface ParentPort {
  readonly postMessage: (message: unknown) => void
  readonly on: (event: 'message', listener: (event: { readonly data: unknown }) => void) => void
}

/**
 * The embedded demo site: the same server as a utility process of the app, on any free port of this PC only. Takes its
 * options as JSON in the first argument, answers `{ready, …}` through the port, ends at `{stop: true}`.
 */
async function main(port: ParentPort): Promise<void> {
  const log = jsonLog((line) => process.stderr.write(line), systemClock.now)
  process.on('uncaughtException', (error) => log.error('uncaught', { error: error.stack ?? error.message }))
  process.on('unhandledRejection', (error) => log.error('unhandled', { error: textOf(error) }))
  const given: unknown = JSON.parse(process.argv[2] ?? '{}')
  const options = { ...serverOptionsSchema.parse(given), port: 0, host: '127.0.0.1' }
  const server = await runServer(options, { clock: systemClock, ids: systemIds, log })
  port.on('message', ({ data }) => {
    if (typeof data !== 'object' || data === null || !('stop' in data) || data.stop !== true) return
    void server.stop('The demo site is closing.').finally(() => process.exit(0))
  })
  const { url, token, tenant } = server
  port.postMessage({ ready: true, url, token, tenant })
}

const { parentPort } = process as unknown as { readonly parentPort?: ParentPort }
if (parentPort === undefined) {
  process.stderr.write('This file is started by the app; use cli.ts to start a server by hand.\n')
  process.exitCode = 2
} else {
  main(parentPort).catch((error: unknown) => {
    parentPort.postMessage({ ready: false, message: textOf(error) })
    process.exitCode = 1
  })
}
