import { expect, test } from './fixtures.ts'

test('back and forward by the keys and by the side buttons of a mouse, and a page as it was left', async ({
  start,
}) => {
  const app = await start()
  const { page } = app
  const heading = (name: string) => page.getByRole('heading', { level: 1, name })
  await app.go('Pending operations')
  await page.getByRole('button', { name: /^Refused/ }).click()
  await app.go('Settings')
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(heading('Pending operations')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Refused/ })).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Alt+ArrowRight')
  await expect(heading('Settings')).toBeVisible()

  // The button of a mouse, as the page is told of it, and the command that the system makes of it.
  await page.evaluate(() => window.dispatchEvent(new MouseEvent('mouseup', { button: 3, cancelable: true })))
  await expect(heading('Pending operations')).toBeVisible()
  await app.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.emit('app-command', { preventDefault: () => undefined }, 'browser-forward')
  })
  await expect(heading('Settings')).toBeVisible()
})

test('Ctrl+Z takes back the newest change that a notice offers to undo', async ({ start }) => {
  const app = await start()
  const { page } = app
  await app.go('Settings')
  const row = page.locator('[data-setting="retryJitter"]')
  await row.getByRole('switch').click()
  await expect(row).toContainText('Changed')
  await page.keyboard.press('Control+z')
  await expect(page.getByText('Spread the waits is as it was before')).toBeVisible()
  await expect(row).not.toContainText('Changed')
})
