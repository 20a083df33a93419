import type { BoardData } from '#shared/board/document.ts'
import { type BoardTemplate, boardFrom } from '#shared/board/templates.ts'
import type { EntityView } from '#shared/domain/view.ts'
import type { IpcRequest, IpcRequestName, IpcResponse } from '#shared/ipc/contract.ts'
import { controlRoom } from './control-room.ts'

const NAMES: readonly (readonly [name: string, description: string, template: BoardTemplate])[] = [
  ['Night shift', 'For the long wall, from 22:00 on', 'overview'],
  ['Alarms of the day', '', 'alarms'],
  ['Server and queue', 'Beside the desk of the technician', 'live'],
  ['New hall', 'Not arranged yet', 'empty'],
]

/** Wallboards of the server. */
export function boardsOf(count: number = NAMES.length): EntityView[] {
  const rest = { reported: {}, pending: [], isNew: false, isDeleting: false }
  const room = controlRoom('Control room', 'A widget of every kind')
  const own: EntityView = { entityType: 'wallboard', id: 'brd-room', version: 2, data: { ...room }, ...rest }
  const made = Array.from({ length: count }, (_none, index): EntityView => {
    const [title, description, template] = NAMES[index % NAMES.length] as (typeof NAMES)[number]
    const name = index < NAMES.length ? title : `${title} ${index + 1}`
    let part = 0
    const data = { ...boardFrom(template, name, () => `part-${index + 1}-${++part}`), description }
    return { entityType: 'wallboard', id: `brd-${index + 1}`, version: 2, data: { ...data }, ...rest }
  })
  return [...made, own]
}

type BoardRequests = Extract<IpcRequestName, `boards:${string}` | 'stream:read'>
type BoardHandlers = { [N in BoardRequests]: (request: IpcRequest<N>) => IpcResponse<N> }

/** Files of this PC, kept as long as the page, and a feed that goes on by itself. */
export function imaginedBoards(hasFiles: () => boolean, now: () => number): BoardHandlers {
  const workshop = boardFrom('alarms', 'Workshop', () => `own-${Math.round(now())}`)
  const files = new Map<string, BoardData>([['workshop.board.json', unique(workshop)]])
  let reads = 0
  return {
    'boards:local': () => ({
      folder: '/home/operator/.config/outpost-console/boards',
      boards: (hasFiles() ? [...files] : []).map(([fileName, board]) => ({
        fileName,
        board,
        problems: [],
        isGone: false,
      })),
      problem: null,
    }),
    'boards:keep': ({ fileName, board }) => {
      const kept = board as unknown as BoardData
      const name = fileName ?? `${kept.name.toLowerCase().replaceAll(' ', '-')}.board.json`
      files.set(name, kept)
      return { fileName: name }
    },
    'boards:remove': ({ fileName }) => {
      files.delete(fileName)
      return {}
    },
    'boards:import': () => ({ outcome: 'cancelled' }),
    'boards:export': () => ({ outcome: 'written', fileName: 'night-shift.board.json' }),
    'stream:read': () => {
      reads += 1
      const rate = 40 + (reads % 7)
      const roll = { topic: 'devices', event: 'device:status-update', count: reads * rate, rate }
      const latest = Array.from({ length: 12 }, (_none, index) => ({
        ...{ sequence: reads * 12 + index, at: now() - (12 - index) * 90, topic: 'devices' },
        ...{ event: 'device:status-update', entityId: `dev-${String(1 + ((reads + index) % 30)).padStart(4, '0')}` },
        what: index % 5 === 0 ? 'offline' : 'online',
      }))
      return { rolls: [roll], latest }
    },
  }
}

function unique(board: BoardData): BoardData {
  let part = 0
  const id = () => `own-${++part}`
  return {
    ...board,
    pages: board.pages.map((page) => ({
      id: id(),
      title: '',
      widgets: page.widgets.map((one) => ({ ...one, id: id() })),
    })),
  }
}
