import type { IpcHandlers } from './handler-types.ts'
import type { BoardsPort, OfSite, StreamPort } from './services.ts'

type BoardRequest = 'boards:local' | 'boards:import' | 'boards:export' | 'boards:keep' | 'boards:remove' | 'stream:read'

export function boardHandlers(boards: BoardsPort, stream: OfSite<StreamPort>): Pick<IpcHandlers, BoardRequest> {
  return {
    'boards:local': () => boards.local(),
    'boards:import': ({ tenant }, { windowId }) => boards.import(windowId, tenant),
    'boards:export': ({ board }, { windowId }) => boards.export(windowId, board),
    'boards:keep': (request) => boards.keep(request),
    'boards:remove': async ({ fileName }) => {
      await boards.remove(fileName)
      return {}
    },
    'stream:read': async (_request, context) => (await stream(context)).read(),
  }
}
