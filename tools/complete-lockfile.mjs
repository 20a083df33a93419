// node tools/complete-lockfile.mjs, after dependencies changed. npm leaves an optional package out of package-lock.json
// when the registry it asked does not have it, as a mirror may lack the binaries of other platforms. `npm ci` then
// refuses the file everywhere. This adds what is missing: the parent pins the version, the name tells the platform.
import { readFileSync, writeFileSync } from 'node:fs'
import { runTool, say, ToolError } from './runtime/errors.mjs'
import { missingOptionalPackages, platformOf } from './runtime/lockfile.mjs'
import { inProject } from './runtime/paths.mjs'

await runTool(async () => {
  const file = inProject('package-lock.json')
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const missing = missingOptionalPackages(lock)
  for (const { name, version, isDevelopment } of missing) {
    const platform = platformOf(name)
    if (platform === null)
      throw new ToolError(`The platform of ${name} cannot be told from its name: add it to package-lock.json by hand.`)
    lock.packages[`node_modules/${name}`] = {
      version,
      ...platform,
      ...(isDevelopment ? { dev: true } : {}),
      optional: true,
    }
  }
  lock.packages = Object.fromEntries(
    Object.entries(lock.packages).sort(([left], [right]) => left.localeCompare(right, 'en')),
  )
  if (missing.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  say(`${missing.length} optional packages were missing in package-lock.json`)
})
