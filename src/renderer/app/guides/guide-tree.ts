import type { Page } from '#shared/domain/window-route.ts'
import type { SpokenLanguage } from '#shared/i18n/languages.ts'
import type { StateShape } from '../../components/state-shape.ts'

/*
 * The guides as the build makes them from docs/guide (tools/guides): plain data, no markup. A place in them is written as a
 * topic of the Help page: `offline`, or `offline#unknown-outcome`.
 */

export type Inline =
  | string
  | { readonly is: 'code' | 'key'; readonly text: string }
  | { readonly is: 'state'; readonly shape: StateShape }
  | { readonly is: 'strong' | 'emphasis'; readonly of: readonly Inline[] }
  /** To a place in the guides. */
  | { readonly is: 'link'; readonly topic: string; readonly of: readonly Inline[] }
  /** To what is not part of the app: a file of the project, an address. It cannot be followed here. */
  | { readonly is: 'elsewhere'; readonly address: string; readonly of: readonly Inline[] }

export type Align = 'start' | 'center' | 'end'
export type NoteTone = 'note' | 'caution'

export type Block =
  | { readonly is: 'heading'; readonly level: 2 | 3 | 4; readonly id: string; readonly of: readonly Inline[] }
  | { readonly is: 'text'; readonly of: readonly Inline[] }
  /** `start`: the first number; null: not numbered. */
  | { readonly is: 'list'; readonly start: number | null; readonly items: readonly (readonly Block[])[] }
  | { readonly is: 'code'; readonly text: string }
  | {
      readonly is: 'table'
      readonly align: readonly Align[]
      readonly head: readonly (readonly Inline[])[]
      readonly rows: readonly (readonly (readonly Inline[])[])[]
    }
  | { readonly is: 'note'; readonly tone: NoteTone; readonly of: readonly Block[] }
  /** `file`: its name among the pictures. */
  | {
      readonly is: 'picture'
      readonly file: string
      readonly alt: string
      readonly width: number
      readonly height: number
    }

export interface GuideHeading {
  readonly id: string
  readonly level: 2 | 3 | 4
  readonly text: string
}

export const GUIDE_GROUPS = ['operators', 'administrators', 'engineers'] as const
export type GuideGroup = (typeof GUIDE_GROUPS)[number]

/** A guide as the contents name it. */
export interface GuideEntry {
  readonly id: string
  readonly group: GuideGroup
  readonly title: string
  /** What it answers: its first paragraph. */
  readonly summary: string
  /** Where it is done. */
  readonly page: Page | null
  readonly headings: readonly GuideHeading[]
  /** In which it is written: the language of the reader where there is a translation. */
  readonly language: SpokenLanguage
  /** A translation, and its source was changed since. */
  readonly isOlder: boolean
}

export interface GuideContents {
  /** In the order in which they are read, the groups one after the other. */
  readonly guides: readonly GuideEntry[]
  /** Earlier names of places, which links may still use. */
  readonly topics: Readonly<Record<string, string>>
}

/** What stands below the title and the first paragraph, by the id of the guide. */
export type GuideTexts = Readonly<Record<string, readonly Block[]>>
