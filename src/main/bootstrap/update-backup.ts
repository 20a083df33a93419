import { existsSync, readdirSync, statSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ProfilePaths } from '../platform/paths.ts'
import type { BackupPart } from '../updates/backups.ts'
import type { HostedSite } from './hosted-site.ts'

const SITE_FILE = 'site.sqlite'
/** A database that nobody has open, with the log beside it. */
const PARTS = ['', '-wal']

export interface BackupSources {
  readonly paths: Pick<ProfilePaths, 'databaseFolder' | 'archiveFile' | 'settingsFile'>
  readonly openSites: () => readonly Pick<HostedSite, 'databaseFile' | 'backUp'>[]
  /** Writes a copy of the archive. */
  readonly backUpArchive: (file: string) => Promise<void>
}

/** Everything that a new version may change: the database of each site, open or not, the archive and the settings. */
export function backupParts({ paths, openSites, backUpArchive }: BackupSources): BackupPart[] {
  const open = new Map(openSites().map((site) => [site.databaseFile, site]))
  const folders = existsSync(paths.databaseFolder) ? readdirSync(paths.databaseFolder) : []
  const sites = folders.flatMap((folder): BackupPart[] => {
    const file = join(paths.databaseFolder, folder, SITE_FILE)
    const site = open.get(file)
    if (site === undefined) return plainParts(file, `database/${folder}/${SITE_FILE}`)
    return [{ name: `database/${folder}/${SITE_FILE}`, bytes: sizeOf(file), copyTo: (to) => site.backUp(to) }]
  })
  const archive = {
    name: basename(paths.archiveFile),
    bytes: sizeOf(paths.archiveFile),
    // One that cannot be opened is kept as it is.
    copyTo: (to: string) => backUpArchive(to).catch(() => copyFile(paths.archiveFile, to)),
  }
  const settings = plainParts(paths.settingsFile, basename(paths.settingsFile))
  return [...sites, ...(existsSync(paths.archiveFile) ? [archive] : []), ...settings]
}

function plainParts(file: string, name: string): BackupPart[] {
  return PARTS.filter((part) => existsSync(file + part) && statSync(file + part).size > 0).map((part) => ({
    name: join(dirname(name), basename(name) + part),
    bytes: statSync(file + part).size,
    copyTo: (to) => copyFile(file + part, to),
  }))
}

/** With what its log holds. */
function sizeOf(file: string): number {
  return PARTS.reduce((sum, part) => sum + (statSync(file + part, { throwIfNoEntry: false })?.size ?? 0), 0)
}
