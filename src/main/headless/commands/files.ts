import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { REPORT_FORMATS } from '#shared/domain/report-formats.ts'
import { SOURCE_LANGUAGE, SPOKEN_LANGUAGES } from '#shared/i18n/languages.ts'
import { type LedgerVerdict, verifyLedger } from '../../database/ledger/verify.ts'
import type { Command, Desk, Outcome } from '../command.ts'
import { CommandError, EXIT, UsageError } from '../exits.ts'
import { periodOf } from '../period.ts'
import { counted, momentText, oneLine } from '../words.ts'
import { assertTaken } from './outcomes.ts'

const report: Command = {
  name: 'report',
  summary: 'Writes the report of a period: whole, or not at all.',
  usage: [
    `--format ${REPORT_FORMATS.join('|')}  --period 24h|7d|30d|FROM..TO  --out FILE`,
    `[--language ${SPOKEN_LANGUAGES.join('|')}]  [--progress]`,
  ],
  options: ['format', 'language', 'out', 'period', 'progress'],
  words: { least: 0, most: 0 },
  read: ({ given, now, absolute }) => {
    const format = given.oneOf('format', REPORT_FORMATS)
    if (format === null) throw new UsageError('--format is missing.')
    const period = periodOf(given.needed('period'), now)
    const language = given.oneOf('language', SPOKEN_LANGUAGES) ?? SOURCE_LANGUAGE
    const file = absolute(given.needed('out'))
    return {
      needs: 'site',
      changes: false,
      run: async (desk) => {
        const { headline } = assertTaken(await desk.ask('reports:export', { period, format, language }, file))
        const lines = [`${file}: ${momentText(period.fromAt)} to ${momentText(period.toAt)}`]
        return { exit: EXIT.done, result: { file, format, language, period, headline }, lines }
      },
    }
  },
}

const ledgerExport: Command = {
  name: 'ledger export',
  summary: 'Writes the ledger of all operations, for its verifier.',
  usage: ['--out FILE  [--progress]'],
  options: ['out', 'progress'],
  words: { least: 0, most: 0 },
  read: ({ given, absolute }) => {
    const file = absolute(given.needed('out'))
    return {
      needs: 'site',
      changes: false,
      run: async (desk) => {
        const { lines, head } = assertTaken(await desk.ask('ledger:export', {}, file))
        return {
          exit: EXIT.done,
          result: { file, lines, head },
          lines: [`${file}: ${counted(lines, 'line')}, ${head}`],
        }
      },
    }
  },
}

const ledgerVerify: Command = {
  name: 'ledger verify',
  summary: 'Checks an exported ledger, or the one of this PC as it is now.',
  usage: ['[FILE]'],
  options: [],
  words: { least: 0, most: 1 },
  read: ({ rest: [file], absolute, temporary }) => {
    if (file !== undefined) return { needs: 'nothing', run: () => verified(absolute(file), file) }
    const run = async (desk: Desk): Promise<Outcome> => {
      const folder = await temporary()
      try {
        const copy = join(folder.path, 'ledger.ndjson')
        assertTaken(await desk.ask('ledger:export', {}, copy))
        return await verified(copy, 'The ledger of this PC')
      } finally {
        await folder.remove()
      }
    }
    return { needs: 'site', changes: false, run }
  },
}

const bundleExport: Command = {
  name: 'bundle export',
  summary: 'Writes what waits into a signed bundle, for another console to send.',
  usage: ['--out FILE'],
  options: ['out'],
  words: { least: 0, most: 0 },
  read: ({ given, absolute }) => {
    const file = absolute(given.needed('out'))
    return {
      needs: 'site',
      changes: true,
      run: async (desk) => {
        const written = assertTaken(await desk.ask('bundle:export', {}, file))
        if (written.outcome === 'nothing') {
          throw new CommandError(EXIT.nothing, 'nothing', 'Nothing waits that could be carried.')
        }
        const { count, left, fingerprint } = written
        const lines = [`${file}: ${counted(count, 'change')}, ${left} left here, signed ${fingerprint}`]
        return { exit: EXIT.done, result: { file, count, left, fingerprint }, lines }
      },
    }
  },
}

const bundleImport: Command = {
  name: 'bundle import',
  summary: 'Takes a bundle in: all that is not here yet, or none. With --check it only says what it is.',
  usage: ['FILE [--check]'],
  options: ['check'],
  words: { least: 1, most: 1 },
  read: ({ given, rest: [file = ''], absolute }) => {
    const path = absolute(file)
    const isCheck = given.has('check')
    const run = async (desk: Desk): Promise<Outcome> => {
      const { summary, problems, token } = assertTaken(await desk.ask('bundle:inspect', {}, path))
      const about = `${counted(summary.count, 'change')} by ${summary.madeBy.user.name} on ${summary.madeBy.computer}, signed ${summary.fingerprint}`
      const lines = [oneLine(`${path}: ${about}`), ...problems.map(({ message }) => oneLine(message))]
      if (isCheck) return { exit: token === null ? EXIT.refused : EXIT.done, result: { summary, problems }, lines }
      if (token === null)
        throw new CommandError(EXIT.refused, problems[0]?.code ?? 'refused', problems[0]?.message ?? '')
      const { imported, known } = assertTaken(await desk.ask('bundle:import', { token }))
      const told = `${counted(imported, 'change')} queued, ${known} were here already`
      return { exit: EXIT.done, result: { imported, known, summary }, lines: [...lines, told] }
    }
    return { needs: 'site', changes: !isCheck, run }
  },
}

export const FILE_COMMANDS: readonly Command[] = [report, ledgerExport, ledgerVerify, bundleExport, bundleImport]

async function verified(path: string, name: string): Promise<Outcome> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })
  const verdict = await verifyLedger(lines).catch((error: unknown) => {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    const message = `${path} cannot be read (${error instanceof Error ? error.message : String(error)}).`
    throw new CommandError(isMissing ? EXIT.nothing : EXIT.failed, 'not-read', message)
  })
  return { exit: verdict.ok ? EXIT.done : EXIT.failed, result: verdict, lines: [wordsOf(verdict, name)] }
}

function wordsOf({ ok, lines, head, problem }: LedgerVerdict, name: string): string {
  if (ok) return `${name} is whole: ${counted(lines, 'line')}, the last hash is ${head}.`
  return oneLine(`${name} is damaged at line ${problem?.fileLine ?? 0} of the file: ${problem?.reason ?? ''}`)
}
