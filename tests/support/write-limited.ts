import { pathToFileURL } from 'node:url'
import { ReportMaker } from '../../src/main/bootstrap/report-maker.ts'
import { fileTrouble } from '../../src/main/outbox/file-trouble.ts'
import { systemClock } from '../../src/main/platform/clock.ts'
import { systemIds } from '../../src/main/platform/ids.ts'
import { collectDiagnostics } from '../../src/main/reports/diagnostics/collect.ts'
import { diagnosticsSource, NOW } from './diagnostics-source.ts'
import { GOLDEN_ABOUT } from './report-facts.ts'

/*
 * A process that writes one file and says what became of it: started by tests under a limit that the system sets to the size of
 * files.
 */
const [what = '', folder = '', path = '', script = ''] = process.argv.slice(2)
const file = (name: string): string => `${folder}/${name}`
const watch = { signal: new AbortController().signal, onProgress: () => undefined }

async function write(): Promise<void> {
  if (what === 'diagnostics') {
    await collectDiagnostics(
      diagnosticsSource({ file }),
      { path, now: NOW, withScreenshots: false, withValues: false },
      watch,
    )
    return
  }
  const maker = new ReportMaker({
    ...{ clock: systemClock, ids: systemIds, program: '1', timeZone: 'UTC' },
    script: pathToFileURL(script),
    archiveFile: file('archive.sqlite'),
    language: () => 'en',
    letters: () => '',
    print: () => Promise.reject(new Error('nothing is printed here')),
    settle: async () => undefined,
  })
  const { site, period } = GOLDEN_ABOUT
  await maker.make({ site: { ...site, file: file('site.sqlite') }, period, format: 'records', path }, watch)
}

try {
  await write()
  process.stdout.write('written')
} catch (error) {
  process.stdout.write(fileTrouble(error, 'written').message)
}
