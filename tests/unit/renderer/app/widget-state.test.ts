import { describe, expect, it } from 'vitest'
import type { CacheState } from '../../../../src/renderer/app/hooks/replica.ts'
import { marksOf, NO_MARKS, widgetStateOf, widgetStateOfReads } from '../../../../src/renderer/app/widget-state.ts'
import { toRequestError } from '../../../../src/renderer/ipc/client.ts'
import type { PendingMark } from '../../../../src/shared/domain/view.ts'

const reloaded: string[] = []

function cache(state: CacheState['state'], syncedAt: number | null = 1_000): CacheState {
  return { state, syncedAt, error: null, reload: () => void reloaded.push(state) }
}

function marked(...states: readonly PendingMark['state'][]) {
  return { pending: states.map((state) => ({ state }) as PendingMark) }
}

describe('the state of a part of a page', () => {
  it('is as good as the worst of what it is made of', () => {
    const stateOf = (...caches: readonly CacheState[]) => widgetStateOf(caches, NO_MARKS).state
    expect(stateOf(cache('ready'), cache('ready'))).toBe('ready')
    expect(stateOf(cache('ready'), cache('stale'))).toBe('stale')
    expect(stateOf(cache('stale'), cache('reading'))).toBe('reading')
    expect(stateOf(cache('loading'), cache('failed'))).toBe('failed')
  })

  it('is as old as the oldest, and never confirmed if one of them never was', () => {
    expect(widgetStateOf([cache('stale', 5_000), cache('ready', 3_000)], NO_MARKS).syncedAt).toBe(3_000)
    expect(widgetStateOf([cache('stale', 5_000), cache('stale', null)], NO_MARKS).syncedAt).toBeNull()
  })

  it('reads again only what failed', () => {
    widgetStateOf([cache('ready'), cache('failed')], NO_MARKS).retry()
    expect(reloaded.splice(0)).toEqual(['failed'])
  })

  it('offers to read again what is shown and could not be read anew, although it only is old', () => {
    const error = toRequestError(new Error('refused'))
    const widget = widgetStateOf([cache('ready'), { ...cache('stale'), error }], NO_MARKS)
    expect([widget.state, widget.isRefused]).toEqual(['stale', true])
    widget.retry()
    expect(reloaded.splice(0)).toEqual(['stale'])
    expect(widgetStateOf([cache('stale')], NO_MARKS).isRefused).toBe(false)
  })
})

describe('what is not confirmed of it', () => {
  it('is counted by thing, and apart what waits for a person', () => {
    const rows = [marked(), marked('queued', 'queued'), marked('sending'), marked('queued', 'conflicted')]
    expect(marksOf(rows)).toEqual({ optimistic: 3, stuck: 1 })
    expect(marksOf([marked('quarantined')])).toEqual({ optimistic: 1, stuck: 1 })
  })
})

describe('the state of a part that is read again and again', () => {
  const read = (readAt: number | null, error: unknown = null) => ({
    ...{ readAt, error },
    reload: async () => void reloaded.push(`${readAt}`),
  })

  it('is as old as the oldest of its answers, and not there before the last of them is', () => {
    expect(widgetStateOfReads(read(9_000), read(4_000))).toMatchObject({ state: 'ready', syncedAt: 4_000 })
    expect(widgetStateOfReads(read(9_000), read(null))).toMatchObject({ state: 'loading', syncedAt: null })
  })

  it('has failed when one of them could not be read again, still says of when it is, and reads only that again', () => {
    const state = widgetStateOfReads(read(9_000), read(4_000, new Error('no')))
    expect(state).toMatchObject({ state: 'failed', syncedAt: 4_000 })
    reloaded.length = 0
    state.retry()
    expect(reloaded).toEqual(['4000'])
  })
})
