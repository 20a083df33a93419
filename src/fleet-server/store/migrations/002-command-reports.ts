import type { Migration } from '#sqlite/migrate.ts'

/** What devices say of commands: kept with the operation, as JSON, so that a lookup can tell it. */
export const commandReports: Migration = {
  id: 2,
  name: 'command-reports',
  up: (database) => {
    database.exec(`
      ALTER TABLE operations ADD COLUMN command TEXT;
      ALTER TABLE operations ADD COLUMN report TEXT;
    `)
  },
}
