import { describe, expect, it } from 'vitest'
import { settingsHandlers } from '../../../src/main/ipc/settings-handlers.ts'
import type { IpcRequest, IpcResponse } from '../../../src/shared/ipc/contract.ts'

type Changes = IpcRequest<'settings:update'>['changes']
const CALLER = { windowId: 1, siteId: null, signal: new AbortController().signal }

function update(changes: Changes): Promise<unknown> {
  const taken: Changes[] = []
  const port = {
    update: async (given: Changes) => {
      taken.push(given)
      return {} as IpcResponse<'settings:update'>
    },
  }
  return settingsHandlers(port as never)
    ['settings:update']({ changes }, CALLER as never)
    .then(() => taken)
}

describe('settings that a page asks for', () => {
  it.each(['updateFeed', 'updateKeys', 'certificateFile'])(
    'are not changed where they decide whom this PC trusts: %s',
    async (field) => {
      await expect(update({ [field]: '//elsewhere/file' })).rejects.toMatchObject({ code: 'bad-request' })
      await expect(update({ theme: 'dark', [field]: '' })).rejects.toMatchObject({ code: 'bad-request' })
    },
  )

  it('are changed otherwise', async () => {
    expect(await update({ theme: 'dark' })).toEqual([{ theme: 'dark' }])
  })
})
