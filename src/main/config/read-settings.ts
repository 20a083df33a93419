import { readSmallFileNow } from '../platform/file-atomic.ts'
import { parseJsonRecord } from './json-record.ts'
import { MAX_CONFIG_BYTES, type SettingsStorage } from './settings-file.ts'

/** The settings file for those who only read: a damaged one stays where it is. */
export function readSettings(path: string): SettingsStorage {
  return {
    async load() {
      try {
        const text = readSmallFileNow(path, MAX_CONFIG_BYTES)
        const entries = text === null ? new Map() : parseJsonRecord(text)
        if (entries !== null) return { entries, problems: [] }
      } catch {
        // As below.
      }
      return { entries: new Map(), problems: [`The settings file ${path} cannot be read; the defaults are used.`] }
    },
    save: async () => {
      throw new Error('settings are only read here')
    },
  }
}
