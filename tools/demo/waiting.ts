import type { Fields } from '#shared/domain/entities.ts'
import type { ConsoleApp } from '../../tests/support/console-app.ts'
import { until } from '../../tests/support/fleet-server.ts'
import { DevicesPage, PendingPage } from '../../tests/support/page-objects.ts'
import type { AcceptedChange } from './compare.ts'
import { type ListedOperation, listOperations } from './operations.ts'
import type { Plan } from './plan.ts'

type WaitingOperation = Omit<ListedOperation, 'state'>

/** What the window shows of the waiting changes; two of these are equal when nothing changed. */
export interface WaitingScreen {
  /** In the order in which they will be sent, with their values. */
  readonly operations: readonly WaitingOperation[]
  /** The Pending operations page: key and words of each row, from the top. */
  readonly operationRows: readonly (readonly [key: string, label: string])[]
  /** The Devices page with “Pending only”: id, mark, and the values shown. */
  readonly deviceRows: readonly (readonly [id: string, isMarked: boolean, ...values: string[]])[]
}

/** Columns of the Devices page that hold entered values: name, site, model, playlist, tags. */
const VALUE_CELLS = [2, 7] as const

/** Reads both pages; ends on the Devices page with “Pending only”. */
export async function readWaiting(app: ConsoleApp, count: number): Promise<WaitingScreen> {
  const pending = new PendingPage(app)
  await app.go('Pending operations')
  await until('all waiting changes are listed', async () => (await pending.rows()).length === count)
  const operationRows = (await pending.rows()).map((row) => [row.id, row.label] as const)
  const operations = await listOperations(app, 'pending')
  const devices = new DevicesPage(app)
  await app.go('Devices')
  await devices.search.fill('')
  await devices.setPendingOnly(true)
  await until('all changed devices are shown', async () => (await devices.rows()).length === count)
  const deviceRows = (await devices.rows()).map(
    (row) => [row.id, row.isPending, ...row.cells.slice(...VALUE_CELLS)] as const,
  )
  return { operations: operations.map(essence), operationRows, deviceRows }
}

function essence(operation: ListedOperation): WaitingOperation {
  const { key, clientSequence, kind, entityId, fields, baseFields, createdAt } = operation
  return { key, clientSequence, kind, entityId, fields, baseFields, createdAt }
}

/** Finds for every planned change the operation it became. What has none, or no mark on its row, is a difference. */
export function expectationsOf(
  screen: WaitingScreen,
  plan: Plan,
): { accepted: AcceptedChange[]; differences: string[] } {
  const again = new Map(plan.again.map((edit) => [edit.deviceId, edit.expected]))
  const changes = [
    ...plan.edits.map(({ deviceId, expected }) => ({ entityId: deviceId, expected: again.get(deviceId) ?? expected })),
    ...plan.commands.map(({ deviceId }) => ({ entityId: deviceId, expected: {} })),
    ...plan.tag.devices.map(({ id, expected }) => ({ entityId: id, expected })),
  ]
  const differences: string[] = []
  const accepted: AcceptedChange[] = []
  const accept = (operation: WaitingOperation | undefined, what: string, expected: Fields): void => {
    if (operation === undefined) differences.push(`${what} was entered, and is not waiting`)
    else accepted.push({ ...operation, expected })
  }
  for (const { entityId, expected } of changes) {
    const found = screen.operations.find((one) => one.entityId === entityId)
    accept(found, `the change of ${entityId}`, expected)
  }
  for (const { expected } of plan.devices) {
    const found = screen.operations.find((one) => one.kind === 'create' && one.fields['name'] === expected['name'])
    accept(found, `the device ${String(expected['name'])}`, expected)
  }
  const marked = new Set(screen.deviceRows.filter(([, isMarked]) => isMarked).map(([id]) => id))
  for (const { entityId } of accepted) {
    if (!marked.has(entityId)) differences.push(`the row of ${entityId} has no mark`)
  }
  return { accepted, differences }
}
