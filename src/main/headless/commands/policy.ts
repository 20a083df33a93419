import type { Command, Outcome, PolicyLook } from '../command.ts'
import { CommandError, EXIT } from '../exits.ts'
import { counted, oneLine, valueText } from '../words.ts'

export const policyCheck: Command = {
  name: 'policy check',
  summary: 'Checks a policy file, or the one of this PC: what is wrong in it, and what it sets and locks.',
  usage: ['[FILE]'],
  options: [],
  words: { least: 0, most: 1 },
  read: ({ rest: [file], absolute, lookAtPolicy }) => ({
    needs: 'nothing',
    run: async () => outcomeOf(lookAtPolicy(file === undefined ? null : absolute(file))),
  }),
}

function outcomeOf({ file, state, problems, sets, locks }: PolicyLook): Outcome {
  if (state === 'missing') throw new CommandError(EXIT.nothing, 'not-found', `There is no policy file ${file}.`)
  const head = state === 'valid' ? 'is valid' : `has ${counted(problems.length, 'mistake')}`
  const lines = [
    `${file} ${state === 'unreadable' ? 'cannot be read' : head}.`,
    ...problems.map(({ line, column, message }) => `  ${line === null ? '' : `${line}:${column ?? 1}  `}${message}`),
    ...(state === 'unreadable'
      ? []
      : [`It sets ${counted(Object.keys(sets).length, 'setting')} and locks ${locks.length}.`]),
    ...Object.entries(sets).map(
      ([name, value]) => `  ${name}  ${valueText(value)}${locks.includes(name) ? '  locked' : ''}`,
    ),
    ...locks.filter((name) => !Object.hasOwn(sets, name)).map((name) => `  ${name}  its default  locked`),
  ]
  const result = { file, state, problems, sets, locks }
  return { exit: state === 'valid' ? EXIT.done : EXIT.failed, result, lines: lines.map(indentedLine) }
}

/** One line for a terminal, with the blanks that set it in. */
function indentedLine(line: string): string {
  const indent = /^ */.exec(line)?.[0] ?? ''
  return `${indent}${oneLine(line)}`
}
