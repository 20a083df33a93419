import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect } from 'vitest'
import type { IpcRequestName } from '#shared/ipc/contract.ts'
import { App } from '../../../src/renderer/app/App.tsx'
import type { ScenarioName } from '../../../tools/preview/scenarios.ts'
import { type Opened, open } from './support.tsx'

export const grid = () => screen.getByRole('grid', { name: 'Pending operations' })
export const rows = () => within(grid()).getAllByRole('row').slice(1)
export const row = (text: RegExp | string) => within(grid()).getByRole('row', { name: text })
export const button = (within_: HTMLElement, name: string | RegExp) => within(within_).getByRole('button', { name })
export const press = (within_: HTMLElement, name: string | RegExp) => fireEvent.click(button(within_, name))

export async function openPending(scenario: ScenarioName, count: number): Promise<Opened> {
  const opened = open(<App />, { scenario, deviceCount: 80 })
  fireEvent.click(screen.getByRole('link', { name: 'Pending operations' }))
  await waitFor(() => expect(rows()).toHaveLength(count))
  return opened
}

export async function openPanel(of: HTMLElement): Promise<HTMLElement> {
  fireEvent.click(of)
  return screen.findByRole('region', { name: 'Operation details' })
}

export const sent = ({ fake }: Opened, name: IpcRequestName) =>
  fake.requests.filter((request) => request.name === name).map(({ request }) => request)
