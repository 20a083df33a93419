import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { BundleSummary } from '#shared/domain/transfer.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { imaginedTransfers } from '../../../../tools/preview/transfers.ts'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const press = (within_: HTMLElement, name: string | RegExp) =>
  fireEvent.click(within(within_).getByRole('button', { name }))
const dialog = (name: string) => screen.findByRole('dialog', { name })

async function openPending(): Promise<Opened> {
  const opened = open(<App />, { scenario: 'busy', deviceCount: 80 })
  fireEvent.click(screen.getByRole('link', { name: 'Pending operations' }))
  await screen.findByRole('grid', { name: 'Pending operations' })
  return opened
}

async function choose(entry: string): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name: 'More' }))
  fireEvent.click(await screen.findByRole('menuitem', { name: entry }))
}

/** A bundle as the main process would describe it, changed by `change`. */
function inspected(change: Partial<BundleSummary>) {
  const imagined = imaginedTransfers(Date.now())['bundle:inspect']({})
  if (imagined.outcome !== 'inspected') throw new Error('no bundle')
  return { ...imagined, summary: { ...imagined.summary, ...change } }
}

const requestsOf = ({ fake }: Opened, name: string) =>
  fake.requests.filter((request) => request.name === name).map(({ request }) => request)

describe('the menu of the Pending operations page', () => {
  it('opens by key, names what there is, and gives the focus back', async () => {
    await openPending()
    const button = screen.getByRole('button', { name: 'More' })
    button.focus()
    fireEvent.keyDown(button, { key: 'ArrowDown' })
    const menu = await screen.findByRole('menu', { name: 'More' })
    expect(
      within(menu)
        .getAllByRole('menuitem')
        .map((entry) => entry.textContent),
    ).toEqual([
      'Export as CSV…⇧ E',
      'Export as JSON…',
      'Export as a signed file…',
      'Import a signed file…',
      'Export all refused (1)…',
      'Import refused…',
      'Export the ledger…',
    ])
    fireEvent.keyDown(menu, { key: 'Escape' })
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull())
    expect(document.activeElement).toBe(button)
  })

  it('offers no export where there is nothing to export', async () => {
    open(<App />)
    fireEvent.click(screen.getByRole('link', { name: 'Pending operations' }))
    fireEvent.click(await screen.findByRole('button', { name: 'More' }))
    const entry = (name: string) => screen.getByRole('menuitem', { name }).getAttribute('aria-disabled')
    await screen.findByRole('menu')
    expect(entry('Export as a signed file…')).toBe('true')
    expect(entry('Export all refused…')).toBe('true')
    expect(entry('Import a signed file…')).toBeNull()
  })
})

