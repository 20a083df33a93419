import type { IpcEventName, IpcRequestName } from '#shared/ipc/contract.ts'

/**
 * The names of the contract, repeated as plain data so that the preload script carries no schema code.
 * The types make the lists complete: a name missing here or unknown to the contract does not compile.
 */
const REQUEST_NAMES: Readonly<Record<IpcRequestName, true>> = {
  'app:state': true,
  'replica:snapshot': true,
  'replica:feed': true,
  'operations:enqueue': true,
  'operations:list': true,
  'operations:transitions': true,
  'operations:payload': true,
  'operations:retry': true,
  'operations:rollback': true,
  'operations:restore': true,
  'operations:consequences': true,
  'operations:discard': true,
  'operations:confirm': true,
  'operations:prioritize': true,
  'operations:edit': true,
  'operations:chain': true,
  'operations:keep-mine': true,
  'conflicts:outline': true,
  'conflicts:preview': true,
  'conflicts:resolve': true,
  'conflicts:preview-bulk': true,
  'conflicts:resolve-bulk': true,
  'conflicts:undo': true,
  'conflicts:history': true,
  'bundle:export': true,
  'bundle:inspect': true,
  'bundle:import': true,
  'quarantine:export': true,
  'quarantine:import': true,
  'ledger:export': true,
  'session:status': true,
  'session:sign-out': true,
  'sites:list': true,
  'sites:switch': true,
  'sites:reopen': true,
  'sites:add': true,
  'sites:edit': true,
  'sites:remove': true,
  'sites:attention': true,
  'queue:pause': true,
  'connection:connect': true,
  'connection:disconnect': true,
  'connection:token': true,
  'connection:test': true,
  'sync:now': true,
  'sync:stages': true,
  'channel:subscribe': true,
  'channel:unsubscribe': true,
  'server:request': true,
  'device:screenshot': true,
  'device:codes': true,
  'device:health': true,
  'server:alarm-rules': true,
  'windows:self': true,
  'windows:open': true,
  'windows:show': true,
  'windows:place': true,
  'windows:visibility': true,
  'settings:update': true,
  'breakers:list': true,
  'breakers:force': true,
  'breakers:reset': true,
  'metrics:read': true,
  'metrics:record': true,
}

const EVENT_NAMES: Readonly<Record<IpcEventName, true>> = {
  'connection:changed': true,
  'queue:changed': true,
  'sync:changed': true,
  'storage:changed': true,
  'settings:changed': true,
  'operations:changed': true,
  'operation:settled': true,
  'session:changed': true,
  'sites:changed': true,
  'sites:switched': true,
  'channel:event': true,
  'performance:alert': true,
  'windows:changed': true,
  'windows:go': true,
  'windows:step': true,
  'breakers:changed': true,
}

export function isRequestName(name: unknown): name is IpcRequestName {
  return typeof name === 'string' && Object.hasOwn(REQUEST_NAMES, name)
}

export function isEventName(name: unknown): name is IpcEventName {
  return typeof name === 'string' && Object.hasOwn(EVENT_NAMES, name)
}
