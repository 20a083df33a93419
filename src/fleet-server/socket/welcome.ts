import { channelName } from '#shared/protocol/feed.ts'
import { CAPABILITIES, type Handshake, type Welcome } from '#shared/protocol/handshake.ts'
import { MAX_BATCH_OPERATIONS, MAX_LOOKUP_KEYS, MAX_MESSAGE_BYTES, MAX_PAGE } from '#shared/protocol/version.ts'
import type { Principal } from '../auth/tokens.ts'
import { channelsOf } from '../core/permissions.ts'
import { SERVER_NAME, SERVER_VERSION, type ServerOptions } from '../options.ts'
import type { ServerContext } from '../server-context.ts'

/** The first event of a connection. */
export function welcomeFor(
  context: ServerContext,
  handshake: Handshake,
  principal: Principal,
  protocol: number,
): Welcome {
  const { options, store, clock } = context
  const { cursor, epoch } = handshake
  const canResume =
    cursor !== null && epoch === store.epoch && store.feed.canResume(cursor, takesCompactChanges(handshake))
  return {
    protocol,
    serverTime: clock.now(),
    server: { name: SERVER_NAME, version: SERVER_VERSION },
    site: { id: options.siteId ?? options.tenant, name: options.siteName },
    tenant: options.tenant,
    user: { id: principal.userId, name: principal.userName, role: principal.role },
    tokenExpiresAt: principal.expiresAt,
    capabilities: capabilitiesOf(options, handshake),
    channels: channelsFor(options.tenant, principal, handshake),
    epoch: store.epoch,
    head: store.feed.head,
    resume: canResume ? 'delta' : 'snapshot',
    limits: {
      messageBytes: MAX_MESSAGE_BYTES,
      batchOperations: MAX_BATCH_OPERATIONS,
      lookupKeys: MAX_LOOKUP_KEYS,
      page: MAX_PAGE,
    },
  }
}

/** True for a console that takes several events of the feed in one message. */
export function takesBatches({ capabilities }: Handshake): boolean {
  return capabilities?.includes('feed-batches') ?? false
}

/** True for a console that does without superseded reports when it catches up. */
function takesCompactChanges({ capabilities }: Handshake): boolean {
  return capabilities?.includes('compact-changes') ?? false
}

/** True for a console that knows wallboards; another one could not read a feed that has them. */
export function knowsWallboards({ capabilities }: Handshake): boolean {
  return capabilities?.includes('wallboards') ?? false
}

function channelsFor(tenant: string, { role }: Principal, handshake: Handshake): string[] {
  const channels = channelsOf(tenant, role)
  return knowsWallboards(handshake) ? channels : channels.filter((name) => name !== channelName(tenant, 'wallboards'))
}

function capabilitiesOf({ hasLookup, assignsIds, showsCodes }: ServerOptions, handshake: Handshake): string[] {
  const isNamed: Readonly<Partial<Record<(typeof CAPABILITIES)[number], boolean>>> = {
    lookup: hasLookup,
    'assigned-ids': assignsIds,
    'shown-codes': showsCodes,
    'feed-batches': takesBatches(handshake),
    'compact-changes': takesCompactChanges(handshake),
    wallboards: knowsWallboards(handshake),
    // What is withheld leaves gaps in the sequences.
    'whole-feed': knowsWallboards(handshake),
  }
  return CAPABILITIES.filter((name) => isNamed[name] ?? true)
}
