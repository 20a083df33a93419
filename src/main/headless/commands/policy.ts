import type { PolicyProblem } from '#shared/domain/settings.ts'
import type { SettingsLayer } from '../../config/layers.ts'
import { readPolicy } from '../../config/policy-file.ts'
import { policyLayerOf } from '../../config/policy-layer.ts'
import type { Command, Outcome } from '../command.ts'
import { CommandError, EXIT } from '../exits.ts'
import { counted, oneLine, valueText } from '../words.ts'

export const policyCheck: Command = {
  name: 'policy check',
  summary: 'Checks a policy file, or the one of this PC: what is wrong in it, and what it sets and locks.',
  usage: ['[FILE]'],
  options: [],
  words: { least: 0, most: 1 },
  read: ({ rest: [file], absolute, machinePolicy }) => ({
    needs: 'nothing',
    run: async () => checked(file === undefined ? machinePolicy() : absolute(file)),
  }),
}

function checked(file: string): Outcome {
  const read = readPolicy(file)
  if (read.state === 'missing') throw new CommandError(EXIT.nothing, 'not-found', `There is no policy file ${file}.`)
  if (read.state === 'unreadable') return outcomeOf(file, 'unreadable', [read.problem], null)
  const layer = policyLayerOf(read.record, { file, text: read.text })
  const problems = layer.policy?.problems ?? []
  return outcomeOf(file, problems.length === 0 ? 'valid' : 'faulty', problems, layer)
}

function outcomeOf(
  file: string,
  state: 'valid' | 'faulty' | 'unreadable',
  problems: readonly PolicyProblem[],
  layer: SettingsLayer | null,
): Outcome {
  const sets = Object.fromEntries(layer?.values ?? [])
  const locks = [...(layer?.locks?.names ?? [])]
  const head = state === 'valid' ? 'is valid' : `has ${counted(problems.length, 'mistake')}`
  const lines = [
    `${file} ${state === 'unreadable' ? 'cannot be read' : head}.`,
    ...problems.map(({ line, column, message }) => `  ${line === null ? '' : `${line}:${column ?? 1}  `}${message}`),
    ...(layer === null ? [] : [`It sets ${counted(layer.values.size, 'setting')} and locks ${locks.length}.`]),
    ...Object.entries(sets).map(
      ([name, value]) => `  ${name}  ${valueText(value)}${locks.some((one) => one === name) ? '  locked' : ''}`,
    ),
    ...locks.filter((name) => !(name in sets)).map((name) => `  ${name}  its default  locked`),
  ]
  const result = { file, state, problems, sets, locks }
  return { exit: state === 'valid' ? EXIT.done : EXIT.failed, result, lines: lines.map((line) => untrimmed(line)) }
}

/** One line for a terminal, with the blanks that set it in. */
function untrimmed(line: string): string {
  const indent = /^ */.exec(line)?.[0] ?? ''
  return `${indent}${oneLine(line)}`
}
