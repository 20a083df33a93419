import type { Migration } from '#sqlite/migrate.ts'

/** Who changed which field last, and who deleted what is gone. Nothing is known of what was changed before. */
export const authors: Migration = {
  id: 6,
  name: 'authors',
  up: (database) => {
    database.exec(`
      ALTER TABLE entities ADD COLUMN field_authors TEXT NOT NULL DEFAULT '{}';
      ALTER TABLE tombstones ADD COLUMN actor TEXT;
    `)
  },
}
