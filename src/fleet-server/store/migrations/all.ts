import type { Migration } from '#sqlite/migrate.ts'
import { base } from './001-base.ts'

export const MIGRATIONS: readonly Migration[] = [base]
