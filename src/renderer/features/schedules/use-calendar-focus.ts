import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { stepAlongLine } from '../../components/line-direction.ts'
import type { PlacedBlock } from './week-layout.ts'

/** Which block has the one stop for Tab: by its schedule and column, so that it is kept when the window moves. */
interface Place {
  readonly id: string
  readonly column: number
  readonly start: number
}

type Blocks = readonly PlacedBlock[]

/** The block that is meant by a place, or the one that is nearest to it. */
export function blockAt(blocks: Blocks, place: Place | null): PlacedBlock | undefined {
  if (place === null) return blocks[0]
  const own = blocks.filter(({ row }) => row.id === place.id)
  return nearest(own.length > 0 ? own : blocks, place)
}

function nearest(blocks: Blocks, { column, start }: Omit<Place, 'id'>): PlacedBlock | undefined {
  const distance = (block: PlacedBlock): number =>
    Math.abs(block.column - column) * 10_000 + Math.abs(block.start - start)
  return blocks.reduce<PlacedBlock | undefined>(
    (best, block) => (best === undefined || distance(block) < distance(best) ? block : best),
    undefined,
  )
}

/** Where an arrow leads: up and down through a day, along the line to the nearest time of the next day that has a block. */
export function nextBlock(blocks: Blocks, from: PlacedBlock, key: string, along: number): PlacedBlock | undefined {
  if (key === 'Home') return blocks[0]
  if (key === 'End') return blocks.at(-1)
  const index = blocks.indexOf(from)
  if (key === 'ArrowDown') return blocks[index + 1]
  if (key === 'ArrowUp') return blocks[index - 1]
  if (along === 0) return undefined
  const beyond = blocks.filter(({ column }) => (column - from.column) * along > 0)
  const columns = beyond.map(({ column }) => column)
  const column = along > 0 ? Math.min(...columns) : Math.max(...columns)
  return nearest(
    beyond.filter((block) => block.column === column),
    { column, start: from.start },
  )
}

/** One stop for Tab among the blocks of a week; the arrows lead from one to the next. */
export function useCalendarFocus(blocks: Blocks, area: RefObject<HTMLElement | null>) {
  const [place, setPlace] = useState<Place | null>(null)
  const isWanted = useRef(false)
  const active = blockAt(blocks, place)
  const focus = (block: PlacedBlock | undefined): void => {
    if (block === undefined) return
    area.current?.querySelector<HTMLElement>(`[data-block="${CSS.escape(block.key)}"]`)?.focus()
  }
  // What was moved by keys may stand in another column now: the focus goes with it.
  useEffect(() => {
    if (!isWanted.current || area.current?.querySelector('[data-block]:focus') != null) return
    focus(blockAt(blocks, place))
  })
  return {
    active,
    taken: (block: PlacedBlock) => {
      isWanted.current = true
      setPlace({ id: block.row.id, column: block.column, start: block.start })
    },
    left: () => {
      isWanted.current = false
    },
    /** The block is about to move by so many days. */
    follow: (block: PlacedBlock, days: number) =>
      setPlace({ id: block.row.id, column: block.column + days, start: block.start }),
    enter: () => focus(active),
    /** Answers whether the key led somewhere. */
    onArrow: (event: KeyboardEvent<HTMLElement>, from: PlacedBlock): boolean => {
      const next = nextBlock(blocks, from, event.key, stepAlongLine(event.key, event.currentTarget))
      focus(next)
      return next !== undefined
    },
  }
}
