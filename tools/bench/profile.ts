import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { siteTarget } from '../../src/main/bootstrap/site-target.ts'
import { settingsSchema } from '../../src/shared/domain/settings.ts'

/** Nobody listens there, and the app does not try: the queue only grows. */
const SETTINGS = { serverUrl: 'http://127.0.0.1:9', autoConnect: false, queueMaxCount: 200_000 }

/** Makes a profile of the app whose site is this database. */
export function createProfile(folder: string, siteFile: string): void {
  const site = join(folder, 'database', siteTarget(settingsSchema.parse(SETTINGS)).folder)
  mkdirSync(site, { recursive: true })
  copyFileSync(siteFile, join(site, 'site.sqlite'))
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(SETTINGS))
}
