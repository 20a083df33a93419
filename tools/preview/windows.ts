import type { IpcResponse } from '#shared/ipc/contract.ts'

const DESK = { id: 1, name: 'DELL U2724D', width: 2_560, height: 1_440, isPrimary: true, isHere: true }
const WALL = { id: 2, name: '', width: 3_840, height: 2_160, isPrimary: false, isHere: false }

/** Two screens and one window. What is asked of other windows is taken and does nothing. */
export const imaginedWindows = {
  'windows:self': (): IpcResponse<'windows:self'> => ({
    isFullScreen: false,
    displays: [DESK, WALL],
    windowCount: 1,
    recovery: null,
  }),
  'windows:open': () => ({ windowId: 2 }),
  'windows:show': () => ({}),
  'windows:place': () => ({}),
  'windows:visibility': () => ({}),
}
