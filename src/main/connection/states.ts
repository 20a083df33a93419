import type { ConnectionReason, ConnectionState } from '#shared/domain/connection.ts'

/**
 * The state machine of one connection: see the diagram in `shared/domain/connection.ts`. While `offline`, tries go on
 * unseen; the state changes only when a transport opens.
 */
export type LinkState =
  | { readonly name: 'disconnected'; readonly reason: ConnectionReason; readonly detail: string | null }
  | { readonly name: 'connecting' }
  | { readonly name: 'authenticating' }
  | { readonly name: 'resyncing' }
  | { readonly name: 'online' }
  | { readonly name: 'degraded'; readonly detail: string | null }
  | { readonly name: 'needs-auth'; readonly reason: ConnectionReason; readonly detail: string | null }
  | { readonly name: 'offline'; readonly reason: ConnectionReason; readonly detail: string | null }

export type LinkEvent =
  | { readonly name: 'connect' }
  | { readonly name: 'open' }
  | { readonly name: 'welcome' }
  | { readonly name: 'caught-up' }
  | { readonly name: 'answers-late'; readonly detail: string | null }
  | { readonly name: 'answers-on-time' }
  | { readonly name: 'lose'; readonly reason: ConnectionReason; readonly detail: string | null }
  | { readonly name: 'refuse-token'; readonly reason: ConnectionReason; readonly detail: string | null }
  | { readonly name: 'disconnect'; readonly reason: ConnectionReason; readonly detail: string | null }

export const INITIAL_STATE: LinkState = { name: 'disconnected', reason: 'none', detail: null }

/** From which states each event leads on. An event in any other state means nothing and changes nothing. */
const ALLOWED: Readonly<Record<LinkEvent['name'], readonly ConnectionState[]>> = {
  connect: ['disconnected', 'needs-auth'],
  open: ['connecting', 'offline'],
  welcome: ['authenticating'],
  'caught-up': ['resyncing'],
  'answers-late': ['online', 'degraded'],
  'answers-on-time': ['degraded'],
  lose: ['connecting', 'authenticating', 'resyncing', 'online', 'degraded', 'offline'],
  'refuse-token': ['connecting', 'authenticating', 'resyncing', 'online', 'degraded', 'offline', 'needs-auth'],
  disconnect: [
    'connecting',
    'authenticating',
    'resyncing',
    'online',
    'degraded',
    'needs-auth',
    'offline',
    'disconnected',
  ],
}

/** The state after `event`; null when the event means nothing in this state. Pure. */
export function transition(state: LinkState, event: LinkEvent): LinkState | null {
  if (!ALLOWED[event.name].includes(state.name)) return null
  switch (event.name) {
    case 'connect':
      return { name: 'connecting' }
    case 'open':
      return { name: 'authenticating' }
    case 'welcome':
      return { name: 'resyncing' }
    case 'caught-up':
    case 'answers-on-time':
      return { name: 'online' }
    case 'answers-late':
      return { name: 'degraded', detail: event.detail }
    case 'lose':
      return { name: 'offline', reason: event.reason, detail: event.detail }
    case 'refuse-token':
      return { name: 'needs-auth', reason: event.reason, detail: event.detail }
    case 'disconnect':
      return { name: 'disconnected', reason: event.reason, detail: event.detail }
  }
}

/** Why the state is not `online`, for people. */
export function reasonOf(state: LinkState): { readonly reason: ConnectionReason; readonly detail: string | null } {
  if (state.name === 'degraded') return { reason: 'timeout', detail: state.detail }
  return 'reason' in state ? { reason: state.reason, detail: state.detail } : { reason: 'none', detail: null }
}

/** Reasons that wait for a new token (or another tenant): trying again with this one can not help. */
export function needsNewToken(reason: ConnectionReason): boolean {
  return (
    reason === 'token-missing' ||
    reason === 'token-expired' ||
    reason === 'token-refused' ||
    reason === 'tenant-refused'
  )
}

/** Reasons that time alone hardly mends: tried again, but slowly. */
export function isSlowToMend(reason: ConnectionReason): boolean {
  return reason === 'protocol-too-old' || reason === 'protocol-too-new' || reason === 'insecure-address'
}
