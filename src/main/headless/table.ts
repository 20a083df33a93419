import { COMMON_OPTIONS, type Given } from './arguments.ts'
import type { Command, Input, Order } from './command.ts'
import { CONFLICT_COMMANDS } from './commands/conflicts.ts'
import { diagnostics } from './commands/diagnostics.ts'
import { FILE_COMMANDS } from './commands/files.ts'
import { policyCheck } from './commands/policy.ts'
import { QUEUE_COMMANDS } from './commands/queue.ts'
import { status } from './commands/status.ts'
import { UsageError } from './exits.ts'

/** All commands, in the order in which the help names them. */
export const COMMANDS: readonly Command[] = [
  ...[status, ...QUEUE_COMMANDS, ...CONFLICT_COMMANDS, ...FILE_COMMANDS],
  diagnostics,
  policyCheck,
]

/** The command that the words begin with; the longer name goes before the shorter. @throws UsageError */
export function commandOf({ words }: Pick<Given, 'words'>): { command: Command; rest: readonly string[] } {
  const [first = '', second = ''] = words
  for (const [name, length] of [[`${first} ${second}`, 2] as const, [first, 1] as const]) {
    const command = COMMANDS.find((one) => one.name === name)
    if (command !== undefined) return { command, rest: words.slice(length) }
  }
  const family = COMMANDS.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => name)
  if (first === '') throw new UsageError('A command is missing.')
  throw new UsageError(
    family.length > 0 ? `Say which: ${family.join(', ')}.` : `There is no command “${words.join(' ').slice(0, 60)}”.`,
  )
}

/** Checks that everything given goes together. @throws UsageError */
export function readOrder(command: Command, input: Input): Order | Promise<Order> {
  const { given, rest } = input
  const allowed = [...COMMON_OPTIONS, ...command.options]
  const foreign = given.names.find((name) => !allowed.includes(name))
  if (foreign !== undefined) throw new UsageError(`--${foreign} does not go with \`${command.name}\`.`)
  const { least, most } = command.words
  if (rest.length < least) throw new UsageError(`\`${command.name}\` needs ${command.usage.join(' or ')}.`)
  if (most !== undefined && rest.length > most)
    throw new UsageError(`“${rest[most]}” is too much for \`${command.name}\`.`)
  return command.read(input)
}
