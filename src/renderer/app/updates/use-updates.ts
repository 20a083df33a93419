import { useCallback } from 'react'
import type { UpdateStatus } from '#shared/domain/updates.ts'
import type { IpcRequestName } from '#shared/ipc/contract.ts'
import { useClient } from '../context.tsx'
import { useFollowed } from '../hooks/followed.ts'
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
  const [status, setStatus] = useFollowed('updates:status', 'updates:changed')
  const act = useCallback(
    (name: UpdateAct) => told(client.request(name, {}).then(setStatus)),
    [client, told, setStatus],
  )
  return { status, act }
}
