import { type ComponentType, useEffect, useState } from 'react'
import { createFetchAnew, type FetchAnew } from './fetch-anew.ts'
import { LoadedPart, type PartStatistics, sumOf } from './loaded-part.ts'
import { PartFailed } from './PartFailed.tsx'

/** A part of the interface that is fetched when it is first shown, or when somebody is about to want it. */
export type Deferred<P extends object> = ComponentType<P> & {
  /** Fetches it now. Never rejects: what could not be fetched is fetched again when it is shown. */
  readonly preload: () => Promise<void>
}

interface Stand {
  /** Shown until it is here. */
  readonly waiting?: ComponentType
  /** Shown when it could not be fetched. */
  readonly failed?: ComponentType<FailedProps>
}

export interface FailedProps {
  /** Fetches it once more. */
  readonly onRetry: () => void
}

const parts: LoadedPart<unknown>[] = []

/**
 * A part that the first screen does not need. Once it is here it is drawn in the same pass. What offers to be fetched once more
 * imports its file by `fetchAnew`.
 */
export function deferred<P extends object>(
  load: (fetchAnew: FetchAnew) => Promise<ComponentType<P>>,
  stand: Stand = {},
): Deferred<P> {
  const fetchAnew = createFetchAnew()
  const part = new LoadedPart(() => load(fetchAnew))
  parts.push(part)
  return Object.assign((props: P) => <DeferredPart part={part} stand={stand} own={props} />, {
    preload: () => part.fetch().then(() => undefined),
  })
}

interface DeferredPartProps<P extends object> {
  readonly part: LoadedPart<ComponentType<P>>
  readonly stand: Stand
  readonly own: P
}

function DeferredPart<P extends object>({ part, stand, own }: DeferredPartProps<P>) {
  const { waiting: Waiting, failed: Failed = PartFailed } = stand
  // Chosen once: another component in its place would lose what was typed into it.
  const [Shown, setShown] = useState<ComponentType<P> | null>(() => part.value)
  const [hasFailed, setFailed] = useState(false)
  useEffect(() => part.show(), [part])
  const isWanted = Shown === null && !hasFailed
  useEffect(() => {
    let isGone = false
    if (isWanted) {
      void part.fetch().then((loaded) => {
        if (isGone) return
        if (loaded === null) setFailed(true)
        else setShown(() => loaded)
      })
    }
    return () => {
      isGone = true
    }
  }, [part, isWanted])
  if (Shown !== null) return <Shown {...own} />
  if (hasFailed) return <Failed onRetry={() => setFailed(false)} />
  return Waiting === undefined ? null : <Waiting />
}

/** Fetches every deferred part, for the time after the first paint. */
export async function fetchDeferred(): Promise<void> {
  await Promise.all(parts.map((part) => part.fetch()))
}

/** How fetching on demand has gone since the window opened. */
export function partStatistics(): PartStatistics {
  return sumOf(parts.map((part) => part.statistics))
}
