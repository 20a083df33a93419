import { type ReactNode, useState } from 'react'

/** One component, or a few that belong together, in every state. */
export interface Entry {
  readonly name: string
  /** The exports of src/renderer/components that are shown. */
  readonly components: readonly string[]
  readonly specimens: readonly Specimen[]
}

export interface Specimen {
  readonly state: string
  readonly draw: () => ReactNode
  /** As if the pointer or the keyboard were on it. */
  readonly simulate?: 'hover' | 'focus'
  /** A document of its own with this height, for what lies over a whole window. */
  readonly frame?: number
  /** Height of the box, for what fills the place that it is given. */
  readonly height?: number
  /** Takes a whole line. */
  readonly isWide?: boolean
  /** Letters that the product's own fonts do not have: they look as the system draws them, so nothing is compared. */
  readonly needsSystemFont?: boolean
  /** It tells the time: it looks otherwise each time, so nothing is compared. */
  readonly isMoving?: boolean
}

export const LONG =
  'Arrivals level 2, corridor between gates B14 and B27, left of the information desk, behind the second pillar'
export const EMOJI = 'Gate 7 🚆 north 👩🏽‍🔧 🇩🇪'
export const ARABIC = 'شاشة البوابة ٧ – الشمال'

export const nothing = (): void => undefined

/** Gives a component that is told its value a place to keep it. */
export function Held<V>({ start, children }: { start: V; children: (value: V, set: (value: V) => void) => ReactNode }) {
  const [value, setValue] = useState(start)
  return children(value, setValue)
}

/** Whether a picture of it is the same each time, on every machine. */
export function isComparable({ needsSystemFont = false, isMoving = false }: Specimen): boolean {
  return !needsSystemFont && !isMoving
}
