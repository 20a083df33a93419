import { runTool, say } from '../runtime/errors.mjs'
import { PROJECT_ROOT } from '../runtime/paths.mjs'
import { checkLayers } from './check.mjs'

await runTool(async () => {
  const { violations, fileCount } = checkLayers(process.argv[2] ?? PROJECT_ROOT)
  for (const { path, line, rule, message } of violations) process.stdout.write(`${path}:${line}  ${rule}  ${message}\n`)
  say(`${fileCount} files, ${violations.length} against the layer rules`)
  return violations.length === 0 && fileCount > 0 ? 0 : 1
})
