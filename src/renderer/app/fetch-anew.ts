/** Fetches a module by its `import()`; after that has failed once, from the same file under another address. */
export type FetchAnew = <M>(load: () => Promise<M>) => Promise<M>

type ImportFrom = (address: string) => Promise<unknown>

/** What the engine could not import, it does not ask for a second time, as long as the page lives. */
export function createFetchAnew(
  importFrom: ImportFrom = (address) => import(/* @vite-ignore */ address) as Promise<unknown>,
): FetchAnew {
  let failed: string | null = null
  let tries = 0
  return async <M>(load: () => Promise<M>) => {
    if (failed !== null) {
      tries += 1
      return (await importFrom(`${failed}?again=${tries}`)) as M
    }
    try {
      return await load()
    } catch (error) {
      failed = addressIn(error)
      throw error
    }
  }
}

/** The engine tells it in its message only. Null: it was something else that failed. */
function addressIn(error: unknown): string | null {
  return error instanceof Error ? (/\S+\.js$/.exec(error.message)?.[0] ?? null) : null
}
