import { after } from '../../app/time.ts'
import type { Client } from '../../ipc/client.ts'

/** A site is opened within a second; after this time something is wrong. */
const LIMIT_MS = 15_000

export interface Place {
  readonly serverUrl: string
  readonly tenant: string
  /** Empty: the server is asked without one, and the sign-in is asked for by the banner. */
  readonly token: string
}

/**
 * Makes the fleet server the site of this console, and signs in. Resolves when the window looks at the new site; the demo
 * keeps what was made in it. Rejects with a RequestError, or answers false when the site was not opened in time.
 */
export async function connectTo(client: Client, { serverUrl, tenant, token }: Place): Promise<boolean> {
  // Listened for first: the site may be changed over before the answer is here.
  const switching = switched(client)
  try {
    await client.request('settings:update', { changes: { serverUrl, tenant, welcome: 'tour' } })
  } catch (error) {
    switching.give(false)
    throw error
  }
  if (!(await switching.done)) return false
  // Not before: a token given earlier would be the demo's.
  if (token !== '') await client.request('connection:token', { token })
  return true
}

function switched(client: Client): { readonly done: Promise<boolean>; readonly give: (isDone: boolean) => void } {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const cancel = after(LIMIT_MS, () => give(false))
  const end = client.subscribe('sites:switched', ({ isRenewed }) => {
    if (isRenewed) give(true)
  })
  function give(isDone: boolean): void {
    cancel()
    end()
    resolve(isDone)
  }
  return { done: promise, give }
}
