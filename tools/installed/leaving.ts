import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../package/checksums.mjs'
import { COMMAND, CONFIGURATION, HOME_OF_PACKAGE, PACKAGE, type Person, system } from './machine.ts'
import { must, type Transcript } from './transcript.ts'

const POLICY = join(CONFIGURATION, 'policy.json')

/** What an administrator deploys; the environment of the test says another theme, and the policy counts. */
export function writePolicy(): void {
  mkdirSync(CONFIGURATION, { recursive: true })
  writeFileSync(POLICY, '{ "theme": "dark" }\n')
}

/** Removing the package takes the program and leaves the people's data; purging it takes the administrator's file too. */
export function leave({ home }: Person, transcript: Transcript): void {
  const before = filesOf(home)
  must(
    'the person has data',
    [...before.keys()].some((name) => name.endsWith('.sqlite') || name.endsWith('.db')),
    [...before.keys()],
  )
  const removed = system('dpkg', '-r', PACKAGE)
  must('the program is gone', !existsSync(HOME_OF_PACKAGE) && !existsSync(COMMAND))
  must('the policy is still there', existsSync(POLICY))
  must('the person’s files are untouched', isSame(before, filesOf(home)))
  must('the removal says what it keeps', removed.includes('is kept'), removed)
  transcript.say(
    `dpkg -r: the program is gone; the policy and all ${before.size} files of the person are there, unchanged.`,
  )
  const purged = system('dpkg', '-P', PACKAGE)
  must('the policy is gone', !existsSync(CONFIGURATION))
  must('the person’s files are untouched by the purge', isSame(before, filesOf(home)))
  transcript.say('dpkg -P: the policy is gone too; the person’s files are there, unchanged.')
  transcript.keep('saidByPackage', { removed: removed.split('\n'), purged: purged.split('\n') })
}

function filesOf(home: string): ReadonlyMap<string, string> {
  const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(files.map((entry) => join(entry.parentPath, entry.name)).map((file) => [file, sha256(file)]))
}

function isSame(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): boolean {
  return before.size === after.size && [...before].every(([file, hash]) => after.get(file) === hash)
}
