import { DESKTOP_LANGUAGES } from '#shared/i18n/desktop-languages.ts'
import type { SettingsService } from '../config/settings-service.ts'
import { systemClock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import { hasDesktop, systemNotices } from '../windows/system-notices.ts'
import { putTrayIcon } from '../windows/tray.ts'
import type { AppWindows } from './app-windows.ts'
import { Desktop, type DesktopWindows } from './desktop.ts'
import type { Sites } from './sites.ts'

/** What the sites show outside of the windows. */
export function createDesktop(
  settings: SettingsService,
  sites: Sites,
  windows: AppWindows,
  { logger, onQuit }: { readonly logger: Logger; readonly onQuit: () => void },
): Desktop {
  const isDesktopThere = hasDesktop(process.platform, process.env)
  return new Desktop({
    clock: systemClock,
    logger: logger.child('desktop'),
    settings: () => settings.values,
    slots: () => sites.host.slots,
    windows: desktopWindows(windows, sites),
    notices: systemNotices(isDesktopThere),
    hasPanel: isDesktopThere,
    putTrayIcon: isDesktopThere ? putTrayIcon : () => null,
    language: () => DESKTOP_LANGUAGES[settings.current().language],
    onQuit,
  })
}

/** The windows, as what is outside of them may use them. */
function desktopWindows(windows: AppWindows, sites: Sites): DesktopWindows {
  return {
    focus: () => windows.focus(),
    siteInFront: () => (windows.frontId === null ? null : sites.windows.siteOf(windows.frontId)),
    showAt(siteId, page, target) {
      try {
        windows.showAt(siteId, { page, target })
      } catch {
        // Too many windows are open for another one: those that are there come to the front.
        windows.focus()
      }
    },
  }
}
