import { commandArguments } from './bootstrap/command-arguments.ts'
import { startStorage } from './bootstrap/start-storage.ts'
import { WATCHDOG_SWITCH } from './bootstrap/supervision.ts'

const command = commandArguments(process.argv)

if (process.argv.includes(WATCHDOG_SWITCH)) {
  const [{ supervise }, { runningApp }] = await Promise.all([
    import('./bootstrap/supervise.ts'),
    import('./platform/electron-app.ts'),
  ])
  void supervise(runningApp)
} else if (command === null) {
  // Before the rest of the program is read: the thread is long in starting, and has a processor of its own.
  const storageThreads = startStorage(import.meta.dirname)
  const [{ launch }, { runningApp }] = await Promise.all([
    import('./bootstrap/launch.ts'),
    import('./platform/electron-app.ts'),
  ])
  void launch(runningApp, import.meta.dirname, storageThreads)
} else {
  const [{ runHeadless }, { runningApp }] = await Promise.all([
    import('./bootstrap/headless.ts'),
    import('./platform/electron-app.ts'),
  ])
  void runHeadless(runningApp, import.meta.dirname, command)
}
