import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Fields } from '#shared/domain/entities.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { createOutpost, OutpostProvider } from '../../../../src/renderer/app/context.tsx'
import { createClient } from '../../../../src/renderer/ipc/client.ts'
import { FakeMain } from '../../../../tools/preview/fake-bridge.ts'
import { STRANGE_NAMES } from '../../../../tools/preview/fleet.ts'
import { layOut, open, startForTest } from '../support.tsx'

layOut()

/** What turns the text behind it around, other than the isolates that the product sets itself. */
const TURNING = /[\u202a-\u202e\u2066\u2067]/
/** The longest name is shown with 200 characters, and twice in one sentence. */
const ENDLESS = /A{201}/

/** Everything that is drawn, and everything that is read out or shown on hover. */
function everyText(): readonly string[] {
  return [...document.body.querySelectorAll('*')].flatMap((element) => [
    ...[...element.childNodes].flatMap((node) => (node.nodeType === Node.TEXT_NODE ? [node.textContent ?? ''] : [])),
    element.getAttribute('aria-label') ?? '',
    element.getAttribute('title') ?? '',
  ])
}

describe('names that nobody should have given a device', () => {
  it.each([
    { page: 'health', title: 'Health & alarms', last: 'bold</b>' },
    { page: 'pending', title: 'Pending operations', last: 'bold</b>' },
    { page: 'conflicts', title: 'Conflicts', last: 'bold</b>' },
    // The most urgent only.
    { page: 'attention', title: 'All sites', last: 'מסך כניסה 12' },
  ] as const)('are cut and set off wherever the page says them: $page', async ({ page, title, last }) => {
    const { outpost } = open(<App />, { scenario: 'strange', deviceCount: 400 })
    act(() => outpost.ui.getState().go(page))
    await screen.findByRole('heading', { level: 1, name: title })
    await waitFor(() => expect(everyText().some((text) => text.includes('eltit desrever'))).toBe(true))
    expectTamed(last)
  })

  it('are cut and set off among the healths of devices and of their sites', async () => {
    const { fake, outpost } = open(<App />, { scenario: 'strange', deviceCount: 400 })
    act(() => outpost.ui.getState().go('health'))
    fireEvent.click(await screen.findByText('Device health'))
    const grid = await screen.findByRole('grid', { name: 'Worst first' })
    serveStrange(fake, { health: { score: 1, cpu: 1, memory: 1, storage: 1, temperature: 30 } })
    await waitFor(() => expect(within(grid).getAllByText('bold', { exact: false })).toHaveLength(2))
    expectTamed('bold</b>')
    const sites = screen.getByRole('table').querySelectorAll('tbody th')
    expect(namesSetOff([...sites, ...within(grid).getAllByRole('gridcell')])).toHaveLength(3)
  })

  it('are cut and set off on a wall', async () => {
    const fake = new FakeMain({ scenario: 'strange', deviceCount: 400, now: Date.now() })
    const outpost = createOutpost(createClient(fake.bridge, undefined, fake.feed), {
      kind: 'wall',
      page: 'devices',
      target: {},
    })
    const end = startForTest(outpost)
    render(
      <OutpostProvider outpost={outpost}>
        <App />
      </OutpostProvider>,
    )
    const wall = await screen.findByRole('region', { name: 'Wall overview' })
    serveStrange(fake, { status: 'offline', lastSeenAt: Date.now() })
    await waitFor(() => expect(within(wall).getAllByText('bold', { exact: false })).toHaveLength(3))
    expectTamed('bold</b>')
    expect(namesSetOff([...wall.querySelectorAll('li')])).toHaveLength(3)
    end()
  })
})

/** What devices with such names report. */
function serveStrange(fake: FakeMain, reported: Fields): void {
  const names: readonly unknown[] = STRANGE_NAMES
  const first = Array.from({ length: names.length + 1 }, (_, index) => fake.served(`dev-000${index}`) ?? [])
  const strange = first.flat().filter(({ data }) => names.includes(data['name']))
  expect(strange).toHaveLength(names.length)
  act(() =>
    fake.serve(
      ...strange.map((view) => ({ ...view, version: view.version + 1, reported: { ...view.reported, ...reported } })),
    ),
  )
}

function expectTamed(last: string): void {
  const texts = everyText()
  expect(texts.filter((text) => ENDLESS.test(text)).map((text) => text.slice(0, 80))).toEqual([])
  expect(texts.filter((text) => TURNING.test(text))).toEqual([])
  expect(texts.some((text) => text.includes(last))).toBe(true)
  expect(document.querySelector('main b')).toBeNull()
}

/** Those names within that turn nothing around them. */
function namesSetOff(elements: readonly Element[]): readonly string[] {
  const names = elements.flatMap((element) => [...element.querySelectorAll('bdi')].map((name) => name.textContent))
  return names.filter((name) => name.includes('bold'))
}
