import { useCallback, useMemo } from 'react'
import type { PlaylistData } from '#shared/domain/entities.ts'
import { useEntities } from '../../app/hooks/replica.ts'

export interface PlaylistUse {
  readonly id: string
  readonly name: string
}

const NONE: readonly PlaylistUse[] = []

/** The playlists that a piece of content stands in, by their names; each once. */
export function useContentUses(): (id: string) => readonly PlaylistUse[] {
  const { rows } = useEntities('playlist')
  const uses = useMemo(() => {
    const found = new Map<string, PlaylistUse[]>()
    for (const { id, data, isDeleting } of rows) {
      const { name, items = [] } = data as Partial<PlaylistData>
      const ids = isDeleting ? [] : new Set(items.map(({ contentId }) => contentId))
      for (const contentId of ids) {
        const list = found.get(contentId) ?? []
        list.push({ id, name: name ?? id })
        found.set(contentId, list)
      }
    }
    return found
  }, [rows])
  return useCallback((id) => uses.get(id) ?? NONE, [uses])
}
