import type { KeyboardEvent, PointerEvent } from 'react'
import type { Clash } from '#shared/schedule/clashes.ts'
import type { DraggedBlock } from './use-calendar-drag.ts'
import type { PlacedBlock } from './week-layout.ts'

/** What the blocks of a week share. */
export interface BlockTools {
  readonly clashes: ReadonlyMap<string, readonly Clash[]>
  readonly playlistOf: (id: string) => string
  readonly activeKey: string | null
  readonly openId: string | null
  readonly dragged: DraggedBlock | null
  readonly pixelsPerMinute: number
  readonly onOpen: (id: string, by: 'keyboard' | 'pointer') => void
  readonly onPointerDown: (event: PointerEvent<HTMLElement>, block: PlacedBlock) => void
  readonly onFocus: (block: PlacedBlock) => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>, block: PlacedBlock) => void
}
