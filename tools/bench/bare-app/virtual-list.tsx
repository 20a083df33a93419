// The limit of opening a list: the virtual list alone, with one line of text in each row and nothing else.
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { createRoot, type Root } from 'react-dom/client'

const ROW_HEIGHT = 28
const HEIGHT = 700

function List({ rows }: { rows: readonly string[] }) {
  const scroller = useRef<HTMLDivElement>(null)
  // oxlint-disable-next-line react/incompatible-library -- nothing memoises what it returns
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  })
  return (
    <div ref={scroller} style={{ height: HEIGHT, overflow: 'auto' }}>
      <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {virtualizer.getVirtualItems().map((item) => (
          <div
            key={item.key}
            data-row
            style={{ position: 'absolute', top: 0, height: ROW_HEIGHT, transform: `translateY(${item.start}px)` }}
          >
            {rows[item.index]}
          </div>
        ))}
      </div>
    </div>
  )
}

let root: Root | null = null

/** Takes the list away, or opens it anew. */
function showList(count: number): void {
  root?.unmount()
  root = null
  if (count === 0) return
  const element = document.body.appendChild(document.createElement('div'))
  root = createRoot(element)
  root.render(<List rows={Array.from({ length: count }, (_, index) => `Row ${index}`)} />)
}

Object.assign(window, { showList })
