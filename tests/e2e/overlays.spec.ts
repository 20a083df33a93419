import AxeBuilder from '@axe-core/playwright'
import type { Locator } from '@playwright/test'
import type { ConsoleApp } from '../support/console-app.ts'
import { expect, test } from './fixtures.ts'

async function faultsOf(app: ConsoleApp, place: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: app.page }).setLegacyMode(true).analyze()
  return violations.map(({ id, nodes }) => `${place}: ${id} at ${nodes[0]?.target.join(' ')}`)
}

for (const theme of ['dark', 'light'] as const) {
  test(`no accessibility fault in what opens over a page in ${theme}`, async ({ start, server, network }) => {
    const app = await start({ theme })
    await app.waitForConnection('online')
    const { page } = app
    const [device] = await server.entities('device')
    await app.edit(String(device?.data['name']), { Location: 'Seen by axe' })
    await app.waitForPending(0)
    const found = await faultsOf(app, 'device details')
    network.set('refuse')
    await app.waitForConnection('offline')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'New device' }).first().click()
    await page.getByRole('button', { name: 'Create device' }).click()
    found.push(...(await faultsOf(app, 'new device, with errors')))
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').waitFor()
    found.push(...(await faultsOf(app, 'palette')))
    await page.keyboard.press('Escape')
    await page.getByRole('status', { name: 'Connection' }).getByRole('button').click()
    await page.getByRole('dialog', { name: 'Connection' }).waitFor()
    found.push(...(await faultsOf(app, 'connection details')))
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /waiting/ }).click()
    await page.getByRole('dialog', { name: 'Pending changes' }).waitFor()
    found.push(...(await faultsOf(app, 'pending changes')))
    expect(found).toEqual([])
  })
}

test('a waiting change is found and rolled back without a pointer', async ({ start, server, network }) => {
  const app = await start()
  await app.waitForConnection('online')
  const [device] = await server.entities('device')
  const name = String(device?.data['name'])
  network.set('refuse')
  await app.waitForConnection('offline')
  await app.edit(name, { Name: 'Taken back by key' })
  await app.waitForPending(1)
  const { keyboard } = app.page
  await keyboard.press('Alt+4')
  await app.page.locator('[data-operation-key]').waitFor()
  const button = app.page.locator('[data-operation-key]').getByRole('button', { name: 'Roll back' })
  for (let presses = 0; presses < 25 && !(await isFocused(app)); presses++) await keyboard.press('Tab')
  await expect(button).toBeFocused()
  await keyboard.press('Enter')
  await app.waitForPending(0)
  await keyboard.press('Alt+2')
  await expect(await app.findDevice(name)).toBeVisible()
})

function isFocused(app: ConsoleApp): Promise<boolean> {
  return app.page.evaluate(`document.activeElement?.textContent === 'Roll back'`)
}

test('after Disconnect the focus stays in the details, and Esc gives it back to the strip', async ({ start }) => {
  const app = await start()
  await app.waitForConnection('online')
  const { page } = app
  const strip = page.getByRole('status', { name: 'Connection' }).getByRole('button')
  await strip.click()
  const details = page.getByRole('dialog', { name: 'Connection' })
  const disconnect = details.getByRole('button', { name: 'Disconnect' })
  await disconnect.focus()
  await page.keyboard.press('Enter')
  await app.waitForConnection('disconnected')
  await expect(disconnect).toHaveAttribute('aria-disabled', 'true')
  await expect(disconnect).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(details).toHaveCount(0)
  await expect(strip).toBeFocused()
})

test('what is typed right after Ctrl+K is for the palette, however long it takes to come', async ({ start }) => {
  const app = await start()
  const { page } = app
  const slowed = await page.context().newCDPSession(page)
  await slowed.send('Emulation.setCPUThrottlingRate', { rate: 12 })
  await page.keyboard.press('Control+k')
  // On the Devices page n adds a device, ? shows the keys and / searches.
  await page.keyboard.type('n?/set')
  await expect(page.getByRole('combobox', { name: 'Find a page, device or action' })).toHaveValue('n?/set')
  await expect(page.getByRole('dialog')).toHaveCount(1)
})

test('the menu of a page is used without a pointer and gives the focus back', async ({ start }) => {
  const app = await start()
  await app.waitForConnection('online')
  await app.go('Pending operations')
  const { page } = app
  const more = page.getByRole('button', { name: 'More' })
  await more.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Import a signed file…' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Import refused changes' })
  await expect(dialog.getByRole('button', { name: 'Choose the file…' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(more).toBeFocused()
})

test('the first click on the head of a column sorts from the first to the last', async ({ start }) => {
  const app = await start()
  await app.waitForConnection('online')
  const head = (name: string): Locator => app.page.getByRole('columnheader', { name })
  for (const column of ['Status', 'Name', 'Last seen']) {
    await head(column).getByRole('button').click()
    await expect(head(column)).toHaveAttribute('aria-sort', 'ascending')
  }
  await head('Last seen').getByRole('button').click()
  await expect(head('Last seen')).toHaveAttribute('aria-sort', 'descending')
})

for (const [width, height] of [
  [1_366, 768],
  [1_920, 1_080],
] as const) {
  test(`nothing is cut off at ${width} × ${height}`, async ({ start, server }) => {
    const app = await start()
    await app.waitForConnection('online')
    await app.resize(width, height)
    const [device] = await server.entities('device')
    await (await app.findDevice(String(device?.data['name']))).click()
    await app.details.waitFor()
    const cut = (): Promise<string[]> =>
      app.page.evaluate(`Array.from(document.querySelectorAll('button, a, input, select, h1, h2, [role=status]'))
        .filter((part) => part.checkVisibility() && !part.closest('.visually-hidden') && part.type !== 'checkbox')
        .map((part) => ({ part, box: part.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.right > innerWidth + 0.5 || box.left < -0.5))
        .map(({ part }) => part.getAttribute('aria-label') ?? part.textContent)`)
    expect(await cut()).toEqual([])
    for (const page of ['Pending operations', 'Settings'] as const) {
      await app.go(page)
      expect(await cut()).toEqual([])
    }
    const overflow = await app.page.evaluate(`document.scrollingElement.scrollWidth - innerWidth`)
    expect(overflow).toBe(0)
  })
}
