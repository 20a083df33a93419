import type { Command } from '../command.ts'
import { CommandError, EXIT, UsageError } from '../exits.ts'
import { counted } from '../words.ts'
import { assertTaken } from './outcomes.ts'

export const diagnostics: Command = {
  name: 'diagnostics',
  summary: 'Writes all that helps to find out what went wrong into one file, without secrets: whole, or not at all.',
  usage: ['--out FILE  [--pictures] [--values] [--progress]'],
  options: ['out', 'pictures', 'progress', 'values'],
  words: { least: 0, most: 0 },
  read: ({ given, absolute }) => {
    const file = absolute(given.needed('out'))
    if (given.has('site')) throw new UsageError('The diagnostics are of all sites: leave --site out.')
    const request = { withScreenshots: given.has('pictures'), withValues: given.has('values') }
    return {
      needs: 'console',
      run: async (answerer) => {
        if (request.withScreenshots && answerer.source === 'store') {
          const message =
            'No console runs, so there is no window to take a picture of. Start it, or leave --pictures out.'
          throw new CommandError(EXIT.refused, 'no-window', message)
        }
        const written = assertTaken(await answerer.ask('diagnostics:export', request, { file }))
        const { files, bytes, broken } = written
        const lines = [
          `${file}: ${counted(files, 'file')}, ${counted(bytes, 'byte')} before they were packed`,
          ...broken.map((name) => `${name} could not be read to its end; it says why.`),
        ]
        return { exit: EXIT.done, result: { file, files, bytes, broken }, lines }
      },
    }
  },
}
