import { useEffect } from 'react'
import { useStore } from 'zustand'
import { useApp, useOutpost } from './context.tsx'
import { fetchDeferred } from './deferred.tsx'
import { firstScreenIsDrawn, isFirstScreenDrawn } from './first-screen.ts'
import { after, beforePaint, measure } from './time.ts'

/** In the page's own record of its performance. */
const READY_MARK = 'outpost:ready'
/** The rest of the interface is fetched when the first screen stands. */
const FETCH_AFTER_MS = 200

/**
 * Says on the root element that the frame and the first data are painted (`data-ready="true"`). Tests wait for it, and
 * the time is measured from the opening of the window.
 */
export function useReadySignal(): void {
  const { entities, metrics } = useOutpost()
  const isAppKnown = useApp((state) => state.status !== 'loading')
  const areDevicesKnown = useStore(entities, (state) => {
    const slice = state.slices.device
    return slice === undefined || slice.status === 'reading' || slice.status === 'ready' || slice.status === 'failed'
  })
  const isReady = isAppKnown && areDevicesKnown
  useEffect(() => {
    if (!isReady || isFirstScreenDrawn()) return
    // The task after the frame: it has then been painted.
    let cancel = beforePaint(() => {
      cancel = after(0, () => {
        firstScreenIsDrawn()
        performance.mark(READY_MARK)
        metrics.record('page_render.first', measure())
        const bytes = scriptBytes()
        if (bytes > 0) metrics.record('bundle_size', bytes, 'bytes')
        after(FETCH_AFTER_MS, () => void fetchDeferred())
      })
    })
    return () => cancel()
  }, [isReady, metrics])
}

/** How much code the first screen needs, as the build has noted it in the page; 0: it has not. */
function scriptBytes(): number {
  return Number(document.querySelector<HTMLMetaElement>('meta[name="bundle-bytes"]')?.content ?? 0)
}
