import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DESKTOP_LANGUAGES } from '#shared/i18n/desktop-languages.ts'
import { spokenLanguage } from '#shared/i18n/languages.ts'
import { systemClock } from '../platform/clock.ts'
import type { RunningApp } from '../platform/electron-app.ts'
import { startSupervised } from '../platform/supervised-process.ts'
import { findRefusedSwitches } from '../windows/launch-switches.ts'
import { leaveMenuOut } from '../windows/menu.ts'
import { RestPictureWindows } from '../windows/rest-picture.ts'
import { WATCHDOG_SWITCH } from './supervision.ts'
import { Supervisor } from './supervisor.ts'

/**
 * Looks after a console and does nothing else: no profile is opened here, and no window but the one that says why there is no
 * console. Ends when the console ends as it should.
 */
export async function supervise(running: RunningApp): Promise<void> {
  if (running.isPackaged && findRefusedSwitches(process.argv.slice(1)).length > 0) return running.exit(1)
  const scratch = mkdtempSync(join(tmpdir(), 'outpost-watchdog-'))
  running.setScratchFolder(scratch)
  running.drawInSoftware()
  running.enableSandbox()
  leaveMenuOut()
  const args = process.argv.slice(1).filter((arg) => arg !== WATCHDOG_SWITCH)
  const supervisor = new Supervisor({
    start: () => startSupervised(process.execPath, args, process.env),
    // The settings lie in the profile, which nobody opens here: it speaks as this PC does.
    picture: new RestPictureWindows(DESKTOP_LANGUAGES[spokenLanguage('system', running.systemLanguages())]),
    clock: systemClock,
    onDone() {
      rmSync(scratch, { recursive: true, force: true })
      running.exit(0)
    },
  })
  running.workUnseen(() => supervisor.stop())
  // The console does not wait for what only its picture needs.
  supervisor.run()
}
