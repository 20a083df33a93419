import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient, useOutpost, useUi } from '../../app/context.tsx'
import type { PaletteEntry } from './palette-entries.ts'

/** What was used last is offered first. */
const MAX_RECENT = 6
const RECENT = 'palette/recent'
const NOTHING: readonly Used[] = []
const NOBODY: ReadonlySet<string> = new Set()

/** What was used, by what it is, and in the words that it had. */
export interface Used {
  readonly id: string
  readonly text: string
  readonly hint: string
}

/**
 * What was used last in this window at this site, as it was when the palette was opened. `gone`: conflicts and waiting changes of
 * it that are over. They stay where they stand until the palette is closed, so that nothing moves, and are forgotten.
 */
export function useRecent() {
  const { kept } = useOutpost()
  const client = useClient()
  const [recent] = useState(() => (kept.get(RECENT) as readonly Used[] | undefined) ?? NOTHING)
  const [gone, setGone] = useState(NOBODY)
  useEffect(() => {
    let isClosed = false
    const asked = recent.flatMap((used) => {
      const waiting = waitingOf(used.id)
      return waiting === null ? [] : [{ used, waiting }]
    })
    const looks = asked.map(async ({ used, waiting: { key, isConflict } }) => {
      const { links } = await client.request('operations:chain', { key })
      const state = links[0]?.operation.state
      return state === undefined || (isConflict && state !== 'conflicted') ? [used.id] : []
    })
    void Promise.all(looks)
      // Where it cannot be told, it is taken for what it was.
      .catch(() => [])
      .then((found) => {
        const ids = new Set(found.flat())
        if (ids.size === 0 || isClosed) return
        kept.set(
          RECENT,
          recent.filter(({ id }) => !ids.has(id)),
        )
        setGone(ids)
      })
    return () => {
      isClosed = true
    }
  }, [client, kept, recent])
  return {
    recent,
    gone,
    note: ({ id, text, hint }: PaletteEntry): void => {
      const others = recent.filter((used) => used.id !== id && !gone.has(used.id))
      kept.set(RECENT, [{ id, text, hint }, ...others].slice(0, MAX_RECENT))
    },
  }
}

export type Recent = ReturnType<typeof useRecent>

/** A conflict or a waiting change that was used before, in the words of then; null: it is none. */
export function useUsedWaiting(gone: ReadonlySet<string>): (used: Used) => PaletteEntry | null {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  return (used) => {
    const waiting = waitingOf(used.id)
    if (waiting === null) return null
    const { key, isConflict } = waiting
    const run = () =>
      isConflict ? go('conflicts', { scope: 'pending', operationKey: key }) : go('pending', { operationKey: key })
    return { ...used, group: '', whyNot: gone.has(used.id) ? t('finder.whyNot.isOver') : null, run }
  }
}

function waitingOf(id: string): { key: string; isConflict: boolean } | null {
  const [, kind, key] = /^(conflict|operation)-(.+)$/.exec(id) ?? []
  return key === undefined ? null : { key, isConflict: kind === 'conflict' }
}
