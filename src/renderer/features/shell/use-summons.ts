import { useEffect, useEffectEvent } from 'react'
import type { IpcEvent } from '#shared/ipc/contract.ts'
import { useClient } from '../../app/context.tsx'
import { useSites } from '../../app/hooks/sites.ts'

/** The console is called to another site, by a notification: unsaved changes are asked about before, as everywhere. */
export function useSummons(): void {
  const client = useClient()
  const { show } = useSites()
  const follow = useEffectEvent(({ siteId, page, target }: IpcEvent<'windows:go'>) => {
    if (siteId !== null) show(siteId, { page, target })
  })
  useEffect(() => client.subscribe('windows:go', (event) => follow(event)), [client])
}
