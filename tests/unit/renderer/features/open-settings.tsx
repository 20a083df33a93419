import { fireEvent, screen } from '@testing-library/react'
import type { SettingName } from '#shared/domain/settings.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { type Opened, open } from '../support.tsx'

/** The page of the settings, and what its tests do there. */
export async function openSettings(options: Parameters<typeof open>[1] = {}): Promise<Opened> {
  const opened = open(<App />, options)
  fireEvent.click(screen.getByRole('link', { name: 'Settings' }))
  await screen.findByRole('searchbox', { name: 'Search settings' })
  return opened
}

export const search = (text: string) =>
  fireEvent.change(screen.getByRole('searchbox', { name: 'Search settings' }), { target: { value: text } })
export const keysShown = () =>
  [...document.querySelectorAll('[data-setting]')].map((row) => row.getAttribute('data-setting'))
export const rowOf = (name: SettingName) => {
  const row = document.querySelector<HTMLElement>(`[data-setting="${name}"]`)
  if (row === null) throw new Error(`${name} is not shown`)
  return row
}
export const updates = ({ fake }: Opened) =>
  fake.requests
    .filter(({ name }) => name === 'settings:update')
    .map(({ request }) => (request as { changes: object }).changes)
