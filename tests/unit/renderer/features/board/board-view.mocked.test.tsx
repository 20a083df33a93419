import { act, fireEvent, screen } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Binding, BoardData, BoardWidget } from '#shared/board/document.ts'
import type { BoundValue } from '../../../../../src/renderer/app/board/use-bindings.ts'
import { BoardView } from '../../../../../src/renderer/features/wallboards/board/BoardView.tsx'
import { WIDGET_TYPES } from '../../../../../src/renderer/features/wallboards/board/widget-catalogue.ts'
import { WIDGET_PARTS } from '../../../../../src/renderer/features/wallboards/board/widget-parts.ts'
import { bound } from '../../../../../tools/catalogue/board-samples.ts'
import { layOut, open } from '../../support.tsx'

/** What the bindings come to, by their names, and who is told when that is another value. */
const feed = vi.hoisted(() => ({
  values: new Map<string, BoundValue>(),
  listeners: new Set<() => void>(),
  drawn: new Map<string, number>(),
}))

vi.mock(import('../../../../../src/renderer/app/board/use-bindings.ts'), async () => {
  const { useReducer, useEffect } = await import('react')
  return {
    useBindings: (bindings) => {
      const [, renew] = useReducer((count: number) => count + 1, 0)
      useEffect(() => {
        feed.listeners.add(renew)
        return () => void feed.listeners.delete(renew)
      }, [])
      return Object.fromEntries(
        Object.entries(bindings).flatMap(([name, { $bind }]) => {
          const value = feed.values.get($bind)
          return value === undefined ? [] : [[name, value]]
        }),
      )
    },
  }
})

vi.mock(import('../../../../../src/renderer/features/wallboards/board/widgets/MetricBadge.tsx'), () => ({
  MetricBadge: ({ title, values }) => {
    feed.drawn.set(title, (feed.drawn.get(title) ?? 0) + 1)
    if (values['value']?.value === 'broken') throw new Error('cannot draw this')
    return <p>{`${title} shows ${values['value']?.text}`}</p>
  },
}))

layOut()
beforeEach(async () => {
  feed.values.clear()
  feed.drawn.clear()
  await Promise.all(WIDGET_TYPES.map((type) => WIDGET_PARTS[type].preload()))
})

const follows = (name: string): Binding => ({ $bind: name, $source: 'replica' })
const widget = (id: string, change: Partial<BoardWidget> = {}): BoardWidget => ({
  id,
  type: 'metric-badge',
  title: id,
  place: { x: 0, y: 0, w: 4, h: 3 },
  options: {},
  bindings: { value: follows(id) },
  ...change,
})
const boardOf = (pages: readonly (readonly BoardWidget[])[], rotateSeconds: number | null = null): BoardData => ({
  name: 'Night desk',
  description: '',
  columns: 24,
  rows: 16,
  pages: pages.map((widgets, index) => ({ id: `p${index}`, title: `Page ${index + 1}`, widgets })),
  rotateSeconds,
})
const told = (name: string, value: unknown, change: Partial<BoundValue> = {}): void => {
  feed.values.set(name, bound(value, change))
}
const tell = (): void =>
  act(() => {
    for (const listener of feed.listeners) listener()
  })

