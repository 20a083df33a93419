import type { ConnectionState } from '#shared/domain/connection.ts'
import type { StateShape } from '../../components/state-shape.ts'

/** The familiar three of the sync indicator, and a quiet one while a connection is being made. */
export type ConnectionTone = 'ok' | 'degraded' | 'down' | 'working'

export const CONNECTION_TONE: Readonly<Record<ConnectionState, ConnectionTone>> = {
  online: 'ok',
  degraded: 'degraded',
  connecting: 'working',
  authenticating: 'working',
  resyncing: 'working',
  'needs-auth': 'down',
  offline: 'down',
  disconnected: 'down',
}

export const TONE_SHAPE: Readonly<Record<ConnectionTone, StateShape>> = {
  ok: 'online',
  degraded: 'warning',
  down: 'critical',
  working: 'connecting',
}
