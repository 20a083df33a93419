import { copyFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FIXTURES, type FixtureFacts } from '../../tools/release/fixture.ts'

/** A database file that an earlier version wrote, and what it put in. */
export interface VersionFixture {
  readonly name: string
  readonly facts: FixtureFacts
  /** Puts a copy of the file into a place. */
  readonly copyTo: (file: string) => void
}

export function versionFixtures(): VersionFixture[] {
  const folders = readdirSync(FIXTURES, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders.map(({ name }) => ({
    name,
    facts: JSON.parse(readFileSync(join(FIXTURES, name, 'facts.json'), 'utf8')) as FixtureFacts,
    copyTo: (file) => copyFileSync(join(FIXTURES, name, 'site.sqlite'), file),
  }))
}

/** The fixture of the newest form of the database. */
export function newestFixture(): VersionFixture {
  const newest = versionFixtures().sort((one, other) => other.facts.schema - one.facts.schema)[0]
  if (newest === undefined) throw new Error('there are no fixtures of versions')
  return newest
}
