import type { ConnectionReason } from '../../../src/shared/domain/connection.ts'
import type { Reply, ServerError, ServerErrorCode } from '../../../src/shared/protocol/errors.ts'
import type { FeedEvent } from '../../../src/shared/protocol/feed.ts'
import type { RequestName, RequestOf, ResponseOf } from '../../../src/shared/protocol/requests.ts'
import type { ConsoleEnd } from '../network/connector.ts'
import type { ServerEnd } from '../network/session.ts'
import type { Applier } from './apply.ts'
import type { Devices } from './devices.ts'
import { TENANT } from './feed.ts'
import type { Fleet } from './fleet.ts'
import { pageOfRecords } from './snapshot.ts'
import type { Tokens, TokenUser } from './tokens.ts'
import type { ServerTraits } from './traits.ts'

/** What it does to requests for a while. */
export interface Mood {
  /** Requests of this kind are refused with this. */
  readonly refuses: (name: RequestName) => ServerError | null
  /** It does what is asked, and then fails to say so. */
  readonly breaksAfterApply: boolean
}

/** What a session needs of the server it belongs to. */
export interface SessionHost {
  readonly fleet: Fleet
  readonly applier: Applier
  readonly devices: Devices
  readonly tokens: Tokens
  readonly traits: ServerTraits
  readonly mood: Mood
  serverTime(): number
  left(session: ServerSession): void
}

export interface ServerSessionOptions {
  readonly server: SessionHost
  readonly end: ConsoleEnd
  readonly user: TokenUser
  readonly clientId: string
}

type Answer = Reply<unknown>

/** One console's connection at the server: answers its requests in the order they arrive. */
export class ServerSession implements ServerEnd {
  readonly clientId: string
  readonly user: TokenUser
  readonly #server: SessionHost
  readonly #end: ConsoleEnd
  readonly #channels = new Set<string>()
  #isClosed = false

  constructor({ server, end, user, clientId }: ServerSessionOptions) {
    this.#server = server
    this.#end = end
    this.user = user
    this.clientId = clientId
  }

  receive(name: RequestName, request: unknown, answer: (reply: Answer) => void): void {
    if (this.#isClosed) return
    const refusal = this.#server.mood.refuses(name)
    if (refusal !== null) return answer({ ok: false, error: refusal })
    const reply = this.#answerTo(name, request)
    if (name === 'operations:apply' && this.#server.mood.breaksAfterApply) {
      return answer(no('internal', 'The server has made a mistake.'))
    }
    answer(reply)
  }

  left(): void {
    this.fence()
    this.#server.left(this)
  }

  tell({ name, payload }: FeedEvent): void {
    if (this.#channels.has(payload.channel)) this.#end.event(name, payload)
  }

  close(reason: ConnectionReason, detail: string | null, retryAfterMs: number | null): void {
    this.#isClosed = true
    this.#end.closed(reason, detail, retryAfterMs)
  }

  /** Nothing that is still on its way counts. */
  fence(): void {
    this.#isClosed = true
    this.#end.fence()
  }

  #answerTo(name: RequestName, request: unknown): Answer {
    switch (name) {
      case 'ping':
        return yes({ serverTime: this.#server.serverTime() })
      case 'auth:renew':
        return this.#renew(request as RequestOf<'auth:renew'>)
      case 'channel:subscribe':
        return this.#subscribe(request as RequestOf<'channel:subscribe'>)
      case 'channel:unsubscribe':
        this.#channels.delete((request as RequestOf<'channel:unsubscribe'>).channel)
        return yes(request)
      case 'sync:snapshot':
        return this.#snapshot(request as RequestOf<'sync:snapshot'>)
      case 'sync:changes':
        return this.#changes(request as RequestOf<'sync:changes'>)
      case 'entities:read':
        return this.#read(request as RequestOf<'entities:read'>)
      case 'operations:apply':
        return this.#apply(request as RequestOf<'operations:apply'>)
      case 'operations:lookup':
        return this.#lookup(request as RequestOf<'operations:lookup'>)
      case 'devices:screenshot':
        return no('unsupported', 'This server keeps no pictures.')
      case 'content:thumbnail':
        return no('unsupported', 'This server keeps no pictures.')
      case 'devices:health':
        return no('unsupported', 'This server keeps no history.')
      case 'alarms:rules':
        return no('unsupported', 'This server tells no rules.')
      case 'analytics:plays':
        return no('unsupported', 'This server keeps no plays.')
      case 'devices:unpaired':
        return no('unsupported', 'This server tells no codes.')
    }
  }

  #renew({ token }: RequestOf<'auth:renew'>): Answer {
    const user = this.#server.tokens.userOf(token)
    if (user === null) return no('token-expired', 'The token has ended.')
    return user.id === this.user.id
      ? yes({ tokenExpiresAt: null })
      : no('forbidden', 'It is the token of somebody else.')
  }

  #subscribe({ channel }: RequestOf<'channel:subscribe'>): Answer {
    if (!channel.startsWith(`${TENANT}/`)) return no('forbidden', 'Another tenant’s.')
    this.#channels.add(channel)
    return yes({ channel, last: this.#server.fleet.feed.lastOf(channel) })
  }

  #snapshot({ page, limit }: RequestOf<'sync:snapshot'>): Answer {
    const part = pageOfRecords(this.#server.fleet, page, limit)
    return part === null ? no('cursor-expired', 'The page belongs to another epoch.') : yes(part)
  }

  #changes({ since, limit }: RequestOf<'sync:changes'>): Answer {
    const { feed } = this.#server.fleet
    const found = feed.since(since, limit)
    if (found === null) return no('cursor-expired', 'The changes after this cursor are not kept.')
    const value: ResponseOf<'sync:changes'> = { epoch: feed.epoch, head: feed.head, ...found }
    return yes(value)
  }

  #read({ refs }: RequestOf<'entities:read'>): Answer {
    const entities = refs.map((ref) => {
      const record = this.#server.fleet.get(ref)?.record ?? null
      return { ref, record, version: record?.version ?? 0 }
    })
    return yes({ entities })
  }

  #apply({ operations }: RequestOf<'operations:apply'>): Answer {
    if (operations.length > this.#server.traits.batchOperations) return no('too-large', 'Too many at once.')
    const { id: userId, name: userName } = this.user
    const results = this.#server.applier.apply(operations, { clientId: this.clientId, userId, userName })
    return yes({ results })
  }

  #lookup({ keys }: RequestOf<'operations:lookup'>): Answer {
    const { traits, applier, devices } = this.#server
    if (!traits.hasLookup) return no('unsupported', 'This server keeps no results.')
    return yes({ results: applier.lookup(keys, (key) => devices.reportOf(key)) })
  }
}

function yes(value: unknown): Answer {
  return { ok: true, value }
}

function no(code: ServerErrorCode, message: string): Answer {
  return { ok: false, error: { code, message } }
}
