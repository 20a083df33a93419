import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Intent } from '#shared/domain/operation.ts'
import { useQueueChanges } from '../../../../src/renderer/app/hooks/actions.ts'
import { useEntities } from '../../../../src/renderer/app/hooks/replica.ts'
import { Shell } from '../../../../src/renderer/features/shell/Shell.tsx'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const ID = 'dev-0001'
const edit = (fields: Record<string, unknown>): Intent => ({
  kind: 'update',
  entityType: 'device',
  entityId: ID,
  fields,
})

/** Queues what it is given, and shows the values of one device. */
function Changer({
  changes,
}: {
  changes: Readonly<Record<string, readonly [intents: readonly Intent[], said: string]>>
}) {
  const { queue } = useQueueChanges()
  const { rows } = useEntities('device')
  const device = rows.find((row) => row.id === ID)
  return (
    <>
      <output aria-label="values">{`${String(device?.data['name'])} | ${String(device?.data['location'])}`}</output>
      {Object.entries(changes).map(([name, [intents, said]]) => (
        <button
          key={name}
          type="button"
          onClick={() => void queue(intents, { queued: () => `Queued: ${said}`, done: () => said })}
        >
          {name}
        </button>
      ))}
    </>
  )
}

const values = () => screen.getByRole('status', { name: 'values' }).textContent
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))
const undo = async () => fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
const waitingKeys = ({ fake }: Opened) => fake.queue.operations.map(({ key }) => key)
const sent = ({ fake }: Opened, name: string) => fake.requests.filter((request) => request.name === name)

async function openWith(changes: Parameters<typeof Changer>[0]['changes']): Promise<Opened & { before: string }> {
  const opened = open(
    <Shell>
      <Changer changes={changes} />
    </Shell>,
  )
  await waitFor(() => expect(values()).toMatch(/^Gate 1/))
  return { ...opened, before: values() ?? '' }
}

