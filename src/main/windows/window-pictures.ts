import { BrowserWindow } from 'electron'

/** Pictures of those of the app's windows that can be seen, one after the other. One that cannot be taken is left out. */
export async function* windowPictures(
  isOwn: (windowId: number) => boolean,
): AsyncGenerator<{ readonly name: string; readonly png: Uint8Array }> {
  for (const window of BrowserWindow.getAllWindows()) {
    const { webContents } = window
    // The picture of one that nobody sees is never drawn.
    if (!isOwn(webContents.id) || !window.isVisible() || window.isMinimized() || webContents.isCrashed()) continue
    const picture = await webContents.capturePage().catch(() => null)
    if (picture !== null && !picture.isEmpty()) yield { name: `window-${webContents.id}`, png: picture.toPNG() }
  }
}