describe('exporting what waits', () => {
  it('says what it does first, and then what is in the file and with which key', async () => {
    const opened = await openPending()
    await choose('Export as a signed file…')
    const question = await dialog('Export waiting changes')
    expect(question.textContent).toContain('3 changes wait to be sent.')
    expect(question.textContent).toContain('they stay in the list as “Unknown outcome”')
    expect(requestsOf(opened, 'bundle:export')).toEqual([])
    press(question, 'Choose a place…')
    const done = await dialog('27 changes exported')
    expect(done.textContent).toContain('bundle.json')
    expect(done.textContent).toContain('3f2a-91c4-0be7-55d0-a81e')
    expect(done.textContent).toContain('2 changes stay here')
    press(done, 'Close')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('stays open when no place was chosen, and says why nothing was written', async () => {
    const opened = await openPending()
    opened.fake.answers['bundle:export'] = () => ({ outcome: 'cancelled' })
    await choose('Export as a signed file…')
    const question = await dialog('Export waiting changes')
    press(question, 'Choose a place…')
    await waitFor(() => expect(within(question).getByRole('button', { name: 'Choose a place…' })).toBeTruthy())
    const message = 'There is no room for the file. Choose another place; nothing was changed.'
    opened.fake.answers['bundle:export'] = () => ({ outcome: 'refused', problem: { code: 'no-room', message } })
    press(question, 'Choose a place…')
    expect((await within(question).findByRole('alert')).textContent).toBe(message)
    opened.fake.answers['bundle:export'] = () => ({ outcome: 'nothing', left: 2 })
    press(question, 'Choose a place…')
    expect((await within(question).findByRole('status')).textContent).toMatch(/^Nothing was written: .* 2 changes stay/)
  })

  it('cannot be left while the file may just be written', async () => {
    const opened = await openPending()
    opened.fake.answers['bundle:export'] = () => new Promise(() => undefined)
    await choose('Export as a signed file…')
    const question = await dialog('Export waiting changes')
    press(question, 'Choose a place…')
    await within(question).findByRole('button', { name: 'Working…' })
    fireEvent.keyDown(question, { key: 'Escape' })
    press(question, 'Cancel')
    expect(screen.getByRole('dialog', { name: 'Export waiting changes' })).toBe(question)
  })
})

describe('importing what waits elsewhere', () => {
  it('shows who made it, where, when, for which site, what is in it and what importing does', async () => {
    const opened = await openPending()
    await choose('Import a signed file…')
    const question = await dialog('Import waiting changes')
    const text = (await within(question).findByText('night shift on control-room-2')).closest('dl')?.textContent
    expect(text).toMatch(/Made at(?:\d\d:\d\d:\d\d|\d+ \w+, \d\d:\d\d) \(14 min ago\)/)
    expect(text).toContain('Rhein-Main network (main)')
    expect(text).toContain('2New device21Edit of device1Deletion of device3Command for device')
    expect(text).toContain('Good: the file is as it was written')
    expect(question.querySelector('[data-key="unknown"]')?.textContent).toMatch(
      /^3f2a-91c4-0be7-55d0-a81eNot known here/,
    )
    const effect = within(question).getByRole('region', { name: 'What importing does' })
    expect(
      within(effect)
        .getAllByRole('listitem')
        .map((line) => line.textContent),
    ).toEqual([
      '27 are new here: queued and sent like changes made on this PC.',
      '4 of them were made by others: each waits until its maker signs in here.',
      '3 are commands: devices act on them, unless they waited too long and ask first.',
    ])
    expect(requestsOf(opened, 'bundle:import')).toEqual([])
    press(question, 'Import 27 changes')
    const done = await dialog('27 changes imported')
    expect(done.textContent).toContain('They wait on this PC now')
    expect(requestsOf(opened, 'bundle:import')).toEqual([{ token: 'token' }])
    press(done, 'Show what waits')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('counts apart what is on this PC already, and trusts a key it has seen', async () => {
    const opened = await openPending()
    opened.fake.answers['bundle:inspect'] = () => inspected({ fresh: 20, isKnownSigner: true, importedAt: 1_000 })
    await choose('Import a signed file…')
    const question = await dialog('Import waiting changes')
    const effect = await within(question).findByRole('region', { name: 'What importing does' })
    expect(effect.textContent).toMatch(/^What importing doesThis file was imported here on .*20 are new here/)
    expect(effect.textContent).toContain('7 are on this PC already and stay as they are.')
    expect(question.querySelector('[data-key="known"]')?.textContent).toContain('Known')
  })

  it('says the second time that nothing changes, and offers nothing to press', async () => {
    const opened = await openPending()
    opened.fake.answers['bundle:inspect'] = () => inspected({ fresh: 0, importedAt: 1_000 })
    await choose('Import a signed file…')
    const question = await dialog('Import waiting changes')
    await within(question).findByText('All 27 changes in it are on this PC already. Importing would change nothing.')
    expect(within(question).queryByRole('button', { name: /^Import/ })).toBeNull()
    press(question, 'Close')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('says that nothing changed when another window was faster', async () => {
    const opened = await openPending()
    opened.fake.answers['bundle:import'] = () => ({ outcome: 'imported', imported: 0, known: 27 })
    await choose('Import a signed file…')
    await screen.findByText('night shift on control-room-2')
    press(await dialog('Import waiting changes'), 'Import 27 changes')
    const done = await dialog('Nothing changed')
    expect(done.textContent).toContain('27 were here already and stayed as they are.')
    expect(within(done).queryByRole('button', { name: 'Show what waits' })).toBeNull()
  })

  it('shows a broken signature as such, with nothing of the file', async () => {
    const opened = await openPending()
    const message = 'The bundle was changed or is cut off. Nothing was taken in; copy it again.'
    opened.fake.answers['bundle:inspect'] = () => ({ outcome: 'refused', problem: { code: 'damaged', message } })
    await choose('Import a signed file…')
    const question = await dialog('Import waiting changes')
    expect((await within(question).findByRole('alert')).textContent).toBe(message)
    expect(question.querySelector('[data-signature="broken"]')?.textContent).toContain('not as it was written')
    expect(within(question).getAllByRole('button')).toHaveLength(1)
  })

  it('names what keeps a good file from being imported here', async () => {
    const opened = await openPending()
    const message = 'The file is for the site Lakeside (main at demo). Open that site to take it in.'
    opened.fake.answers['bundle:inspect'] = () => ({
      ...inspected({}),
      token: null,
      problems: [{ code: 'wrong-site', message }],
    })
    await choose('Import a signed file…')
    const question = await dialog('Import waiting changes')
    expect((await within(question).findByRole('alert')).textContent).toBe(message)
    expect(within(question).queryByRole('region', { name: 'What importing does' })).toBeNull()
    expect(within(question).queryByRole('button', { name: /^Import/ })).toBeNull()
  })

  it('goes away without a word when no file was chosen', async () => {
    const opened = await openPending()
    opened.fake.answers['bundle:inspect'] = () => ({ outcome: 'cancelled' })
    await choose('Import a signed file…')
    await waitFor(() => expect(requestsOf(opened, 'bundle:inspect')).toHaveLength(1))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })
})

describe('refused changes', () => {
  it('are exported all at once, or those that are selected', async () => {
    const opened = await openPending()
    await choose('Export all refused (1)…')
    expect(await screen.findByText('3 refused changes written to refused.json')).toBeTruthy()
    fireEvent.keyDown(screen.getByRole('grid', { name: 'Pending operations' }), { key: 'a', ctrlKey: true })
    press(screen.getByRole('toolbar'), 'Export… (1)')
    expect(await screen.findByText('1 refused change written to refused.json')).toBeTruthy()
    const { operations } = opened.fake.queue
    const key = operations.find(({ state }) => state === 'quarantined')?.key
    expect(requestsOf(opened, 'quarantine:export')).toEqual([{ keys: null }, { keys: [key] }])
  })

  it('have their file beside the list of them', async () => {
    const opened = await openPending()
    expect(screen.queryByRole('button', { name: 'Export all…' })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Refused 1' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Export all…' }))
    expect(await screen.findByText('3 refused changes written to refused.json')).toBeTruthy()
    expect(requestsOf(opened, 'quarantine:export')).toEqual([{ keys: null }])
    fireEvent.click(screen.getByRole('button', { name: 'Import…' }))
    expect(await dialog('Import refused changes')).toBeTruthy()
  })

  it('are imported as what the operator says, and what came of it is said', async () => {
    const opened = await openPending()
    await choose('Import refused…')
    const question = await dialog('Import refused changes')
    fireEvent.click(within(question).getByRole('radio', { name: 'Send them' }))
    press(question, 'Choose the file…')
    const done = await dialog('2 changes imported')
    expect(done.textContent).toContain('They wait to be sent.')
    expect(done.textContent).toContain('1 waits here or is done already, and stayed as it is.')
    expect(requestsOf(opened, 'quarantine:import')).toEqual([{ as: 'queued', givenUp: 'left-out' }])
  })

  it('are left out where they were given up, and it is said why', async () => {
    const opened = await openPending()
    opened.fake.answers['quarantine:import'] = () => {
      return { outcome: 'imported', imported: 0, known: 0, givenUp: 2, unreadable: 0 }
    }
    await choose('Import refused…')
    press(await dialog('Import refused changes'), 'Choose the file…')
    expect((await dialog('Nothing changed')).textContent).toContain('2 were given up on this PC and were left out')
    press(await dialog('Nothing changed'), 'Close')
    await choose('Import refused…')
    const question = await dialog('Import refused changes')
    fireEvent.click(within(question).getByRole('radio', { name: 'Import them as new changes' }))
    press(question, 'Choose the file…')
    await dialog('Nothing changed')
    expect(requestsOf(opened, 'quarantine:import')).toMatchObject([{ givenUp: 'left-out' }, { givenUp: 'made-again' }])
  })

  it('stay refused unless the operator says otherwise', async () => {
    const opened = await openPending()
    await choose('Import refused…')
    press(await dialog('Import refused changes'), 'Choose the file…')
    expect((await dialog('2 changes imported')).textContent).toContain('They stand in the list of refused changes.')
    expect(requestsOf(opened, 'quarantine:import')).toEqual([{ as: 'quarantined', givenUp: 'left-out' }])
  })
})

describe('the ledger', () => {
  it('is exported with a word about its lines, its file and its last hash', async () => {
    await openPending()
    await choose('Export the ledger…')
    const done = await dialog('Ledger exported')
    expect(done.textContent).toContain('4,101 lines are in the file.')
    expect(done.textContent).toContain('ledger.ndjson')
    expect(done.textContent).toContain('c0ffee'.repeat(11).slice(0, 64))
  })

  it('says why it could not be', async () => {
    const opened = await openPending()
    const message = 'The file may not be written (EACCES). Choose another place; nothing was changed.'
    opened.fake.answers['ledger:export'] = () => ({ outcome: 'refused', problem: { code: 'not-allowed', message } })
    await choose('Export the ledger…')
    expect((await within(await dialog('Export the ledger')).findByRole('alert')).textContent).toBe(message)
  })
})
