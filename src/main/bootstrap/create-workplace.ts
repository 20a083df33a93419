import { homedir } from 'node:os'
import type { SettingsService } from '../config/settings-service.ts'
import { AT_LOGIN_SWITCH, type Autostart, type LaunchCommand } from '../platform/autostart.ts'
import type { RunningApp } from '../platform/electron-app.ts'
import { electronAwake } from '../platform/electron-awake.ts'
import type { Logger } from '../platform/logger.ts'
import { LoginItems } from '../platform/login-items.ts'
import { XdgAutostart, xdgAutostartFolders } from '../platform/xdg-autostart.ts'
import { Workplace } from './workplace.ts'

export interface CreateWorkplaceOptions {
  readonly running: RunningApp
  readonly environment: NodeJS.ProcessEnv
  readonly logger: Logger
  readonly hasWall: () => boolean
}

export function createWorkplace(settings: SettingsService, options: CreateWorkplaceOptions): Workplace {
  const { running, environment, logger, hasWall } = options
  return new Workplace({
    settings: () => settings.current(),
    autostart: autostartOf(running, environment),
    awake: electronAwake,
    hasWall,
    logger: logger.child('workplace'),
  })
}

function autostartOf({ launchCommand, handle }: RunningApp, environment: NodeJS.ProcessEnv): Autostart {
  const command: LaunchCommand = [...launchCommand(), AT_LOGIN_SWITCH]
  if (process.platform === 'linux') return new XdgAutostart(xdgAutostartFolders(environment, homedir()), command)
  return new LoginItems(handle, command)
}
