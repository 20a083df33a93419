import { type EntityRef, laneOf } from '#shared/domain/ids.ts'

/** Versions an entity went through by the sender's own edits alone: from the one before the first to the newest. */
interface Span {
  readonly from: number
  readonly to: number
}

/**
 * What the operations of one request have made of entities so far. An edit further back in the request was made by the
 * same operator on top of the edits before it, so it does not clash with them, whichever of their versions it names.
 */
export class OwnEdits {
  #spans = new Map<string, Span>()

  /** An operation of this request gave the entity this version; now, or, for a duplicate, the first time it was sent. */
  note(ref: EntityRef, version: number): void {
    const known = this.#spans.get(laneOf(ref))
    if (known !== undefined && version > known.from && version <= known.to) return
    // A version in between is somebody else's edit: what came before it counts no more.
    const from = known?.to === version - 1 ? known.from : version - 1
    this.#spans.set(laneOf(ref), { from, to: version })
  }

  /** True when everything between `baseVersion` and the entity's version now was done by this request's operations. */
  covers(ref: EntityRef, baseVersion: number, version: number): boolean {
    const span = this.#spans.get(laneOf(ref))
    return span !== undefined && span.to === version && baseVersion >= span.from && baseVersion <= span.to
  }

  hasCreated(ref: EntityRef): boolean {
    return this.#spans.get(laneOf(ref))?.from === 0
  }

  copy(): OwnEdits {
    const copy = new OwnEdits()
    copy.become(this)
    return copy
  }

  become(other: OwnEdits): void {
    this.#spans = new Map(other.#spans)
  }
}
