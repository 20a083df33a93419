import i18next from 'i18next'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { setUpTexts } from '../../../../src/renderer/i18n/setup.ts'
import { createClient, RequestError } from '../../../../src/renderer/ipc/client.ts'
import { createAppStore } from '../../../../src/renderer/stores/app-store.ts'
import { createOperationList } from '../../../../src/renderer/stores/operation-list.ts'
import { createToastStore, type ToastStore } from '../../../../src/renderer/stores/toast-store.ts'
import { createUiStore } from '../../../../src/renderer/stores/ui-store.ts'
import { FakeMain } from '../../../../tools/preview/fake-bridge.ts'

const fakeOf = (scenario: 'busy' | 'error' = 'busy') => new FakeMain({ scenario, deviceCount: 80, now: Date.now() })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the client', () => {
  it('throws a typed error for a failure and gives the value otherwise', async () => {
    const client = createClient(fakeOf('error').bridge)
    await expect(client.request('replica:snapshot', { entityType: 'device', page: null })).rejects.toBeInstanceOf(
      RequestError,
    )
    await expect(client.request('sync:now', {})).resolves.toEqual({})
  })
})

describe('the app state', () => {
  it('keeps what an event said while the first answer was on its way', async () => {
    const fake = fakeOf()
    const store = createAppStore(createClient(fake.bridge))
    store.getState().start()
    fake.emit('storage:changed', { state: 'full', detail: null })
    await vi.advanceTimersByTimeAsync(0)
    expect(store.getState().status).toBe('ready')
    expect(store.getState().storage?.state).toBe('full')
    expect(store.getState().queue?.pending).toBe(8)
  })

  it('stops listening when it ends', () => {
    const fake = fakeOf()
    const end = createAppStore(createClient(fake.bridge)).getState().start()
    expect(fake.listenerCount).toBeGreaterThan(0)
    end()
    expect(fake.listenerCount).toBe(0)
  })
})

describe('a list of operations', () => {
  it('is read once for a burst of changes', async () => {
    const fake = fakeOf()
    const list = createOperationList(createClient(fake.bridge), { scope: 'pending' })
    const end = list.getState().start()
    await vi.advanceTimersByTimeAsync(0)
    expect(list.getState().operations).toHaveLength(8)
    for (let change = 0; change < 20; change += 1) fake.emit('operations:changed', { keys: [] })
    await vi.advanceTimersByTimeAsync(500)
    expect(fake.requests.filter(({ name }) => name === 'operations:list')).toHaveLength(2)
    end()
    fake.emit('operations:changed', { keys: [] })
    await vi.advanceTimersByTimeAsync(500)
    expect(fake.requests.filter(({ name }) => name === 'operations:list')).toHaveLength(2)
  })
})

describe('a long list of operations', () => {
  it('is read on after a page that came a little short', async () => {
    const fake = fakeOf()
    const [model] = fake.queue.operations
    if (model === undefined) throw new Error('nothing waits')
    // Two of the first page are listed elsewhere.
    fake.answers['operations:list'] = ({ offset, limit }) => {
      const count = Math.min(limit, 1_500 - offset) - (offset === 0 ? 2 : 0)
      return { total: 1_498, operations: Array.from({ length: Math.max(0, count) }, () => model) }
    }
    const list = createOperationList(createClient(fake.bridge), { scope: 'pending' }, 2_000)
    list.getState().start()
    await vi.advanceTimersByTimeAsync(0)
    expect(list.getState()).toMatchObject({ total: 1_498, operations: { length: 1_498 } })
    expect(fake.requests.filter(({ name }) => name === 'operations:list')).toHaveLength(2)
  })
})