describe('a notice with Undo', () => {
  it('says that the change waits only while it does', async () => {
    const opened = await openWith({ rename: [[edit({ name: 'A' })], 'Gate 1 changed'] })
    press('rename')
    expect(await screen.findByText('Queued: Gate 1 changed')).toBeTruthy()
    act(() => opened.fake.take(waitingKeys(opened)))
    expect(screen.queryByText('Queued: Gate 1 changed')).toBeNull()
    expect(screen.getByText('Gate 1 changed, confirmed by the server')).toBeTruthy()
  })

  it('takes a change that still waits out of the queue', async () => {
    const opened = await openWith({ rename: [[edit({ name: 'A' })], 'Gate 1 changed'] })
    press('rename')
    await undo()
    await waitFor(() => expect(values()).toBe(opened.before))
    expect(waitingKeys(opened)).toEqual([])
    expect(screen.getByText('1 change taken back')).toBeTruthy()
  })

  it('puts the former values back by another edit when the change was applied meanwhile', async () => {
    const opened = await openWith({ rename: [[edit({ name: 'A' })], 'Gate 1 changed'] })
    press('rename')
    await screen.findByText(/^Queued: /)
    act(() => opened.fake.take(waitingKeys(opened)))
    await undo()
    await waitFor(() => expect(values()).toBe(opened.before))
    expect(waitingKeys(opened)).toHaveLength(1)
    expect(screen.getByText('Queued: the former values of 1 change')).toBeTruthy()
    expect(screen.queryByText(/Not possible/)).toBeNull()
  })

  it('does the same when the change is on its way and cannot be rolled back', async () => {
    const opened = await openWith({ rename: [[edit({ name: 'A' })], 'Gate 1 changed'] })
    press('rename')
    await screen.findByText(/^Queued: /)
    act(() =>
      opened.fake.queue.move(waitingKeys(opened), (operation) => ({
        ...operation,
        state: 'sending',
        actions: { ...operation.actions, canRollBack: false },
      })),
    )
    await undo()
    await waitFor(() => expect(values()).toBe(opened.before))
    expect(sent(opened, 'operations:rollback')).toHaveLength(1)
    expect(screen.queryByText(/Not possible/)).toBeNull()
  })

  it('takes back only its own change when that carries an earlier one along', async () => {
    const opened = await openWith({
      rename: [[edit({ name: 'A' })], 'Gate 1 renamed'],
      move: [[edit({ location: 'roof' })], 'Gate 1 moved'],
    })
    press('rename')
    await screen.findByText(/^Queued: .*renamed/)
    press('move')
    await screen.findByText(/^Queued: .*moved/)
    await waitFor(() => expect(values()).toBe('A | roof'))
    fireEvent.click(screen.getAllByRole('button', { name: 'Undo' })[1] as HTMLElement)
    await waitFor(() => expect(values()).toBe(`A | ${opened.before.split(' | ')[1]}`))
    expect(sent(opened, 'operations:rollback')).toEqual([])
  })

  it('takes back a change that a later one carries along, and leaves the later one', async () => {
    const opened = await openWith({
      rename: [[edit({ name: 'A' })], 'Gate 1 renamed'],
      move: [[edit({ location: 'roof' })], 'Gate 1 moved'],
    })
    press('rename')
    await screen.findByText(/^Queued: .*renamed/)
    press('move')
    await screen.findByText(/^Queued: .*moved/)
    fireEvent.click(screen.getAllByRole('button', { name: 'Undo' })[0] as HTMLElement)
    await waitFor(() => expect(values()).toBe(`${opened.before.split(' | ')[0]} | roof`))
  })

  it('leaves the notice of a carried change too when the carrying one was applied', async () => {
    const opened = await openWith({
      rename: [[edit({ name: 'A' })], 'Gate 1 renamed'],
      move: [[edit({ location: 'roof' })], 'Gate 1 moved'],
    })
    press('rename')
    await screen.findByText(/^Queued: .*renamed/)
    press('move')
    await screen.findByText(/^Queued: .*moved/)
    act(() => opened.fake.take(waitingKeys(opened)))
    expect(screen.getByText('Gate 1 renamed, confirmed by the server')).toBeTruthy()
    expect(screen.getByText('Gate 1 moved, confirmed by the server')).toBeTruthy()
  })

  it('shares a line with others that say the same, and undoes them all', async () => {
    const opened = await openWith({
      first: [[edit({ name: 'A' })], 'Gate 1 changed'],
      second: [[edit({ name: 'B' })], 'Gate 1 changed'],
    })
    press('first')
    await screen.findByText(/^Queued: /)
    press('second')
    expect(await screen.findByText('×2')).toBeTruthy()
    await waitFor(() => expect(values()).toMatch(/^B/))
    expect(screen.getAllByRole('button', { name: 'Undo' })).toHaveLength(1)
    await undo()
    await waitFor(() => expect(values()).toBe(opened.before))
  })

  it('does not undo over what was changed again meanwhile', async () => {
    const opened = await openWith({
      first: [[edit({ name: 'A' })], 'Gate 1 named A'],
      second: [[edit({ name: 'B' })], 'Gate 1 named B'],
    })
    press('first')
    await screen.findByText(/^Queued: .*named A/)
    press('second')
    await waitFor(() => expect(values()).toMatch(/^B/))
    fireEvent.click(screen.getAllByRole('button', { name: 'Undo' })[0] as HTMLElement)
    expect(await screen.findByText('Nothing was put back: it has been changed again meanwhile.')).toBeTruthy()
    expect(values()).toMatch(/^B/)
    expect(opened.fake.queue.operations).toHaveLength(1)
  })

  it('loses its Undo when the server has a command, which nothing can take back', async () => {
    const reload: Intent = { kind: 'command', entityType: 'device', entityId: ID, command: 'reload' }
    const opened = await openWith({ reload: [[reload], 'Reload for Gate 1'] })
    press('reload')
    expect(await screen.findByRole('button', { name: 'Undo' })).toBeTruthy()
    act(() => opened.fake.take(waitingKeys(opened)))
    expect(await screen.findByText('Reload for Gate 1, taken by the server')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
    act(() => opened.fake.confirm(waitingKeys(opened)))
    expect(screen.getByText('Reload for Gate 1, confirmed by the device')).toBeTruthy()
  })
})
