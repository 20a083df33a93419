// npm run board:schema: writes the published shape of a wallboard.

import { writeFileSync } from 'node:fs'
import { inProject } from '../runtime/paths.mjs'
import { boardJsonSchema } from './schema.ts'

writeFileSync(inProject('docs/wallboard.schema.json'), boardJsonSchema())
