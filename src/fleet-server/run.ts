import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SqliteOpenError } from '#sqlite/errors.ts'
import type { ServerOptions } from './options.ts'
import { textOf } from './platform/log.ts'
import { type Environment, FleetServer, type ServerAddress } from './server.ts'

/** A server that can not start, in one sentence with a remedy. */
export class StartError extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause })
    this.name = 'StartError'
  }
}

export interface RunningServer extends ServerAddress {
  /** Ends politely and removes a temporary data folder. Calling it twice does nothing. */
  readonly stop: (reason: string) => Promise<void>
}

/** @throws StartError. */
export async function runServer(options: ServerOptions, environment: Environment): Promise<RunningServer> {
  const folder = prepareFolder(options.data)
  const removeTemporary = (): void => {
    if (options.data === null) rmSync(folder, { recursive: true, force: true })
  }
  try {
    const server = new FleetServer(folder, options, environment)
    const address = await startOrStop(server)
    return {
      ...address,
      stop: async (reason) => {
        await server.stop(reason)
        removeTemporary()
      },
    }
  } catch (error) {
    removeTemporary()
    throw new StartError(explain(error, options, folder), error)
  }
}

function prepareFolder(data: string | null): string {
  try {
    if (data === null) return mkdtempSync(join(tmpdir(), 'outpost-fleet-'))
    mkdirSync(data, { recursive: true, mode: 0o700 })
    return data
  } catch (error) {
    const what = data === null ? 'a temporary folder' : `the data folder ${data}`
    throw new StartError(`Cannot use ${what} (${textOf(error)}): name a folder that may be written with --data.`, error)
  }
}

/** A server that does not start must not keep its database locked. */
async function startOrStop(server: FleetServer): Promise<ServerAddress> {
  try {
    return await server.start()
  } catch (error) {
    await server.stop('The server did not start.')
    throw error
  }
}

function explain(error: unknown, options: ServerOptions, folder: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'EADDRINUSE') return `Port ${options.port} is in use: choose another with --port, or 0 for any free one.`
  if (code === 'EACCES' && error instanceof Error && 'syscall' in error && error.syscall === 'listen') {
    return `Port ${options.port} may not be used by this user: choose one above 1023 with --port.`
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `This PC has no address ${options.host}: choose another with --host.`
  if (error instanceof SqliteOpenError && error.code === 'no-binding') return error.message
  if (error instanceof SqliteOpenError && error.code === 'locked') {
    return `Another server is using the data folder ${folder}: stop it, or name another folder with --data.`
  }
  return `Cannot use the data folder ${folder} (${textOf(error)}): name another one with --data.`
}
