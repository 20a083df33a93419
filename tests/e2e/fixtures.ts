import { test as base, expect } from '@playwright/test'
import { ConsoleApp, type ConsoleOptions, profileFolder } from '../support/console-app.ts'
import { type FleetServerProcess, startFleetServer } from '../support/fleet-server.ts'
import { TcpProxy } from '../support/tcp-proxy.ts'

type StartOptions = Partial<ConsoleOptions>

interface Fixtures {
  /** Folder of this test's own profile. */
  readonly profile: string
  /** A real server process with 60 quiet devices. */
  readonly server: FleetServerProcess
  /** The network between the console and the server. */
  readonly network: TcpProxy
  /** A second profile: another console of the same site. */
  readonly otherProfile: string
  /** A folder for files that are carried by hand. */
  readonly stick: string
  /** Starts the app on this test's profile unless told otherwise; as often as the test needs. */
  readonly start: (options?: StartOptions) => Promise<ConsoleApp>
}

/** Playwright tells by the pattern of the first argument which other fixtures one needs: an empty one needs none. */
export const test = base.extend<Fixtures>({
  profile: async ({}, use) => {
    const folder = profileFolder()
    await use(folder.path)
    folder.remove()
  },
  otherProfile: async ({}, use) => {
    const folder = profileFolder()
    await use(folder.path)
    folder.remove()
  },
  stick: async ({}, use) => {
    const folder = profileFolder()
    await use(folder.path)
    folder.remove()
  },
  server: async ({}, use) => {
    const server = await startFleetServer(['--devices', '60', '--site-name', 'Rhein-Main network'])
    await use(server)
    await server.stop()
  },
  network: async ({ server }, use) => {
    const network = await TcpProxy.start(server.port)
    await use(network)
    await network.stop()
  },
  start: async ({ profile, server, network }, use) => {
    const started: ConsoleApp[] = []
    await use(async (options = {}) => {
      const app = await ConsoleApp.start({ profile, serverUrl: network.url, token: server.token, ...options })
      started.push(app)
      return app
    })
    for (const app of started) await app.kill9()
  },
})

export { expect }
