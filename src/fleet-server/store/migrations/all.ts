import type { Migration } from '#sqlite/migrate.ts'
import { base } from './001-base.ts'
import { commandReports } from './002-command-reports.ts'
import { compactFeed } from './003-compact-feed.ts'
import { pairing } from './004-pairing.ts'
import { healthSamples } from './005-health-samples.ts'
import { authors } from './006-authors.ts'

export const MIGRATIONS: readonly Migration[] = [base, commandReports, compactFeed, pairing, healthSamples, authors]
