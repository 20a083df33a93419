import { useEffect, useEffectEvent, useState } from 'react'
import type { ConnectionStatus } from '#shared/domain/connection.ts'
import type { BreakerMode, BreakerStatus } from '#shared/domain/resilience.ts'
import type { IpcEvent, IpcResponse } from '#shared/ipc/contract.ts'
import { type RequestError, toRequestError } from '../../ipc/client.ts'
import { useApp, useClient } from '../context.tsx'
import { type RequestState, usePeriodicRefresh, useRequest } from './requests.ts'

export interface ConnectionControl {
  /** Null until the first answer of the main process. */
  readonly status: ConnectionStatus | null
  /** True while changes reach the server: online, or online and slow. */
  readonly isOnline: boolean
  readonly connect: () => Promise<void>
  readonly disconnect: () => Promise<void>
  readonly giveToken: (token: string) => Promise<void>
  readonly syncNow: () => Promise<void>
}

/** The state of the connection and what an operator may do about it. */
export function useConnection(): ConnectionControl {
  const client = useClient()
  const status = useApp((state) => state.connection)
  const reload = useApp((state) => state.reload)
  return {
    status,
    isOnline: status?.state === 'online' || status?.state === 'degraded',
    connect: async () => void (await client.request('connection:connect', {})),
    disconnect: async () => void (await client.request('connection:disconnect', {})),
    giveToken: async (token) => {
      await client.request('connection:token', { token })
      // Whether it could be kept safely is a notice of the app, and no event tells of those.
      await reload()
    },
    syncNow: async () => void (await client.request('sync:now', {})),
  }
}

export interface BreakerControl {
  /** Null until known. */
  readonly breakers: readonly BreakerStatus[] | null
  /** Holds a breaker open or closed, or lets it decide by itself again. */
  readonly force: (name: string, mode: BreakerMode) => Promise<void>
  /** Closed, with all failures forgotten. */
  readonly reset: (name: string) => Promise<void>
}

/** The circuit breakers of the site and what an operator may do about them. Read anew every `periodMs`; null: only when told. */
export function useBreakers(periodMs: number | null = null): BreakerControl {
  const client = useClient()
  const breakers = useApp((state) => state.breakers)
  const read = useApp((state) => state.readBreakers)
  usePeriodicRefresh(() => void read(), periodMs)
  return {
    breakers,
    force: async (name, mode) => {
      await client.request('breakers:force', { name, mode })
      await read()
    },
    reset: async (name) => {
      await client.request('breakers:reset', { name })
      await read()
    },
  }
}

export interface ChannelState {
  readonly status: 'subscribing' | 'subscribed' | 'refused'
  readonly error: RequestError | null
}

const SUBSCRIBING: ChannelState = { status: 'subscribing', error: null }

/** Listens to a channel of the server while the component is on screen. Null: to none. */
export function useChannel(
  channel: string | null,
  onEvent: (event: Pick<IpcEvent<'channel:event'>, 'name' | 'payload'>) => void,
): ChannelState {
  const client = useClient()
  const [outcome, setOutcome] = useState<ChannelState & { channel: string | null }>({ channel: null, ...SUBSCRIBING })
  const handle = useEffectEvent(onEvent)

  useEffect(() => {
    if (channel === null) return
    let isEnded = false
    let subscription: string | null = null
    const leave = (id: string) => client.request('channel:unsubscribe', { subscription: id }).catch(() => undefined)
    const end = client.subscribe('channel:event', (event) => {
      if (event.subscription === subscription) handle({ name: event.name, payload: event.payload })
    })
    client.request('channel:subscribe', { channel }).then(
      (answer) => {
        if (isEnded) return void leave(answer.subscription)
        subscription = answer.subscription
        setOutcome({ channel, status: 'subscribed', error: null })
      },
      (error: unknown) => {
        if (!isEnded) setOutcome({ channel, status: 'refused', error: toRequestError(error) })
      },
    )
    return () => {
      isEnded = true
      end()
      if (subscription !== null) void leave(subscription)
    }
  }, [client, channel])

  return outcome.channel === channel ? outcome : SUBSCRIBING
}

/** What each stage of the live feed has done; asked for again every `periodMs`. */
export function useStages(periodMs = 2_000): RequestState<IpcResponse<'sync:stages'>> {
  const state = useRequest('sync:stages', {})
  usePeriodicRefresh(() => void state.reload(), periodMs)
  return state
}
