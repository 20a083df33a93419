// The least an Electron app with a window can be: what the console's memory is held against.
import { app, BrowserWindow } from 'electron'
import { PAGE_URL, registerPageScheme, servePage } from './isolated-page.ts'

async function main(): Promise<void> {
  await app.whenReady()
  servePage()
  const window = new BrowserWindow({ width: 1_440, height: 900 })
  await window.loadURL(PAGE_URL)
  process.stdout.write(`${JSON.stringify({ event: 'ready' })}\n`)
}

registerPageScheme()
// Not awaited: Electron is ready only when this module has ended.
void main()
