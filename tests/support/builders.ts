import type { DeviceData, EntityRecord, Fields } from '../../src/shared/domain/entities.ts'

/** The edited half of a device, complete and valid. */
export function deviceData(changes: Partial<DeviceData> = {}): DeviceData {
  return {
    name: 'Gate 4 display',
    site: 'Nordbahnhof',
    location: 'Platform 2',
    model: 'Brightline 55',
    serial: 'BL-0001',
    tags: [],
    playlistId: null,
    ...changes,
  }
}

export function deviceReported(changes: Fields = {}): Fields {
  return {
    status: 'online',
    lastSeenAt: 1_000,
    health: { score: 98, cpu: 10, memory: 20, storage: 30, temperature: 40 },
    ...changes,
  }
}

export function deviceRecord(id: string, changes: Partial<EntityRecord> = {}): EntityRecord {
  return {
    entityType: 'device',
    id,
    version: 1,
    sequence: 1,
    data: { ...deviceData({ name: id }) },
    reported: deviceReported(),
    ...changes,
  }
}
