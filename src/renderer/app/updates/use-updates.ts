import { useCallback, useEffect, useState } from 'react'
import type { UpdateStatus } from '#shared/domain/updates.ts'
import type { IpcRequestName } from '#shared/ipc/contract.ts'
import { useClient } from '../context.tsx'
import { useTold } from '../hooks/told.ts'

export type UpdateAct = Exclude<Extract<IpcRequestName, `updates:${string}`>, 'updates:status'>

export interface Updates {
  /** Null: not known yet. */
  readonly status: UpdateStatus | null
  readonly act: (name: UpdateAct) => void
}

/** Where an update of the program stands, as it goes on. */
export function useUpdates(): Updates {
  const client = useClient()
  const told = useTold()
  const [status, setStatus] = useState<UpdateStatus | null>(null)
  useEffect(() => {
    let isHeard = false
    const end = client.subscribe('updates:changed', (next) => {
      isHeard = true
      setStatus(next)
    })
    client.request('updates:status', {}).then(
      (first) => {
        if (!isHeard) setStatus(first)
      },
      // The next change tells it.
      () => undefined,
    )
    return () => {
      isHeard = true
      end()
    }
  }, [client])
  const act = useCallback((name: UpdateAct) => told(client.request(name, {}).then(setStatus)), [client, told])
  return { status, act }
}
