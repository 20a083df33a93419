import { type ComponentType, lazy, Suspense, useState } from 'react'

const loaders = new Set<() => Promise<unknown>>()

/**
 * A part of the interface that the first screen does not need. It is fetched when it is first shown, or earlier by
 * `fetchDeferred`; once here it is drawn in the same pass, without the pause that `lazy` alone would make. `Waiting` is
 * shown in its place until then.
 */
export function deferred<P extends object>(
  load: () => Promise<ComponentType<P>>,
  Waiting?: ComponentType,
): ComponentType<P> {
  let ready: ComponentType<P> | null = null
  const fetch = async () => {
    ready = await load()
    return { default: ready }
  }
  const Lazy = lazy(fetch)
  loaders.add(fetch)

  return function Deferred(props: P) {
    // Chosen once: another component in its place would lose what was typed into it.
    const [Part] = useState<ComponentType<P>>(() => ready ?? Lazy)
    return (
      <Suspense fallback={Waiting === undefined ? null : <Waiting />}>
        <Part {...props} />
      </Suspense>
    )
  }
}

/** Fetches every deferred part, for the time after the first paint. A part that fails is fetched again when shown. */
export async function fetchDeferred(): Promise<void> {
  await Promise.allSettled([...loaders].map((fetch) => fetch()))
}
