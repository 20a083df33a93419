import { useApp, useUi } from './context.tsx'
import { deferred } from './deferred.tsx'

const Welcome = deferred(async () => (await import('../features/welcome/Welcome.tsx')).Welcome)
const TourOffer = deferred(async () => (await import('../features/welcome/TourOffer.tsx')).TourOffer)
const Tour = deferred(async () => (await import('../features/welcome/Tour.tsx')).Tour)

/** What somebody new is shown beside their work: the welcome, the offer of a tour, the tour. Never in their way. */
export function FirstSteps() {
  const kind = useUi((state) => state.kind)
  const isTourShown = useUi((state) => state.isTourShown)
  const isFirstRun = useApp((state) => state.app?.isFirstRun === true)
  const welcome = useApp((state) => state.settings?.values.welcome)
  if (kind !== 'console') return null
  if (isTourShown) return <Tour />
  if (welcome === 'tour') return <TourOffer />
  return isFirstRun && welcome === 'new' ? <Welcome /> : null
}
