import { utilityProcess } from 'electron'
import type { HelperProcess, HelperProcesses } from './helper-process.ts'

/** Helper processes as Electron's own utility processes: they end with the app, also when it is killed. */
export const electronHelperProcesses: HelperProcesses = {
  start(script, argument): HelperProcess {
    const child = utilityProcess.fork(script, [argument], { serviceName: 'Outpost demo site', stdio: 'pipe' })
    return {
      onMessage: (listener) => child.on('message', listener),
      onExit: (listener) => child.on('exit', listener),
      onLogLine: (listener) => child.stderr?.on('data', (chunk: Buffer) => listener(chunk.toString('utf8').trimEnd())),
      send: (message) => child.postMessage(message),
      kill: () => child.kill(),
    }
  },
}
