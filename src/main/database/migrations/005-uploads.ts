import type { Migration } from '#sqlite/migrate.ts'

/**
 * Files that an operator has chosen and that are not with the server yet: `uploads`, in the order in which they were chosen. The
 * bytes stay where they are; `record` says where that is, what they were when they were chosen, and what is to become of them.
 */
export const uploads: Migration = {
  id: 5,
  name: 'uploads',
  up(database) {
    database.exec(`
      CREATE TABLE uploads (
        place INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        record TEXT NOT NULL
      ) STRICT;
    `)
  },
}
