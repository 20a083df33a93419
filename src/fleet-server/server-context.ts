import type { Tokens } from './auth/tokens.ts'
import type { Requests } from './core/requests.ts'
import type { ServerOptions } from './options.ts'
import type { Clock } from './platform/clock.ts'
import type { Log } from './platform/log.ts'
import type { FeedFigures } from './socket/feed-figures.ts'
import type { FleetStore } from './store/store.ts'
import type { Switches } from './switches.ts'
import type { UploadShelf } from './uploads/upload-shelf.ts'

/** The parts of the server that both its sides, socket and HTTP, work with. */
export interface ServerContext {
  readonly options: ServerOptions
  readonly clock: Clock
  readonly log: Log
  readonly store: FleetStore
  readonly tokens: Tokens
  readonly requests: Requests
  readonly switches: Switches
  /** The bytes of content. */
  readonly uploads: UploadShelf
  /** What was really sent. */
  readonly figures: FeedFigures
  /** Decides, for each acknowledgement of operations, whether it is lost on purpose. */
  readonly dropsAck: () => boolean
}
