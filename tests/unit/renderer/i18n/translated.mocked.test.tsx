import { render, screen } from '@testing-library/react'
import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { PAGES, type Page, type WindowKind } from '#shared/domain/window-route.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { createOutpost, OutpostProvider, startOutpost } from '../../../../src/renderer/app/context.tsx'
import { en } from '../../../../src/renderer/i18n/en/texts.ts'
import { pseudoTexts } from '../../../../src/renderer/i18n/pseudo.ts'
import { createClient } from '../../../../src/renderer/ipc/client.ts'
import { FakeMain } from '../../../../tools/preview/fake-bridge.ts'
import { keepGivenTexts } from '../../../../tools/preview/given-texts.ts'
import type { ScenarioName } from '../../../../tools/preview/scenarios.ts'
import { drawnTexts, untranslated } from '../../../../tools/preview/screenshots/untranslated.ts'
import { layOut } from '../support.tsx'

layOut()
beforeAll(() => void i18next.addResourceBundle('en', 'translation', pseudoTexts(en), true, true))

/** Why the pipeline dropped something, as its figures and the log name it: the same in every language. */
const REASONS = ['malformed', 'duplicate', 'gap']

async function wordsOf(page: Page, scenario: ScenarioName, kind: WindowKind = 'console'): Promise<string[]> {
  const fake = new FakeMain({ scenario, deviceCount: 120, now: Date.now() })
  const given = new Set<string>(REASONS)
  keepGivenTexts(fake.bridge, given)
  const outpost = createOutpost(createClient(fake.bridge, undefined, fake.feed), { kind, page, target: {} })
  const ends = [outpost.sites.getState().start(), startOutpost(outpost)]
  const view = render(
    <OutpostProvider outpost={outpost}>
      <App />
    </OutpostProvider>,
  )
  // The page is there, and so is what it asked for.
  if (kind !== 'wall') await screen.findByRole('heading', { level: 1 })
  await screen.findAllByText(/‹/)
  const found = untranslated(drawnTexts(), [...given])
  view.unmount()
  for (const end of ends) end()
  return found
}

describe('every word on screen comes from i18n', () => {
  it.each(PAGES)('on the page %s', async (page) => {
    for (const scenario of ['busy', 'offline', 'empty'] as const) expect(await wordsOf(page, scenario)).toEqual([])
  })

  it('on a wall, and in a window of one page', async () => {
    expect(await wordsOf('devices', 'offline', 'wall')).toEqual([])
    expect(await wordsOf('devices', 'busy', 'page')).toEqual([])
  })

  it('and a word that does not is named with its place', () => {
    render(<button type="button">Save it</button>)
    expect(untranslated(drawnTexts(), ['Gate 7'])).toEqual(['“Save it” (button in body)'])
  })
})
