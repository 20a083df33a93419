import { useCallback, useMemo } from 'react'
import type { ContentData } from '#shared/domain/entities.ts'
import { compareNames } from '../../i18n/format-lists.ts'
import { entityById } from '../../stores/entity-collection.ts'
import { type CacheState, useEntities } from './replica.ts'

export interface PieceOfContent {
  readonly id: string
  readonly name: string
  readonly kind: ContentData['kind']
  readonly durationSeconds: number
  readonly sizeBytes: number
  readonly tags: readonly string[]
}

/** Content by name, as choices. What is being deleted is none. */
export function useContentChoices(): { readonly content: readonly PieceOfContent[]; readonly cache: CacheState } {
  const { rows, cache } = useEntities('content')
  const content = useMemo(
    () =>
      rows
        .filter((row) => !row.isDeleting)
        .map(({ id, data }): PieceOfContent => ({ ...(data as ContentData), id }))
        .sort((a, b) => compareNames(a.name, b.name)),
    [rows],
  )
  return { content, cache }
}

/** Pieces of content by their ids. Undefined: this PC knows none of that id. */
export function useContentById(): (id: string) => PieceOfContent | undefined {
  const { collection } = useEntities('content')
  return useCallback(
    (id) => {
      const view = entityById(collection, id)
      return view === undefined ? undefined : { ...(view.data as ContentData), id }
    },
    [collection],
  )
}
