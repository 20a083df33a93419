import { type ReactNode, useEffect, useState } from 'react'
import { useOutpost } from './context.tsx'
import { beforePaint, measure } from './time.ts'

/** Measures how long a page takes from its first render to its first paint. */
export function RenderTimer({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Measured key={name} name={name}>
      {children}
    </Measured>
  )
}

function Measured({ name, children }: { name: string; children: ReactNode }) {
  const { metrics } = useOutpost()
  const [startedAt] = useState(measure)
  useEffect(
    () => beforePaint(() => metrics.record(`page_render.${name}`, measure() - startedAt)),
    [metrics, name, startedAt],
  )
  return children
}
