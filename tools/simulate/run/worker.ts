import { parentPort, workerData } from 'node:worker_threads'
import type { Answer, Request, WorkerData } from './requests.ts'

const { mutant } = workerData as WorkerData
const answer = (words: Answer): void => parentPort?.postMessage(words)

try {
  if (mutant !== null) {
    const { plantMutant } = await import('../mutants/plant.ts')
    plantMutant(mutant)
  }
  // Only now, so that what is loaded is what was planted.
  const [{ runSeed }, { shrinkSeed }] = await Promise.all([import('./run-seed.ts'), import('./shrink-seed.ts')])
  parentPort?.on('message', (request: Request) => {
    if (request.kind === 'end') {
      parentPort?.close()
      return
    }
    const { seed, steps } = request
    if (request.kind === 'shrink') void shrinkSeed(seed, steps).then((shrunk) => answer({ kind: 'shrunk', shrunk }))
    else void runSeed(seed, steps, request.keepsTrace).then((report) => answer({ kind: 'ran', report }))
  })
} catch (error) {
  answer({ kind: 'unfit', message: error instanceof Error ? error.message : String(error) })
}
