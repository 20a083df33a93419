import type { Page } from '#shared/domain/window-route.ts'
import type { StateShape } from '../../../components/state-shape.ts'

/** What the guides are about, in the order in which they are listed. */
export const GUIDE_IDS = [
  'pending',
  'offline',
  'unknown',
  'conflicts',
  'commands',
  'refused',
  'sites',
  'bundles',
  'users',
  'performance',
] as const
export type GuideId = (typeof GUIDE_IDS)[number]

export interface GuidePart {
  readonly title: string
  /** The symbol that stands for it on screen. */
  readonly shape?: StateShape
  /** Paragraphs. */
  readonly text: readonly string[]
  /** What to do, one after the other. */
  readonly steps?: readonly string[]
}

/** A short text for operators. */
export interface Guide {
  readonly title: string
  /** What it answers, in one sentence. */
  readonly summary: string
  readonly parts: readonly GuidePart[]
  /** Where it is done. */
  readonly page?: Page
}

/** The guides of one language. Another language is another of these, chosen in `guides.ts`. */
export type Guides = Readonly<Record<GuideId, Guide>>
