import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from '../../../../tools/preview/fake-queue.ts'
import { openPending, press, sent } from '../pending-operations.tsx'
import { layOut, type Opened } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const tree = () => screen.getByRole('treegrid', { name: 'Pending operations' })
const lines = () => within(tree()).getAllByRole('row').slice(1)
const texts = () => lines().map((line) => line.textContent)
const key = (pressed: string, more: object = {}) => fireEvent.keyDown(tree(), { key: pressed, ...more })
const toolbar = () => screen.getByRole('toolbar', { name: 'Actions for the selection' })

async function openGroups(by: 'lane' | 'batch'): Promise<Opened> {
  const opened = await openPending('chain', 10)
  fireEvent.change(screen.getByRole('combobox', { name: 'Group by' }), { target: { value: by } })
  await screen.findByRole('treegrid', { name: 'Pending operations' })
  return opened
}

describe('operations in groups', () => {
  it('stand closed by the thing they change, with how many there are and what holds the lane', async () => {
    const opened = await openGroups('lane')
    expect(texts()[0]).toBe('Device ‘Hall 9 wall’3 · Refused')
    expect(lines().every((line) => line.getAttribute('aria-expanded') === 'false')).toBe(true)
    expect(sent(opened, 'operations:outline').at(-1)).toMatchObject({ by: 'lane', text: '', open: [] })
  })

  it('open and close by key, all at once with another, and the list by another', async () => {
    await openPending('chain', 10)
    fireEvent.keyDown(document.body, { key: 'b' })
    await screen.findByRole('treegrid', { name: 'Pending operations' })
    const headings = lines().length
    key('Home')
    key('ArrowRight')
    await waitFor(() => expect(lines()).toHaveLength(headings + 3))
    expect(
      texts()
        .slice(1, 4)
        .every((text) => text?.includes('Hall 9 wall')),
    ).toBe(true)
    key('ArrowLeft')
    await waitFor(() => expect(lines()).toHaveLength(headings))
    key('ArrowRight', { shiftKey: true })
    await waitFor(() => expect(lines()).toHaveLength(headings + 10))
  })

  it('are rolled back as a whole batch by its heading, unread, after a look at what goes along', async () => {
    const opened = await openGroups('batch')
    const alone = 'In no batch7'
    expect(texts()).toEqual([expect.stringMatching(/^Batch from ‘.*’ on: goes together or not at all3$/), alone])
    key('Home')
    key(' ')
    await waitFor(() => expect(toolbar().textContent).toContain('3 selected'))
    expect(lines()[0]?.getAttribute('aria-selected')).toBe('true')
    press(toolbar(), /^Roll back/)
    await waitFor(() => expect(sent(opened, 'operations:rollback')).toMatchObject([{ keys: { length: 3 } }]))
    await waitFor(() => expect(texts()).toEqual([alone]))
  })

  it('lose one that is taken out of a group by itself', async () => {
    await openGroups('lane')
    key('Home')
    key('ArrowRight')
    await waitFor(() => expect(texts()[1]).toContain('Hall 9 wall'))
    key(' ')
    await waitFor(() => expect(toolbar().textContent).toContain('3 selected'))
    key('ArrowDown')
    key(' ')
    await waitFor(() => expect(toolbar().textContent).toContain('2 selected'))
    expect(lines()[0]?.getAttribute('aria-selected')).toBe('false')
  })

  it('are all selected at once, with those that are not shown', async () => {
    await openGroups('lane')
    key('a', { ctrlKey: true })
    await waitFor(() => expect(toolbar().textContent).toContain('10 selected'))
  })

  it('read more of a large group where the reader comes to its end', async () => {
    const opened = await openPending('chain', 10)
    const [first] = opened.fake.queue.operations
    if (first === undefined) throw new Error('nothing waits')
    const many = Array.from({ length: 450 }, (_, index) => ({ ...first, key: `many-${index}`, batchId: null }))
    opened.fake.queue.operations = many
    fireEvent.change(screen.getByRole('combobox', { name: 'Group by' }), { target: { value: 'batch' } })
    await waitFor(() => expect(texts()).toEqual(['In no batch450']))
    key('Home')
    key('ArrowRight')
    await waitFor(() => expect(lines().length).toBeGreaterThan(1))
    key('End')
    await waitFor(() => expect(texts().at(-1)).toBe('Show more250 more'))
    key('Enter')
    await waitFor(() =>
      expect(sent(opened, 'operations:outline').at(-1)).toMatchObject({ open: [{ id: 'alone', limit: 400 }] }),
    )
    key('End')
    await waitFor(() => expect(texts().at(-1)).toBe('Show more50 more'))
  })

  it('say how many groups there are where not all are shown', async () => {
    const opened = await openGroups('lane')
    const outline = opened.fake.queue.outline({ by: 'batch', text: '', states: ['queued'], open: [] })
    opened.fake.answers['operations:outline'] = () => ({ ...outline, groupCount: 12_000 })
    fireEvent.change(screen.getByRole('combobox', { name: 'Group by' }), { target: { value: 'batch' } })
    expect(await screen.findByText(/^Showing the first \d+ of 12,000 groups\.$/)).toBeTruthy()
  })

  it('say what went wrong where they cannot be counted, and try again', async () => {
    const opened = await openPending('chain', 10)
    opened.fake.answers['operations:outline'] = () => {
      throw new Refusal('storage-failed', 'The disk does not answer.')
    }
    fireEvent.change(screen.getByRole('combobox', { name: 'Group by' }), { target: { value: 'lane' } })
    const alert = await screen.findByRole('alert')
    delete opened.fake.answers['operations:outline']
    press(alert, 'Try again')
    await waitFor(() => expect(texts()[0]).toBe('Device ‘Hall 9 wall’3 · Refused'))
  })

  it('are not grouped where they are over', async () => {
    await openGroups('lane')
    fireEvent.click(screen.getByRole('tab', { name: 'History' }))
    await waitFor(() => expect(screen.queryByRole('combobox', { name: 'Group by' })).toBeNull())
    expect(screen.queryByRole('treegrid')).toBeNull()
  })
})
