import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'

/** Where everything of one profile lies. A profile belongs to one user and is used by one running app. */
export interface ProfilePaths {
  readonly root: string
  /** One database per site is made in here. */
  readonly databaseFolder: string
  /** What is kept for reports. */
  readonly archiveFile: string
  readonly logFolder: string
  /** Wallboards of this PC alone, one file each. */
  readonly boardFolder: string
  readonly settingsFile: string
  /** What the policy said when it could be read last. */
  readonly policyCopyFile: string
  readonly secretsFile: string
  /** The private key that bundles are signed with. */
  readonly signingKeyFile: string
  readonly windowFile: string
  /** Which reports were written by themselves. */
  readonly reportMemoryFile: string
  /** How often which feature was used; only where that is wanted. */
  readonly usageFile: string
  /** What this profile is called by whatever is assigned to profiles. */
  readonly profileFile: string
  /** Which site was looked at last. */
  readonly lastSiteFile: string
  /** Error reports that wait to be sent. */
  readonly telemetryFolder: string
  /** What is left of processes that crashed. */
  readonly crashFolder: string
  /** Whether the graphics hardware can be used. */
  readonly graphicsFile: string
}

export function profilePaths(root: string): ProfilePaths {
  const absolute = isAbsolute(root) ? root : resolve(root)
  return {
    root: absolute,
    databaseFolder: join(absolute, 'database'),
    archiveFile: join(absolute, 'archive.sqlite'),
    logFolder: join(absolute, 'logs'),
    boardFolder: join(absolute, 'boards'),
    settingsFile: join(absolute, 'settings.json'),
    policyCopyFile: join(absolute, 'policy-copy.json'),
    secretsFile: join(absolute, 'secrets.json'),
    signingKeyFile: join(absolute, 'signing-key.json'),
    reportMemoryFile: join(absolute, 'reports.json'),
    usageFile: join(absolute, 'usage.json'),
    profileFile: join(absolute, 'profile.json'),
    windowFile: join(absolute, 'window.json'),
    lastSiteFile: join(absolute, 'last-site.json'),
    telemetryFolder: join(absolute, 'error-reports'),
    crashFolder: join(absolute, 'crash-dumps'),
    graphicsFile: join(absolute, 'graphics.json'),
  }
}

/** The profile folder cannot be used. The message is for the operator. */
export class ProfileUnusableError extends Error {
  readonly path: string

  constructor(path: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    super(
      `The profile folder ${path} cannot be written (${reason}). Free it, or choose another with OUTPOST_PROFILE_DIR.`,
      {
        cause,
      },
    )
    this.name = 'ProfileUnusableError'
    this.path = path
  }
}

/**
 * Makes the folders and proves that the profile can be written. Synchronous, because it runs once before anything else
 * exists that could be held up.
 * @throws ProfileUnusableError
 */
export function prepareProfile(root: string): ProfilePaths {
  const paths = profilePaths(root)
  try {
    for (const folder of [paths.root, paths.databaseFolder, paths.logFolder]) {
      ensureFolder(folder)
    }
    proveWritable(paths.root)
    proveWritable(paths.databaseFolder)
  } catch (error) {
    throw new ProfileUnusableError(paths.root, error)
  }
  return paths
}

/** Not with `recursive: true`: on a file system that takes no folders, such as procfs, that never returns. */
function ensureFolder(folder: string): void {
  const existing = statSync(folder, { throwIfNoEntry: false })
  if (existing?.isDirectory()) return
  if (existing !== undefined) throw new Error(`${folder} is not a folder`)
  const parent = dirname(folder)
  if (parent !== folder) ensureFolder(parent)
  mkdirSync(folder, { mode: 0o700 })
}

/** Permissions do not tell: root ignores them, and a file system mounted read-only has them all. Only writing does. */
function proveWritable(folder: string): void {
  const probe = join(folder, `.probe-${randomUUID()}`)
  writeFileSync(probe, '', { flag: 'wx' })
  rmSync(probe)
}
