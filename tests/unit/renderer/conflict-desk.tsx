import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect } from 'vitest'
import type { IpcRequestName } from '#shared/ipc/contract.ts'
import { App } from '../../../src/renderer/app/App.tsx'
import { type Opened, open } from './support.tsx'

export const grid = () => screen.getByRole('grid', { name: 'Conflicts' })
export const rows = () => within(grid()).getAllByRole('row').slice(1)
export const detail = () => screen.getByRole('region', { name: 'Conflict details' })
export const press = (name: string | RegExp, within_: HTMLElement = document.body) =>
  fireEvent.click(within(within_).getByRole('button', { name }))
export const choose = (name: string) => fireEvent.click(screen.getByRole('radio', { name }))
export const sent = ({ fake }: Opened, name: IpcRequestName) =>
  fake.requests.filter((request) => request.name === name).map(({ request }) => request)

export async function openConflicts(): Promise<Opened> {
  const opened = open(<App />, { scenario: 'conflicts', deviceCount: 80 })
  fireEvent.click(screen.getByRole('link', { name: /^Conflicts/ }))
  await waitFor(() => expect(rows()).toHaveLength(10))
  await heard()
  return opened
}

/** What was drawn last listens to the keys a moment after it is drawn. */
export async function heard(): Promise<void> {
  await act(async () => undefined)
}

export async function openConflict(index: number): Promise<Opened> {
  const opened = await openConflicts()
  fireEvent.click(rows()[index] as HTMLElement)
  await screen.findByRole('region', { name: 'Conflict details' })
  return opened
}

export const tree = () => screen.getByRole('treegrid', { name: 'Conflicts' })
export const lines = () => within(tree()).getAllByRole('row').slice(1)
export const keys = (pressed: string, on: HTMLElement = document.body, more: object = {}) =>
  fireEvent.keyDown(on, { key: pressed, ...more })

export async function openGroups(by: string): Promise<Opened> {
  const opened = await openConflicts()
  fireEvent.change(screen.getByRole('combobox', { name: 'Group by' }), { target: { value: by } })
  await screen.findByRole('treegrid', { name: 'Conflicts' })
  return opened
}
