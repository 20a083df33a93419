import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { PAGES } from '#shared/domain/window-route.ts'
import { historyFrom, stepped, visited } from '../../../../src/renderer/stores/route-history.ts'
import { createUiStore, type UiStore } from '../../../../src/renderer/stores/ui-store.ts'

const shown = (store: UiStore) => [store.getState().page, store.getState().target]

describe('back and forward', () => {
  it('show again what each page showed when it was left', () => {
    const store = createUiStore({ kind: 'console', page: 'devices', target: {} })
    store.getState().note({ deviceId: 'gate-1' })
    store.getState().go('health', { alarmId: 'a1' })
    store.getState().note({})
    store.getState().go('settings')
    store.getState().step(-1)
    expect(shown(store)).toEqual(['health', {}])
    store.getState().step(-1)
    expect(shown(store)).toEqual(['devices', { deviceId: 'gate-1' }])
    store.getState().step(-1)
    expect(shown(store)).toEqual(['devices', { deviceId: 'gate-1' }])
    store.getState().step(1)
    store.getState().step(1)
    expect(shown(store)).toEqual(['settings', {}])
  })

  it('forget what lay ahead when somebody goes elsewhere', () => {
    const store = createUiStore({ kind: 'console', page: 'devices', target: {} })
    store.getState().go('health')
    store.getState().go('pending')
    store.getState().step(-1)
    store.getState().go('conflicts')
    store.getState().step(1)
    expect(shown(store)).toEqual(['conflicts', {}])
    store.getState().step(-1)
    expect(shown(store)).toEqual(['health', {}])
  })

  it('need no second step past a page that was asked for twice', () => {
    const store = createUiStore({ kind: 'console', page: 'devices', target: {} })
    store.getState().go('health')
    store.getState().go('health')
    store.getState().step(-1)
    expect(shown(store)).toEqual(['devices', {}])
  })

  it('ask the guard of unsaved changes, but not where there is nowhere to go', () => {
    const store = createUiStore({ kind: 'console', page: 'devices', target: {} })
    store.getState().go('health')
    const proceeds: (() => void)[] = []
    const guard = vi.fn<(proceed: () => void) => boolean>((proceed) => {
      proceeds.push(proceed)
      return false
    })
    store.getState().guard(guard)
    store.getState().step(1)
    expect(guard).not.toHaveBeenCalled()
    store.getState().step(-1)
    expect(shown(store)).toEqual(['health', {}])
    proceeds[0]?.()
    expect(shown(store)).toEqual(['devices', {}])
  })

  it('do nothing in a window on a wall', () => {
    const store = createUiStore({ kind: 'wall', page: 'devices', target: {} })
    store.getState().go('pending')
    store.getState().step(-1)
    expect(shown(store)).toEqual(['devices', {}])
  })

  it('hold no more than fifty places, and back then forward changes nothing', () => {
    const move = fc.oneof(fc.constantFrom(...PAGES), fc.constantFrom<-1 | 1>(-1, 1))
    fc.assert(
      fc.property(fc.array(move, { maxLength: 200 }), (moves) => {
        let history = historyFrom('devices', {})
        for (const one of moves) {
          if (typeof one === 'string') history = visited(history, {}, { page: one, place: {} })
          else history = stepped(history, {}, one)?.history ?? history
          expect(history.visits.length).toBeLessThanOrEqual(50)
          expect(history.visits[history.at]).toBeDefined()
          const back = stepped(history, {}, -1)
          const again = back === null ? history : stepped(back.history, back.visit.place, 1)?.history
          expect(again).toEqual(history)
        }
      }),
    )
  })
})
