export interface LifecycleSettings {
  /** Null: there is no server to connect to. */
  readonly serverUrl: string | null
  readonly tenant: string
  readonly heartbeatIntervalMs: number
  readonly reconnectDelayMaxMs: number
  /** Null: without end. */
  readonly maxReconnectAttempts: number | null
  readonly requestTimeoutMs: number
  readonly isDemo: boolean
}
