import { beforeEach, describe, expect, it, vi } from 'vitest'
import { putTrayIcon } from '../../../src/main/windows/tray.ts'
import type { TrayWords } from '../../../src/main/windows/tray-words.ts'

interface MenuEntry {
  readonly label?: string
  readonly enabled?: boolean
  readonly click?: () => void
}

const panel = vi.hoisted(() => ({
  pictures: 0,
  tooltips: [] as string[],
  menus: [] as MenuEntry[][],
  clicks: [] as (() => void)[],
  isRemoved: false,
}))

vi.mock('electron', () => ({
  Menu: { buildFromTemplate: (entries: MenuEntry[]) => entries },
  nativeImage: {
    createEmpty: () => ({ addRepresentation: () => undefined }),
    createFromBitmap: () => ({ toPNG: () => new Uint8Array() }),
  },
  Tray: class {
    on = (_click: string, act: () => void) => void panel.clicks.push(act)
    setImage = () => {
      panel.pictures += 1
    }
    setToolTip = (text: string) => void panel.tooltips.push(text)
    setContextMenu = (menu: MenuEntry[]) => void panel.menus.push(menu)
    destroy = () => {
      panel.isRemoved = true
    }
  },
}))

const CALM: TrayWords = {
  state: 'calm',
  tooltip: 'Outpost Console\nCentral station: online',
  lines: ['Central station: online'],
  acts: { open: 'Open', attention: 'What needs you', quit: 'Quit' },
}

function put() {
  const done: string[] = []
  const act = (name: string) => () => void done.push(name)
  const icon = putTrayIcon(CALM, { onOpen: act('open'), onAttention: act('attention'), onQuit: act('quit') })
  return { icon, done }
}

beforeEach(() => {
  Object.assign(panel, { pictures: 0, tooltips: [], menus: [], clicks: [], isRemoved: false })
})

describe('the icon that is in the panel', () => {
  it('does not close a menu that somebody has open as long as it would say the same', () => {
    const { icon } = put()
    icon.show({ ...CALM, lines: [...CALM.lines], acts: { ...CALM.acts } })
    expect(panel.menus).toHaveLength(1)
    expect(panel.tooltips).toHaveLength(1)
  })

  it('has another menu as soon as a word of it changes, and the same picture while the state is the same', () => {
    const { icon } = put()
    const lines = ['Central station: online, 3 waiting']
    icon.show({ ...CALM, lines })
    expect(panel.menus).toHaveLength(2)
    expect(panel.menus[1]?.[0]).toEqual({ label: lines[0], enabled: false })
    expect(panel.pictures).toBe(0)
  })

  it('changes back: what it says is compared with what it said last, not first', () => {
    const { icon } = put()
    icon.show({ ...CALM, state: 'critical' })
    icon.show(CALM)
    expect(panel.menus).toHaveLength(3)
    expect(panel.pictures).toBe(2)
  })

  it('does what its entries say, and opens the console when it is clicked', () => {
    const { done } = put()
    for (const entry of panel.menus[0] ?? []) entry.click?.()
    for (const click of panel.clicks) click()
    expect(done).toEqual(['open', 'attention', 'quit', 'open'])
  })

  it('is gone when it is removed', () => {
    put().icon.remove()
    expect(panel.isRemoved).toBe(true)
  })
})
