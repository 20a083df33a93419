import { type Dispatch, type SetStateAction, useEffect, useMemo, useState } from 'react'
import type { ScrollPlace } from '../components/use-scroll-place.ts'
import { useOutpost } from './context.tsx'

/** A state that is the same when the operator comes back to the page, in this window and at this site. */
export function useKept<T>(name: string, initial: T): [T, Dispatch<SetStateAction<T>>] {
  const { kept } = useOutpost()
  const [value, setValue] = useState<T>(() => (kept.has(name) ? (kept.get(name) as T) : initial))
  useEffect(() => void kept.set(name, value), [kept, name, value])
  return [value, setValue]
}

/**
 * What is typed somewhere and not taken over yet: it is still there when the operator comes back. Answers the draft, what
 * changes it, and what forgets it.
 */
export function useKeptDraft<T>(name: string, initial: T): readonly [T, (draft: T) => void, () => void] {
  const { kept } = useOutpost()
  const [draft, setDraft] = useState<T>(() => (kept.has(name) ? (kept.get(name) as T) : initial))
  const change = (next: T): void => {
    kept.set(name, next)
    setDraft(next)
  }
  return [draft, change, () => void kept.delete(name)]
}

interface KeptPlace extends ScrollPlace {
  readonly of: string
}

/**
 * Where the list of this name was scrolled to, for the grid that shows it, which writes into it; nothing is drawn for that.
 * `of`: what the list is filtered by. Another filter begins at the top.
 */
export function useKeptPlace(name: string, of: string): ScrollPlace {
  const { kept } = useOutpost()
  return useMemo(() => {
    const known = kept.get(`scroll/${name}`) as KeptPlace | undefined
    if (known?.of === of) return known
    const place: KeptPlace = { of, top: 0 }
    kept.set(`scroll/${name}`, place)
    return place
  }, [kept, name, of])
}