describe('a widget that cannot be drawn', () => {
  it('leaves the others, says which it is, and is tried again', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    told('bad', 'broken')
    told('good', 7)
    open(<BoardView board={boardOf([[widget('bad'), widget('good', { place: { x: 4, y: 0, w: 4, h: 3 } })]])} />)
    expect(screen.getByText('good shows 7')).toBeTruthy()
    expect(screen.getByRole('alert').textContent).toContain('“bad” could not be drawn. The other widgets go on.')
    told('bad', 3)
    tell()
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(screen.getByText('bad shows 3')).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('since its kind is not known is drawn calmly, with its name', () => {
    open(<BoardView board={boardOf([[widget('w', { type: 'weather-of-2031' })]])} />)
    expect(screen.getByRole('article', { name: 'w' }).textContent).toContain('this version does not know')
    expect(screen.getByText('weather-of-2031')).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
  })
})

describe('what the server has not confirmed', () => {
  it('is said of the widgets that show it: of all devices, or of the place that they are about', () => {
    told('devices.offline', 4)
    told('devices.offline.site.Gate 7', 1)
    told('queue.waiting', 9)
    told('devices.unconfirmed', 3)
    told('devices.unconfirmed.site.Gate 7', 2)
    const names = ['devices.offline', 'devices.offline.site.Gate 7', 'queue.waiting']
    open(
      <BoardView
        board={boardOf([names.map((name, index) => widget(name, { place: { x: index * 4, y: 0, w: 4, h: 3 } }))])}
      />,
    )
    const marks = names.map((name) => screen.getByRole('article', { name }).textContent)
    expect(marks[0]).toContain('3 not confirmed')
    expect(marks[1]).toContain('2 not confirmed')
    expect(marks[2]).not.toContain('not confirmed')
  })
})

describe('forty widgets', () => {
  const FORTY = Array.from({ length: 40 }, (_, index) =>
    widget(`w${index}`, { place: { x: (index % 8) * 3, y: Math.floor(index / 8) * 3, w: 3, h: 3 } }),
  )
  const total = () => [...feed.drawn.values()].reduce((sum, count) => sum + count, 0)

  it('are drawn again only where a value is another one', () => {
    for (const { id } of FORTY) told(id, 1)
    open(<BoardView board={boardOf([FORTY])} />)
    const before = total()
    for (let round = 2; round < 12; round += 1) {
      told('w7', round)
      // The others are told the same again, confirmed later: that is said by their mark and draws nothing.
      for (const { id } of FORTY)
        if (id !== 'w7') told(id, 1, { lastAt: round, history: feed.values.get(id)?.history ?? [] })
      tell()
    }
    expect(screen.getByText('w7 shows 11')).toBeTruthy()
    expect(total() - before).toBe(10)
  })

  it('are not drawn again by the same board in another object', () => {
    const board = boardOf([FORTY])
    const { outpost } = open(<BoardView board={board} />)
    const before = total()
    act(() => outpost.ui.setState({}))
    tell()
    expect(total()).toBe(before)
  })
})

describe('the pages of a board', () => {
  const text = (id: string) => widget(id, { type: 'text', bindings: {}, options: { text: `This is ${id}` } })
  const three = [[text('first')], [text('second')], [text('third')]]

  it('follow each other in their time, and stand still while they are held', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    open(<BoardView board={boardOf(three, 20)} />)
    expect(screen.getByText('This is first')).toBeTruthy()
    act(() => void vi.advanceTimersByTime(20_000))
    expect(screen.getByText('This is second')).toBeTruthy()
    fireEvent.keyDown(window, { key: ' ' })
    act(() => void vi.advanceTimersByTime(60_000))
    expect(screen.getByText('This is second')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Go on through the pages' }))
    act(() => void vi.advanceTimersByTime(20_000))
    act(() => void vi.advanceTimersByTime(20_000))
    expect(screen.getByText('This is first')).toBeTruthy()
    vi.useRealTimers()
  })

  it('are gone through by keys, and each says which it is', () => {
    open(<BoardView board={boardOf(three)} />)
    fireEvent.keyDown(window, { key: ',' })
    expect(screen.getByText('This is third')).toBeTruthy()
    expect(screen.getByRole('contentinfo').textContent).toContain('Page 33 / 3')
    fireEvent.keyDown(window, { key: '.' })
    expect(screen.getByText('This is first')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Hold this page' })).toBeNull()
  })

  it('call for the next board after the last one', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const onEnd = vi.fn<() => void>()
    open(<BoardView board={boardOf([[text('first')], [text('second')]], 10)} onEnd={onEnd} />)
    act(() => void vi.advanceTimersByTime(10_000))
    expect(onEnd).not.toHaveBeenCalled()
    act(() => void vi.advanceTimersByTime(10_000))
    expect(onEnd).toHaveBeenCalledOnce()
    vi.useRealTimers()
  })

  it('that have nothing on them say so', () => {
    open(<BoardView board={boardOf([[]])} />)
    expect(screen.getByText('Nothing on this page yet')).toBeTruthy()
  })
})
