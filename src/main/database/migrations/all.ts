import type { Migration } from '#sqlite/migrate.ts'
import { queueAndReplica } from './001-queue-and-replica.ts'

/** Every migration of a site's database, in order. A released one never changes. */
export const SITE_MIGRATIONS: readonly Migration[] = [queueAndReplica]
