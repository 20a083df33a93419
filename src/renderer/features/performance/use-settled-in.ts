import { useEffect, useState } from 'react'
import type { OperationView } from '#shared/domain/queue.ts'
import { useClient } from '../../app/context.tsx'
import type { Span } from '../../app/report-period.ts'
import type { Client } from '../../ipc/client.ts'

/** More that ended in one moment are said to be there, and are in the history. */
const MOST = 50

export interface SettledIn {
  /** The newest first; null: not read yet. */
  readonly operations: readonly OperationView[] | null
  readonly isCut: boolean
}

/** Changes that ended in a span of time. The history is in the order of time: where the span begins in it is searched for. */
export function useSettledIn({ fromAt, toAt }: Span): SettledIn {
  const client = useClient()
  const [found, setFound] = useState<SettledIn>({ operations: null, isCut: false })
  useEffect(() => {
    let isWanted = true
    settledIn(client, { fromAt, toAt }).then(
      (settled) => {
        if (isWanted) setFound(settled)
      },
      () => {
        if (isWanted) setFound({ operations: [], isCut: false })
      },
    )
    return () => {
      isWanted = false
    }
  }, [client, fromAt, toAt])
  return found
}

/** Rejects with a RequestError. */
export async function settledIn(client: Pick<Client, 'request'>, { fromAt, toAt }: Span): Promise<SettledIn> {
  const read = (offset: number, limit: number) => client.request('operations:list', { scope: 'history', offset, limit })
  let [low, high] = [0, (await read(0, 1)).total]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const [operation] = (await read(middle, 1)).operations
    if (operation !== undefined && operation.changedAt >= toAt) low = middle + 1
    else high = middle
  }
  const page = await read(low, MOST + 1)
  const operations = page.operations.filter(({ changedAt }) => changedAt >= fromAt && changedAt < toAt)
  return { operations: operations.slice(0, MOST), isCut: operations.length > MOST }
}
