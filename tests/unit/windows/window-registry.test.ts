import type { MessagePortMain } from 'electron'
import { describe, expect, it } from 'vitest'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { WindowRegistry } from '../../../src/main/windows/window-registry.ts'
import { FakeWindow } from '../../support/fake-window.ts'

function registryWith(...ids: number[]) {
  const registry = new WindowRegistry(silentLogger)
  const windows = ids.map((id) => new FakeWindow(id))
  for (const window of windows) registry.add(window.asWindow)
  const told: string[] = []
  registry.onLoaded((id) => told.push(`loaded ${id}`))
  registry.onReleased((id) => told.push(`released ${id}`))
  registry.onClosed((id) => told.push(`closed ${id}`))
  registry.onVisibilityChanged(({ windowId, visibility }) => told.push(`${visibility} ${windowId}`))
  return { registry, windows, told }
}

const [FIRST, SECOND] = [1, 2]

describe('WindowRegistry', () => {
  it('counts a window as seen from its opening until it is minimised or hidden', () => {
    const { registry, windows, told } = registryWith(FIRST, SECOND)
    expect(registry.visibilityOf(FIRST)).toBe('visible')
    windows[0]?.minimize()
    expect(registry.visibilityOf(FIRST)).toBe('hidden')
    expect(registry.visibilityOf(SECOND)).toBe('visible')
    windows[0]?.restore()
    windows[0]?.emit('show')
    expect(told).toEqual(['hidden 1', 'visible 1'])
  })

  it('believes a page that says nobody can see it, until that page goes', () => {
    const { registry, windows, told } = registryWith(FIRST)
    registry.pageIsHidden(FIRST, true)
    windows[0]?.minimize()
    registry.pageIsHidden(FIRST, true)
    windows[0]?.restore()
    expect(registry.visibilityOf(FIRST)).toBe('hidden')
    windows[0]?.webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false })
    expect(registry.visibilityOf(FIRST)).toBe('visible')
    expect(told).toEqual(['hidden 1', 'visible 1', 'released 1'])
  })

  it('tells of loaded, crashed and closed pages of the window they belong to', () => {
    const { registry, windows, told } = registryWith(FIRST, SECOND)
    windows[1]?.webContents.emit('did-finish-load')
    windows[1]?.webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true })
    windows[1]?.webContents.emit('render-process-gone')
    windows[1]?.close()
    expect(told).toEqual(['loaded 2', 'released 2', 'released 2', 'closed 2'])
    expect(registry.isKnown(SECOND)).toBe(false)
    expect(registry.visibilityOf(SECOND)).toBe('hidden')
    expect([...registry.all()].map(({ windowId }) => windowId)).toEqual([FIRST])
  })

  it('hands message ports to the page of one window', () => {
    const { registry, windows } = registryWith(FIRST, SECOND)
    const port = {} as MessagePortMain
    registry.get(SECOND)?.postMessage('feed', { v: 1 }, [port])
    expect(windows[1]?.webContents.posted).toEqual([{ channel: 'feed', message: { v: 1 }, ports: [port] }])
    expect(windows[0]?.webContents.posted).toEqual([])
  })
})
