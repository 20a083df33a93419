import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { layOut, type Opened, open } from '../support.tsx'

layOut()

const summary = () => screen.findByRole('region', { name: 'What waits' })

async function openPage(): Promise<Opened> {
  const opened = open(<App />, { scenario: 'conflicts', deviceCount: 80 })
  act(() => opened.outpost.ui.getState().go('conflicts', { scope: 'pending' }))
  // By its text: looking for roles in the whole window takes longer than drawing it.
  await screen.findByText('10 conflicts wait for a decision')
  return opened
}

describe('the Conflicts page with none open', () => {
  it('says what waits in all, how old the oldest is, and what it has in common', async () => {
    await openPage()
    const region = await summary()
    expect(within(region).getByText('The oldest change was made 10 min ago.')).toBeTruthy()
    const cause = within(region).getByRole('region', { name: 'By cause' })
    await waitFor(() => expect(within(cause).getAllByRole('button')).toHaveLength(4))
    expect(within(cause).getAllByRole('button')[0]?.textContent).toBe('Same field changed by others 7')
    const person = within(region).getByRole('region', { name: 'By other person' })
    await within(person).findByRole('button', { name: /^depot \d$/ })
    const field = within(region).getByRole('region', { name: 'By field' })
    await within(field).findByRole('button', { name: /^Playlist 4$/ })
  })

  it('leads from a group to the list, with that group open', async () => {
    await openPage()
    const field = within(await summary()).getByRole('region', { name: 'By field' })
    fireEvent.click(await within(field).findByRole('button', { name: /^Playlist 4$/ }))
    const list = await screen.findByRole('treegrid', { name: 'Conflicts' })
    await waitFor(() => expect(list.querySelectorAll('[data-conflict-key]')).toHaveLength(4))
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Group by' }).value).toBe('field')
  })

  it('begins with the oldest', async () => {
    const { fake } = await openPage()
    const waiting = fake.queue.operations.filter(({ state }) => state === 'conflicted')
    const [oldest] = waiting.toSorted((one, other) => one.createdAt - other.createdAt)
    fireEvent.click(within(await summary()).getByRole('button', { name: 'Begin with the oldest' }))
    const decision = await screen.findByRole('region', { name: 'Conflict details' })
    expect(within(decision).getByRole('heading', { level: 2 }).textContent).toBe(oldest?.entityName)
  })

  it('counts only what the search has found', async () => {
    await openPage()
    fireEvent.change(screen.getByRole('searchbox', { name: 'Search conflicts' }), { target: { value: 'playlist' } })
    expect(await within(await summary()).findByRole('heading', { name: /^\d conflicts? found$/ })).toBeTruthy()
  })
})
