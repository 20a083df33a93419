import { useMemo } from 'react'
import type { Binding } from '#shared/board/document.ts'

/** `stale`: shown, but not being kept current. */
export type BindingState = 'connecting' | 'live' | 'stale' | 'error'

/** One earlier value, at milliseconds since the epoch. */
export interface BoundPoint {
  readonly at: number
  readonly value: number
}

/** What a binding comes to now. */
export interface BoundValue {
  readonly state: BindingState
  readonly value: unknown
  /** The value as it is written, in the way of the language; the fallback while there is none. */
  readonly text: string
  readonly history: readonly BoundPoint[]
  /** When the value was true last; null: never. */
  readonly lastAt: number | null
  /** What is wrong, in words. */
  readonly problem: string | null
  /** Asks for the source anew. */
  readonly retry: () => void
}

/** Follows what a widget is bound to while it is on screen. */
export function useBindings(bindings: Readonly<Record<string, Binding>>): Readonly<Record<string, BoundValue>> {
  return useMemo(() => Object.fromEntries(Object.entries(bindings).map(([name, one]) => [name, waiting(one)])), [bindings])
}

function waiting({ $fallback = null }: Binding): BoundValue {
  const text = $fallback === null ? '' : String($fallback)
  return { state: 'connecting', value: null, text, history: [], lastAt: null, problem: null, retry: () => undefined }
}
