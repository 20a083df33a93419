import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication, errors } from '@playwright/test'

/** Keeps a window from opening before the driver listens. */
const WAIT_FOR_DRIVER = fileURLToPath(new URL('wait-for-driver.cjs', import.meta.url))
const ATTACH_TIMEOUT_MS = 20_000

type LaunchOptions = NonNullable<Parameters<typeof _electron.launch>[0]>

/** Starts an Electron app with the driver attached. Should the driver not get hold of an app that is up, it is started once more. */
export function launchDriven(options: LaunchOptions & { readonly args: string[] }): Promise<ElectronApplication> {
  const start = (): Promise<ElectronApplication> =>
    _electron.launch({ ...options, args: ['-r', WAIT_FOR_DRIVER, ...options.args], timeout: ATTACH_TIMEOUT_MS })
  return start().catch((error: unknown) => {
    if (error instanceof errors.TimeoutError) return start()
    throw error
  })
}
