import { useEffect, useState } from 'react'
import { useOutpost } from '../context.tsx'
import { beforePaint, measure } from '../time.ts'

/** Measures how long a part of a page takes from its first render until it is about to be painted. */
export function useRenderTime(part: string): void {
  const { metrics } = useOutpost()
  const [startedAt] = useState(measure)
  useEffect(
    () => beforePaint(() => metrics.record(`component_render.${part}`, measure() - startedAt)),
    [metrics, part, startedAt],
  )
}
