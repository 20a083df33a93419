import { app, crashReporter } from 'electron'

/** Keeps a picture of the memory of each process that crashes, in this folder; nothing is sent. Call before the app is ready. */
export function keepCrashDumps(folder: string): void {
  app.setPath('crashDumps', folder)
  crashReporter.start({ uploadToServer: false })
}
