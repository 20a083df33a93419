// The limit of an accepted click: a window that invokes a channel whose handler commits one operation and one overlay.
import { app, BrowserWindow, ipcMain } from 'electron'
import { BareWriter } from '../bare-writer.ts'
import { writtenRows } from '../written-rows.ts'
import { PAGE_URL, registerPageScheme, servePage } from './isolated-page.ts'

/** Set by the figure P2: the databases the rows come from, the file to write to, and the preload script. */
const { BENCH_BEFORE = '', BENCH_WRITTEN = '', BENCH_FILE = '', BENCH_PRELOAD = '' } = process.env

async function main(): Promise<void> {
  await app.whenReady()
  servePage()
  const writer = new BareWriter(BENCH_FILE, writtenRows(BENCH_BEFORE, BENCH_WRITTEN))
  let next = 0
  ipcMain.handle('commit', () => {
    writer.commit(next)
    next += 1
    return next
  })
  const window = new BrowserWindow({ width: 1_440, height: 900, webPreferences: { preload: BENCH_PRELOAD } })
  await window.loadURL(PAGE_URL)
}

registerPageScheme()
// Not awaited: Electron is ready only when this module has ended.
void main()
