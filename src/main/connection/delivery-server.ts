import type { ConnectionState } from '#shared/domain/connection.ts'
import type { EntityRef } from '#shared/domain/ids.ts'
import type { LookupResult, OperationResult, WireOperation } from '#shared/protocol/operations.ts'
import { MAX_BATCH_OPERATIONS, MAX_LOOKUP_KEYS, MAX_MESSAGE_BYTES } from '#shared/protocol/version.ts'
import {
  type DeliveryBlock,
  type DeliveryCapabilities,
  DeliveryError,
  type DeliveryServer,
  type ReadEntity,
} from '../delivery/server-port.ts'
import type { Cancel } from '../platform/clock.ts'
import { ConnectorError } from './connector.ts'
import type { ConnectionLifecycle } from './lifecycle.ts'

/** The server as delivery sees it, over whatever session is open. */
export class LifecycleDeliveryServer implements DeliveryServer {
  readonly #lifecycle: ConnectionLifecycle

  constructor(lifecycle: ConnectionLifecycle) {
    this.#lifecycle = lifecycle
  }

  block(): DeliveryBlock | null {
    return blockOf(this.#lifecycle.state)
  }

  onBlockChanged(listener: () => void): Cancel {
    let last = this.block()
    return this.#lifecycle.onStatus((status) => {
      const block = blockOf(status.state)
      if (block === last) return
      last = block
      listener()
    })
  }

  limits(): { batchOperations: number; lookupKeys: number; messageBytes: number } {
    const limits = this.#lifecycle.session()?.welcome.limits
    return {
      batchOperations: Math.min(limits?.batchOperations ?? MAX_BATCH_OPERATIONS, MAX_BATCH_OPERATIONS),
      lookupKeys: Math.min(limits?.lookupKeys ?? MAX_LOOKUP_KEYS, MAX_LOOKUP_KEYS),
      messageBytes: Math.min(limits?.messageBytes ?? MAX_MESSAGE_BYTES, MAX_MESSAGE_BYTES),
    }
  }

  /** While there is no session nothing is asked, so what is not known counts as not promised. */
  capabilities(): DeliveryCapabilities {
    const promised = new Set(this.#lifecycle.session()?.welcome.capabilities)
    return {
      lookup: promised.has('lookup'),
      atomicBatch: promised.has('atomic-batch'),
      commandReports: promised.has('command-reports'),
      assignedIds: promised.has('assigned-ids'),
    }
  }

  async apply(operations: readonly WireOperation[]): Promise<readonly OperationResult[]> {
    const request = { operations: [...operations] }
    const { results } = await this.#lifecycle.request('operations:apply', request).catch(fail)
    return results
  }

  async lookup(keys: readonly string[]): Promise<readonly LookupResult[]> {
    const { results } = await this.#lifecycle.request('operations:lookup', { keys: [...keys] }).catch(fail)
    return results
  }

  async read(refs: readonly EntityRef[]): Promise<readonly ReadEntity[]> {
    const wanted = refs.map(({ entityType, entityId }) => ({ entityType, entityId }))
    const { entities } = await this.#lifecycle.request('entities:read', { refs: wanted }).catch(fail)
    return entities
  }
}

function blockOf(state: ConnectionState): DeliveryBlock | null {
  if (state === 'online' || state === 'degraded') return null
  if (state === 'needs-auth') return 'needs-auth'
  if (state === 'resyncing' || state === 'authenticating') return 'resyncing'
  return 'offline'
}

/** Anything that is not a clear answer of the server leaves the outcome open, also an answer that makes no sense. */
function fail(error: unknown): never {
  if (!(error instanceof ConnectorError)) throw new DeliveryError('unknown', 'protocol', String(error))
  const { code, message, retryAfterMs } = error
  // A server that made a mistake may have done some of the work before.
  if (code === 'internal') throw new DeliveryError('unknown', code, message, retryAfterMs)
  // A change that fits into no message will not fit later either: it counts as refused, so that a person sees it.
  if (error.kind === 'refused' || code === 'too-large') throw new DeliveryError('refused', code, message, retryAfterMs)
  if (code === 'not-connected') throw new DeliveryError('not-sent', code, message, retryAfterMs)
  throw new DeliveryError('unknown', code, message, retryAfterMs)
}
