import { BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron'
import type { WindowKind } from '#shared/domain/window-route.ts'
import type { DesktopLanguage } from '#shared/i18n/desktop-texts.ts'

export interface MenuOptions {
  readonly platform: NodeJS.Platform
  readonly isPackaged: boolean
  readonly language: DesktopLanguage
  /** Opens another window; `windowId`: the one that has the focus, if any. */
  readonly onNewWindow: (kind: WindowKind, windowId: number | null) => void
}

type OwnRole = Extract<keyof DesktopLanguage['texts']['menu'], MenuItemConstructorOptions['role']>

/** Call before the app is ready: it would make a menu of its own otherwise, which nobody sees. */
export function leaveMenuOut(): void {
  Menu.setApplicationMenu(null)
}

/**
 * The few entries every desktop expects. Single letters, `/`, `?`, `Escape` and `Ctrl+K` belong to the pages, so no
 * entry here takes one of them; reloading and the developer tools exist only while developing.
 */
export function installMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(options)))
}

function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const { platform, isPackaged, language } = options
  const { menu } = language.texts
  const isMac = platform === 'darwin'
  // The words that Electron has for them are English.
  const own = (role: OwnRole): MenuItemConstructorOptions => ({ role, label: menu[role] })
  const developer: MenuItemConstructorOptions[] = [
    { type: 'separator' },
    { role: 'reload' },
    { role: 'toggleDevTools' },
  ]
  return [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: menu.file,
      submenu: [...newWindows(options), own('close'), ...(isMac ? [] : [own('quit')])],
    },
    {
      label: menu.edit,
      submenu: [
        own('undo'),
        own('redo'),
        { type: 'separator' },
        own('cut'),
        own('copy'),
        own('paste'),
        own('selectAll'),
      ],
    },
    {
      label: menu.view,
      submenu: [
        own('resetZoom'),
        own('zoomIn'),
        own('zoomOut'),
        { type: 'separator' },
        own('togglefullscreen'),
        ...(isPackaged ? [] : developer),
      ],
    },
  ]
}

function newWindows({ onNewWindow, language }: MenuOptions): MenuItemConstructorOptions[] {
  const entry = (label: string, kind: WindowKind, accelerator: string): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: (_item, window) => onNewWindow(kind, window instanceof BrowserWindow ? window.webContents.id : null),
  })
  const { menu } = language.texts
  return [
    entry(menu.newWindow, 'console', 'CmdOrCtrl+Shift+N'),
    entry(menu.detach, 'page', 'CmdOrCtrl+Shift+D'),
    entry(menu.newWall, 'wall', 'CmdOrCtrl+Shift+L'),
    { type: 'separator' },
  ]
}
