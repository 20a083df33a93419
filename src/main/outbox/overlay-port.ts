import type { EntityRecord, Fields } from '#shared/domain/entities.ts'
import type { EntityRef } from '#shared/domain/ids.ts'
import type { ConflictDetail } from '#shared/domain/operation.ts'
import type { EntityView } from '#shared/domain/view.ts'
import type { EffectSource } from '../database/effects.ts'
import type { Mutation, Overlay } from '../database/store.ts'
import type { Presence } from './check-intent.ts'

/** What the outbox needs of the replica: what the screen shows, and a way to change it when a commit is through. */
export interface OverlayPort {
  base(ref: EntityRef): EntityRecord | null
  view(ref: EntityRef): EntityView | null
  /** The values on screen; none of what is not there. */
  shown(ref: EntityRef): Fields
  /** What `view` says of whether it is there, for less. */
  presence(ref: EntityRef): Presence
  /** Whatever waits is shown from now on as `source` tells. Called once, before anything else. */
  readonly views: { showEffects(source: EffectSource): void }
  /** What waits for the entity has changed. */
  effectsChanged(ref: EntityRef): void
  /** The server named what was made here: record and effects go by the new id from now on. */
  rename(ref: EntityRef, to: string): void
  /**
   * The server answered that it holds something newer. Returns mutations that belong into the transaction which stores
   * what came of that. `since`: the version that the fields of `detail` were compared with.
   */
  learn(ref: EntityRef, since: number, detail: ConflictDetail): readonly Mutation[]
  /** Mutations that belong into the transaction which stores the acknowledgement. */
  acknowledge(overlay: Overlay, version: number, sequence: number): readonly Mutation[]
}
