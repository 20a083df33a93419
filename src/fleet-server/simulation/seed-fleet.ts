import type { ServerOptions } from '../options.ts'
import { seededRandom } from '../platform/random.ts'
import type { FleetStore } from '../store/store.ts'
import { populate } from './population.ts'

/** A data folder that belongs to something else. */
export class WrongTenantError extends Error {
  constructor(found: string, wanted: string) {
    super(`the data folder holds the tenant ${found}, not ${wanted}: name another folder or that tenant`)
    this.name = 'WrongTenantError'
  }
}

/** Fills an empty store with a fleet; leaves one that has been filled before as it is. */
export function seedFleet(store: FleetStore, options: ServerOptions, at: number): void {
  const tenant = store.getMeta('tenant')
  if (tenant !== undefined) {
    if (tenant !== options.tenant) throw new WrongTenantError(tenant, options.tenant)
    return
  }
  store.transact(() => {
    for (const { entityType, id, data, reported } of populate(seededRandom(options.seed), options.devices, at)) {
      store.entities.insert(entityType, id, 0, data, reported)
    }
    store.setMeta('tenant', options.tenant)
  })
}
