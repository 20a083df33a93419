import type { Migration } from '#sqlite/migrate.ts'

/** Reports of devices are told from other events, so that the log can keep only the newest of each device. */
export const compactFeed: Migration = {
  id: 3,
  name: 'compact-feed',
  up: (database) => {
    database.exec(`
      ALTER TABLE feed ADD COLUMN subject TEXT;
      UPDATE feed SET subject = payload ->> '$.deviceId' WHERE name = 'device:status-update';
      CREATE INDEX feed_others ON feed (sequence) WHERE subject IS NULL;
    `)
  },
}
