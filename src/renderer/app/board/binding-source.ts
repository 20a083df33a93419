import type { Binding } from '#shared/board/document.ts'
import type { ReadName } from '#shared/board/names.ts'

/** What is wrong with a binding, in a stable code; the page says it in a sentence. */
export type BindingFault = 'unknown-name' | 'other-tenant' | 'not-read'

/** What a source says of one name now. */
export interface Reading {
  /** `connecting`: it cannot be said yet. `stale`: it was so at `at`, and is not being kept current. */
  readonly state: 'connecting' | 'live' | 'stale' | 'error'
  readonly value: unknown
  /** When that was true last; null: never. Milliseconds since the epoch. */
  readonly at: number | null
  readonly fault: BindingFault | null
}

export const CONNECTING: Reading = { state: 'connecting', value: null, at: null, fault: null }

/** A name that somebody follows. */
export interface Followed {
  readonly name: ReadName
  readonly binding: Binding
}

/** Where values come from. However many names are followed, a source listens once and is looked through once for all of them. */
export interface BindingSource {
  /** Begins to listen. `changed` is called whenever something may be another. Returns the function that ends it. */
  start(changed: () => void): () => void
  /** Somebody follows a name from now on: whatever it needs is read. */
  want(name: ReadName): void
  /** Answers the names that are due. */
  look(due: readonly Followed[]): (followed: Followed) => Reading
  /** Asks anew for what could not be read. */
  retry(): void
}
