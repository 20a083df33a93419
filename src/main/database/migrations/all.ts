import type { Migration } from '#sqlite/migrate.ts'
import { queueAndReplica } from './001-queue-and-replica.ts'
import { trustedQueue } from './002-trusted-queue.ts'
import { leanQueue } from './003-lean-queue.ts'
import { alarmRecord } from './004-alarm-record.ts'
import { uploads } from './005-uploads.ts'

export const SITE_MIGRATIONS: readonly Migration[] = [queueAndReplica, trustedQueue, leanQueue, alarmRecord, uploads]
