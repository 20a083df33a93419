import { Film, Globe, Image } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useConnection } from '../../app/hooks/connection.ts'
import { useRequest } from '../../app/hooks/requests.ts'
import styles from './Content.module.css'
import type { ContentRow } from './content-row.ts'

const ICON = { size: 28, strokeWidth: 1.25, 'aria-hidden': true } as const
const KIND_ICON: Readonly<Record<ContentRow['kind'], ReactNode>> = {
  image: <Image {...ICON} />,
  video: <Film {...ICON} />,
  web: <Globe {...ICON} />,
}

/** The small picture of a piece, from the server; where there is none, what kind it is. The name stands beside it. */
export function Thumbnail({ row }: { row: ContentRow }) {
  const { isOnline } = useConnection()
  const [broken, setBroken] = useState<string | null>(null)
  // What was never sent is not asked for.
  const isAsked = isOnline && !row.view.isNew
  const { value } = useRequest('content:thumbnail', isAsked ? { contentId: row.id } : null, row.view.version)
  const thumbnail = value?.thumbnail ?? null
  return (
    <span className={styles['thumbnail']}>
      {thumbnail === null || thumbnail.data === broken ? (
        KIND_ICON[row.kind]
      ) : (
        <img
          src={`data:${thumbnail.mediaType};base64,${thumbnail.data}`}
          alt=""
          draggable={false}
          onError={() => setBroken(thumbnail.data)}
        />
      )}
    </span>
  )
}
