import type { DeviceData, EntityRecord, Fields } from '../../src/shared/domain/entities.ts'
import { OPERATION_SCHEMA_VERSION, type Operation } from '../../src/shared/domain/operation.ts'

/** A waiting edit of a device, complete; its key ends with its number. */
export function pendingOperation(clientSequence = 1, changes: Partial<Operation> = {}): Operation {
  return {
    key: `00000000-0000-4000-8000-${String(clientSequence).padStart(12, '0')}`,
    clientSequence,
    intent: { kind: 'update', entityType: 'device', entityId: 'dev_1', fields: { name: `name ${clientSequence}` } },
    state: 'queued',
    priority: 'normal',
    baseVersion: 1,
    baseFields: { name: 'before' },
    createdAt: 1_000 + clientSequence,
    changedAt: 1_000 + clientSequence,
    waitingSince: { boot: 'boot', up: 1, server: null, wall: 1 },
    acceptedAt: null,
    attempts: 0,
    rounds: 0,
    nextAttemptAt: null,
    lastError: null,
    conflict: null,
    dependsOn: [],
    batch: null,
    user: { id: 'usr_1', name: 'operator' },
    schemaVersion: OPERATION_SCHEMA_VERSION,
    acknowledged: null,
    ...changes,
  }
}

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
