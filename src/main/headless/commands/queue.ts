import { OPERATION_STATES, type OperationState, PRIORITIES } from '#shared/domain/operation.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import type { IpcRequest } from '#shared/ipc/contract.ts'
import type { Command, Input, Order } from '../command.ts'
import { EXIT, UsageError } from '../exits.ts'
import type { CommandRequestName } from '../requests.ts'
import { momentText, oneLine, stateWord, valueText } from '../words.ts'
import { intentsOf } from './intents.ts'
import { keysOf, limitOf } from './keys.ts'
import { outcomeOf } from './outcomes.ts'

const USUAL_LIMIT = 100
const MOST = 1_000

const list: Command = {
  name: 'queue list',
  summary: 'What waits, the oldest first; with --history what is over, the newest first.',
  usage: ['[--state STATE]…  [--text WORDS]  [--history]  [--limit N]'],
  options: ['history', 'limit', 'state', 'text'],
  words: { least: 0, most: 0 },
  read: ({ given }) => {
    const states = statesOf(given.values('state'))
    const text = given.value('text')
    const request: IpcRequest<'operations:list'> = {
      scope: given.has('history') ? 'history' : 'pending',
      offset: 0,
      limit: limitOf(given.value('limit'), USUAL_LIMIT, MOST),
      ...(states.length === 0 ? {} : { states }),
      ...(text === null ? {} : { text }),
    }
    if (text !== null && request.scope === 'history')
      throw new UsageError('--text is for what waits, not for --history.')
    return {
      needs: 'site',
      changes: false,
      run: async (desk) => {
        const result = await desk.ask('operations:list', request)
        const shown = result.operations.flatMap(rowsOf)
        const left = result.total - result.operations.length
        const more = left > 0 ? [`… and ${left} more; --limit shows up to ${MOST}.`] : []
        const none = request.scope === 'history' ? 'Nothing is over yet.' : 'Nothing waits.'
        return { exit: EXIT.done, result, lines: result.total === 0 ? [none] : [...shown, ...more] }
      },
    }
  },
}

const add: Command = {
  name: 'queue add',
  summary: 'Queues changes. They are sent when there is a connection; queued is not done.',
  usage: [
    '--device ID --set field=text [--set field:=JSON]…  [--priority P]',
    '--device ID --command COMMAND [--content ID]  [--priority P]',
    '--file intents.json [--batch]  [--priority P]',
  ],
  options: ['batch', 'command', 'content', 'device', 'file', 'priority', 'set'],
  words: { least: 0, most: 0 },
  read: async (input) => {
    const { given } = input
    const priority = given.oneOf('priority', PRIORITIES)
    const request: IpcRequest<'operations:enqueue'> = {
      intents: await intentsOf(input),
      ...(given.has('batch') ? { isBatch: true } : {}),
      ...(priority === null ? {} : { priority }),
    }
    return {
      needs: 'site',
      changes: true,
      run: async (desk) => {
        const result = await desk.ask('operations:enqueue', request)
        const lines = result.operations.map(({ key, entityId }) => `${key}  queued  ${oneLine(entityId)}`)
        return { exit: EXIT.done, result, lines }
      },
    }
  },
}

type KeyedRequest = Extract<
  CommandRequestName,
  `operations:${'retry' | 'confirm' | 'rollback' | 'discard' | 'restore'}`
>

function keyed(verb: string, request: KeyedRequest, summary: string, done: string): Command {
  return {
    name: `queue ${verb}`,
    summary,
    usage: ['KEY…'],
    options: [],
    words: { least: 1 },
    read: (input: Input): Order => {
      const keys = keysOf(input)
      const run: Extract<Order, { needs: 'site' }>['run'] = async (desk) =>
        outcomeOf(await desk.ask(request, { keys }), done)
      return { needs: 'site', changes: true, run }
    },
  }
}

export const QUEUE_COMMANDS: readonly Command[] = [
  list,
  add,
  keyed('retry', 'operations:retry', 'Sends refused changes again, and waiting ones at once.', 'queued again'),
  keyed('confirm', 'operations:confirm', 'Commands that waited too long are still wanted.', 'queued again'),
  keyed('rollback', 'operations:rollback', 'Takes waiting changes back.', 'rolled back'),
  keyed('discard', 'operations:discard', 'Gives refused changes up; recorded as discarded.', 'discarded'),
  keyed('restore', 'operations:restore', 'Undoes that changes were rolled back or discarded.', 'waits again'),
]

/** @throws UsageError */
function statesOf(given: readonly string[]): OperationState[] {
  return given
    .flatMap((text) => text.split(','))
    .map((text) => {
      const state = OPERATION_STATES.find((one) => one === text)
      if (state === undefined) throw new UsageError(`--state is one of ${OPERATION_STATES.join(', ')}, not “${text}”.`)
      return state
    })
}

function rowsOf(operation: OperationView): string[] {
  const { key, state, kind, entityType, entityId, entityName, command, fields, createdAt, actor, lastError } = operation
  const changed = Object.entries(fields).map(([name, value]) => `${name}=${valueText(value)}`)
  const what = command ?? (changed.length === 0 ? kind : changed.join(' '))
  const head = `${key}  ${stateWord(state)}  ${entityType} ${entityName} (${entityId})  ${what}`
  const tail = `made ${momentText(createdAt)} by ${actor}`
  const trouble = lastError === null ? [] : [`    ${oneLine(lastError.message)}`]
  return [oneLine(`${head}  ${tail}`), ...trouble]
}
