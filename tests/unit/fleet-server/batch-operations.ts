import type { WireOperation } from '#shared/protocol/operations.ts'
import { keyOf, START } from './fixture.ts'

export const common = (number: number) => ({ key: keyOf(number), clientSequence: number, createdAt: START })

export function batch(number: number, ...operations: WireOperation[]): WireOperation[] {
  return operations.map((one) => ({ ...one, batch: { id: keyOf(900 + number), size: operations.length } }))
}

export function createPlaylist(number: number, entityId: string): WireOperation {
  const fields = { name: 'New', description: '', items: [] }
  return { ...common(number), kind: 'create', entityType: 'playlist', entityId, fields }
}

export function update(
  number: number,
  entityType: 'playlist' | 'device',
  entityId: string,
  baseVersion: number,
  fields: Record<string, unknown>,
): WireOperation {
  return { ...common(number), kind: 'update', entityType, entityId, baseVersion, fields }
}

export function remove(number: number, entityId: string, baseVersion: number): WireOperation {
  return { ...common(number), kind: 'delete', entityType: 'device', entityId, baseVersion }
}
