import { Menu, nativeImage, Tray } from 'electron'
import { type TrayState, trayPicture } from './tray-picture.ts'
import { isSameTray, type TrayWords } from './tray-words.ts'

export interface TrayActs {
  readonly onOpen: () => void
  /** Shows what needs a person. */
  readonly onAttention: () => void
  readonly onQuit: () => void
}

/** An icon in the desktop's panel. */
export interface TrayIcon {
  show(words: TrayWords): void
  remove(): void
}

const SIZES = [16, 32] as const

/** Puts the icon into the panel. Desktops without one show nothing. Only to be used when the app is ready. */
export function putTrayIcon(words: TrayWords, acts: TrayActs): TrayIcon {
  const tray = new Tray(imageOf(words.state))
  let shown: TrayWords | null = null
  const show = (next: TrayWords): void => {
    // Another menu closes the one that somebody has open.
    if (shown !== null && isSameTray(shown, next)) return
    if (shown !== null && next.state !== shown.state) tray.setImage(imageOf(next.state))
    shown = next
    tray.setToolTip(next.tooltip)
    tray.setContextMenu(menuOf(next, acts))
  }
  tray.on('click', acts.onOpen)
  show(words)
  return { show, remove: () => tray.destroy() }
}

function menuOf({ lines, acts }: TrayWords, { onOpen, onAttention, onQuit }: TrayActs): Menu {
  return Menu.buildFromTemplate([
    ...lines.map((label) => ({ label, enabled: false })),
    { type: 'separator' },
    { label: acts.open, click: onOpen },
    { label: acts.attention, click: onAttention },
    { type: 'separator' },
    { label: acts.quit, click: onQuit },
  ])
}

function imageOf(state: TrayState): Electron.NativeImage {
  const image = nativeImage.createEmpty()
  for (const size of SIZES) {
    const { bytes } = trayPicture(state, size)
    const part = nativeImage.createFromBitmap(Buffer.from(bytes), { width: size, height: size })
    image.addRepresentation({ scaleFactor: size / SIZES[0], width: size, height: size, buffer: part.toPNG() })
  }
  return image
}
