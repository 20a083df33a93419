// biome-ignore-all lint/correctness/noComponentHookFactories: each test has its own small component.
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { StrictMode, useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { useOutpost } from '../../../../src/renderer/app/context.tsx'
import { useChannel, useConnection } from '../../../../src/renderer/app/hooks/connection.ts'
import {
  useConflicts,
  useMetrics,
  usePendingOperations,
  usePerformanceAlerts,
  useQueueStatus,
  useSyncStatus,
} from '../../../../src/renderer/app/hooks/queue.ts'
import { useEntities, useEntity } from '../../../../src/renderer/app/hooks/replica.ts'
import { useMutation, usePeriodicRefresh, useRequest } from '../../../../src/renderer/app/hooks/requests.ts'
import { toRequestError } from '../../../../src/renderer/ipc/client.ts'
import { IDLE_SLICE } from '../../../../src/renderer/stores/entity-slice.ts'
import { layOut, open } from '../support.tsx'

layOut()

function Everything() {
  const { status, isOnline } = useConnection()
  const { rows, cache } = useEntities('device')
  const { entity } = useEntity('device', 'dev-0003')
  const pending = usePendingOperations()
  const conflicts = useConflicts()
  const metrics = useMetrics(60_000)
  const channel = useChannel('main/devices', () => undefined)
  const queue = useQueueStatus()
  const sync = useSyncStatus()
  const alerts = usePerformanceAlerts()
  const facts = [
    status?.state,
    isOnline,
    rows.length,
    cache.state,
    entity?.id,
    pending.total,
    conflicts.total,
    metrics.value?.metrics.length,
    channel.status,
    queue?.pending,
    sync?.state,
    alerts.length,
  ]
  return <output>{facts.join(' ')}</output>
}

describe('the hooks of the pages', () => {
  it('give everything a page needs, live', async () => {
    const { fake } = open(<Everything />, { scenario: 'busy', deviceCount: 80 })
    await waitFor(() =>
      expect(screen.getByRole('status').textContent).toBe('online true 80 ready dev-0003 8 2 4 subscribed 8 current 0'),
    )
    act(() => fake.emit('performance:alert', { metric: 'x', level: 'warning', value: 2, threshold: 1, at: 1 }))
    expect(screen.getByRole('status').textContent).toMatch(/ 1$/)
  })

  it('clean up after themselves, also when React mounts them twice', async () => {
    const { fake, stop } = open(
      <StrictMode>
        <Everything />
      </StrictMode>,
      { deviceCount: 40 },
    )
    await waitFor(() => expect(screen.getByRole('status').textContent).toContain('subscribed'))
    stop()
    expect(fake.listenerCount).toBe(0)
    await waitFor(() => {
      const count = (name: string) => fake.requests.filter((request) => request.name === name).length
      expect(count('channel:unsubscribe')).toBe(count('channel:subscribe'))
    })
  })

  it('say that the copy is stale, and of when, while there is no connection', async () => {
    function Age() {
      const { cache } = useEntities('device')
      return <output>{`${cache.state} ${cache.syncedAt === null ? 'never' : 'known'}`}</output>
    }
    open(<Age />, { scenario: 'offline', deviceCount: 100 })
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('stale known'))
  })

  it('say that a list is stale that can no longer follow, although the site is current', async () => {
    function Age() {
      const { entities } = useOutpost()
      const { cache } = useEntities('device')
      const leaveBehind = () =>
        entities.setState(({ slices: { device = IDLE_SLICE } }) => {
          const error = toRequestError(new Error('refused'))
          return { slices: { device: { ...device, status: 'failed', error, leftBehindAt: 5 } } }
        })
      return <button type="button" onClick={leaveBehind}>{`${cache.state} ${cache.syncedAt === 5}`}</button>
    }
    open(<Age />, { deviceCount: 10 })
    await waitFor(() => expect(screen.getByRole('button').textContent).toBe('ready false'))
    fireEvent.click(screen.getByRole('button'))
    expect(screen.getByRole('button').textContent).toBe('stale true')
  })

  it('hand a channel’s events only to its own subscription', async () => {
    const heard = vi.fn<(event: unknown) => void>()
    function Listener() {
      return <output>{useChannel('main/devices', heard).status}</output>
    }
    const { fake } = open(<Listener />)
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('subscribed'))
    const subscription = `sub-${fake.requests.findIndex(({ name }) => name === 'channel:subscribe') + 1}`
    fake.emit('channel:event', { subscription, name: 'device:status-update', payload: 1 })
    fake.emit('channel:event', { subscription: 'another', name: 'device:status-update', payload: 2 })
    expect(heard.mock.calls).toEqual([[{ name: 'device:status-update', payload: 1 }]])
  })

  it('keep the last answer while a newer one fails', async () => {
    function Asker() {
      const { status, value, error, reload } = useRequest('replica:snapshot', { entityType: 'device', page: null })
      return (
        <button type="button" onClick={() => void reload()}>
          {`${status} ${value === null ? 'nothing' : 'kept'} ${error?.code ?? ''}`}
        </button>
      )
    }
    open(<Asker />, { scenario: 'error' })
    await waitFor(() => expect(screen.getByRole('button').textContent).toBe('failed nothing storage-failed'))
  })

  it('resolve a change when it is durably queued, and say why when it can not be', async () => {
    const intent = { kind: 'update', entityType: 'device', entityId: 'dev-0001', fields: { name: 'A' } } as const
    function Editor() {
      const { mutate, error } = useMutation()
      const [queued, setQueued] = useState('nothing')
      const edit = () =>
        mutate(intent).then(
          ([operation]) => setQueued(operation?.entityId ?? ''),
          (failure: unknown) => setQueued(`refused: ${toRequestError(failure).code}`),
        )
      return (
        <button type="button" onClick={() => void edit()}>
          {`${queued}, ${error?.code ?? 'fine'}`}
        </button>
      )
    }
    const first = open(<Editor />)
    fireEvent.click(screen.getByRole('button'))
    await waitFor(() => expect(screen.getByRole('button').textContent).toBe('dev-0001, fine'))
    first.stop()
    open(<Editor />, { scenario: 'full' })
    fireEvent.click(screen.getByRole('button'))
    await waitFor(() => expect(screen.getByRole('button').textContent).toBe('refused: storage-full, storage-full'))
  })

  it('refresh periodically only while on screen', () => {
    vi.useFakeTimers()
    const refresh = vi.fn<() => void>()
    function Page() {
      usePeriodicRefresh(refresh, 1_000)
      return null
    }
    const { unmount } = render(<Page />)
    vi.advanceTimersByTime(3_100)
    expect(refresh).toHaveBeenCalledTimes(3)
    unmount()
    vi.advanceTimersByTime(5_000)
    expect(refresh).toHaveBeenCalledTimes(3)
    vi.useRealTimers()
  })
})
