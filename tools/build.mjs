import { buildIfStale } from './runtime/build.mjs'
import { runTool } from './runtime/errors.mjs'

await runTool(async () => {
  await buildIfStale({ force: true })
})
