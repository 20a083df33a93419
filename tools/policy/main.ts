// npm run policy:schema: writes the published shape of the policy file, and the table of settings in its guide.

import { readFileSync, writeFileSync } from 'node:fs'
import { inProject } from '../runtime/paths.mjs'
import { withSettingTable } from './guide.ts'
import { policyJsonSchema } from './schema.ts'

writeFileSync(inProject('docs/policy.schema.json'), policyJsonSchema())
const guide = inProject('docs/guide/policy.md')
writeFileSync(guide, withSettingTable(readFileSync(guide, 'utf8')))
