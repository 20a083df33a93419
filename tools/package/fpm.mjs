#!/usr/bin/env node
// Packs .deb and .rpm in the place of fpm, which electron-builder would download: it is started through CUSTOM_FPM_PATH.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runTool, ToolError } from '../runtime/errors.mjs'
import { packDeb } from './deb.mjs'
import { sourceEpoch } from './epoch.mjs'
import { parseFpmArguments } from './fpm-arguments.mjs'
import { packRpm } from './rpm.mjs'

/** @type {Readonly<Record<string, typeof packDeb>>} */
const PACKERS = { deb: packDeb, rpm: packRpm }

await runTool(async () => {
  const request = parseFpmArguments(process.argv.slice(2))
  const pack = PACKERS[request.type]
  if (pack === undefined) throw new ToolError(`"${request.type}" is no kind of package that is made here.`)
  const scratch = mkdtempSync(join(tmpdir(), 'outpost-package-'))
  try {
    await pack(request, { scratch, epoch: await sourceEpoch() })
  } catch (error) {
    rmSync(request.target, { force: true })
    throw error
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
})