describe('toasts', () => {
  it('count up in one line instead of piling up', () => {
    const store = createToastStore()
    const text = (_t: unknown, count: number) => `${count} refused`
    store.getState().add({ group: 'refused', text })
    store.getState().add({ group: 'refused', text })
    expect(store.getState().toasts.map((toast) => toast.text)).toEqual(['2 refused'])
  })

  it('are said in the language that is shown, also those that were there before it', async () => {
    setUpTexts()
    const store = createToastStore()
    const run = () => undefined
    store.getState().add({ text: (t) => t('token.given'), action: { label: (t) => t('action.undo'), run } })
    store.getState().add({ text: 'As the server said it.', tone: 'problem' })
    i18next.addResourceBundle(
      'fr',
      'translation',
      { token: { given: 'Donné.' }, action: { undo: 'Défaire' } },
      true,
      true,
    )
    await i18next.changeLanguage('fr')
    store.getState().sayAnew()
    const said = store.getState().toasts.map(({ text, action }) => [text, action?.label])
    await i18next.changeLanguage('en')
    i18next.removeResourceBundle('fr', 'translation')
    expect(said).toEqual([
      ['Donné.', 'Défaire'],
      ['As the server said it.', undefined],
    ])
  })

  it('that say the same share a line with a count, whatever can be done about each', () => {
    const store = createToastStore()
    const first = store.getState().add({ text: 'a' })
    expect(store.getState().add({ text: 'a' })).toBe(first)
    store.getState().add({ text: 'a', tone: 'problem' })
    expect(store.getState().toasts.map(({ text, count }) => [text, count])).toEqual([
      ['a', 2],
      ['a', 1],
    ])
  })

  it('can be revised, and leave when their new time is over', () => {
    const store = createToastStore()
    const id = store.getState().add({ text: 'waiting', action: { label: 'Undo', run: () => undefined } })
    store.getState().revise(id, { text: 'done', action: null }, 2_000)
    expect(store.getState().toasts).toMatchObject([{ text: 'done', action: null }])
    vi.advanceTimersByTime(2_000)
    expect(store.getState().toasts).toEqual([])
    store.getState().revise(id, { text: 'late', action: null }, 2_000)
    expect(store.getState().toasts).toEqual([])
  })

  it('are three at most and leave by themselves', () => {
    const store = createToastStore()
    for (const text of ['a', 'b', 'c', 'd']) store.getState().add({ text })
    expect(store.getState().toasts.map((toast) => toast.text)).toEqual(['b', 'c', 'd'])
    vi.advanceTimersByTime(8_000)
    expect(store.getState().toasts).toEqual([])
  })

  it('leave neutral ones first, and a problem for another problem only', () => {
    const store = createToastStore()
    const texts = () => store.getState().toasts.map((toast) => toast.text)
    store.getState().add({ text: 'refused', tone: 'problem' })
    for (const text of ['a', 'b', 'c']) store.getState().add({ text })
    expect(texts()).toEqual(['refused', 'b', 'c'])
    for (const text of ['lost', 'late']) store.getState().add({ text, tone: 'problem' })
    expect(texts()).toEqual(['refused', 'lost', 'late'])
    store.getState().add({ text: 'd' })
    expect(texts()).toEqual(['refused', 'lost', 'late', 'd'])
    store.getState().add({ text: 'e' })
    expect(texts()).toEqual(['refused', 'lost', 'late', 'e'])
    store.getState().add({ text: 'gone', tone: 'problem' })
    expect(texts()).toEqual(['lost', 'late', 'gone'])
  })

  it('stay while they are looked at', () => {
    const store = createToastStore()
    store.getState().add({ text: 'a' })
    store.getState().hold(true)
    vi.advanceTimersByTime(60_000)
    expect(store.getState().toasts).toHaveLength(1)
    store.getState().hold(false)
    vi.advanceTimersByTime(8_000)
    expect(store.getState().toasts).toHaveLength(0)
  })
})

describe('moving between pages', () => {
  it('asks the guard of a page with unsaved changes first', () => {
    const store = createUiStore({ kind: 'console', page: 'devices', target: {} })
    let proceed: () => void = () => undefined
    store.getState().guard((go) => {
      proceed = go
      return false
    })
    store.getState().go('settings')
    expect(store.getState().page).toBe('devices')
    proceed()
    expect(store.getState().page).toBe('settings')
  })

  it('leaves a window of one page, or on a wall, what it is', () => {
    for (const kind of ['page', 'wall'] as const) {
      const elsewhere = vi.fn<(page: string, target: object) => void>()
      const store = createUiStore({ kind, page: 'devices', target: {} }, elsewhere)
      store.getState().go('pending', { state: 'quarantined' })
      expect(store.getState().page).toBe('devices')
      expect(elsewhere).toHaveBeenCalledExactlyOnceWith('pending', { state: 'quarantined' })
    }
  })

  it('moves within the page that a window is for', () => {
    const store = createUiStore({ kind: 'page', page: 'devices', target: {} })
    store.getState().go('devices', { deviceId: 'gate-1' })
    expect(store.getState()).toMatchObject({ target: { deviceId: 'gate-1' }, place: { deviceId: 'gate-1' } })
  })
  describe('of a site', () => {
    const run = () => undefined
    const textsOf = (store: ToastStore) => store.getState().toasts.map((toast) => toast.text)

    it('stay behind when the window goes to another site, and those that last are there when it is back', () => {
      const [north, south] = [createToastStore(), createToastStore()]
      north.getState().add({ text: 'rolled back', action: { label: 'Undo', run }, isLasting: true })
      north.getState().add({ text: 'queued', action: { label: 'Undo', run } })
      north.getState().leave(south)
      vi.advanceTimersByTime(60_000)
      expect(textsOf(south)).toEqual([])
      south.getState().leave(north)
      north.getState().comeBack()
      expect(textsOf(north)).toEqual(['rolled back'])
      vi.advanceTimersByTime(8_000)
      expect(textsOf(north)).toEqual([])
    })

    it('are said there, and nowhere else, when they come late; what they offered may be over', () => {
      const [north, south] = [createToastStore(), createToastStore()]
      north.getState().leave(south)
      north.getState().add({ text: 'late and refused', tone: 'problem' })
      north.getState().add({ text: 'late and queued', action: { label: 'Undo', run } })
      expect(textsOf(south)).toEqual([])
      north.getState().comeBack()
      expect(textsOf(north)).toEqual(['late and refused'])
    })

    it('are not about the app: those go along, late ones too', () => {
      const [north, south, west] = [createToastStore(), createToastStore(), createToastStore()]
      north.getState().add({ text: 'setting changed', isOfApp: true })
      north.getState().leave(south)
      expect(textsOf(south)).toEqual(['setting changed'])
      south.getState().leave(west)
      north.getState().add({ text: 'setting put back', isOfApp: true })
      expect([textsOf(north), textsOf(south), textsOf(west)]).toEqual([[], [], ['setting changed', 'setting put back']])
    })
  })
})
