import { useEffect, useEffectEvent, useState } from 'react'
import type { ConnectionStatus } from '#shared/domain/connection.ts'
import type { IpcEvent } from '#shared/ipc/contract.ts'
import { type RequestError, toRequestError } from '../../ipc/client.ts'
import { useApp, useClient } from '../context.tsx'

export interface ConnectionControl {
  /** Null until the first answer of the main process. */
  readonly status: ConnectionStatus | null
  /** True while changes reach the server: online, or online and slow. */
  readonly isOnline: boolean
  connect(): Promise<void>
  disconnect(): Promise<void>
  giveToken(token: string): Promise<void>
  syncNow(): Promise<void>
}

/** The state of the connection and what an operator may do about it. */
export function useConnection(): ConnectionControl {
  const client = useClient()
  const status = useApp((state) => state.connection)
  return {
    status,
    isOnline: status?.state === 'online' || status?.state === 'degraded',
    connect: async () => void (await client.request('connection:connect', {})),
    disconnect: async () => void (await client.request('connection:disconnect', {})),
    giveToken: async (token) => void (await client.request('connection:token', { token })),
    syncNow: async () => void (await client.request('sync:now', {})),
  }
}

export interface ChannelState {
  readonly status: 'subscribing' | 'subscribed' | 'refused'
  readonly error: RequestError | null
}

/** Listens to a channel of the server while the component is on screen. Null: to none. */
export function useChannel(
  channel: string | null,
  onEvent: (event: Pick<IpcEvent<'channel:event'>, 'name' | 'payload'>) => void,
): ChannelState {
  const client = useClient()
  const [state, setState] = useState<ChannelState>({ status: 'subscribing', error: null })
  const handle = useEffectEvent(onEvent)

  useEffect(() => {
    if (channel === null) return
    let isEnded = false
    let subscription: string | null = null
    const leave = (id: string) => client.request('channel:unsubscribe', { subscription: id }).catch(() => undefined)
    const end = client.subscribe('channel:event', (event) => {
      if (event.subscription === subscription) handle({ name: event.name, payload: event.payload })
    })
    setState({ status: 'subscribing', error: null })
    client.request('channel:subscribe', { channel }).then(
      (answer) => {
        if (isEnded) return void leave(answer.subscription)
        subscription = answer.subscription
        setState({ status: 'subscribed', error: null })
      },
      (error: unknown) => {
        if (!isEnded) setState({ status: 'refused', error: toRequestError(error) })
      },
    )
    return () => {
      isEnded = true
      end()
      if (subscription !== null) void leave(subscription)
    }
  }, [client, channel])

  return state
}
