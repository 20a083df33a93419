import { MemoryImage } from './disk/memory-image.ts'
import { Simulation } from './simulation.ts'
import { planOf } from './steps/plan.ts'

const [from, to, count, verbose] = process.argv.slice(2)
const t0 = performance.now()
const tally = new Map<string, number[]>()
for (let seed = Number(from); seed <= Number(to); seed++) {
  const s = new Simulation({
    seed,
    steps: planOf(seed, Number(count ?? 100)),
    keepsTrace: verbose !== undefined,
    newImage: () => new MemoryImage(),
  })
  const o = await s.run()
  s.dispose()
  if (verbose !== undefined) console.log(o.lines.join(''))
  if (o.violation) tally.set(o.violation.promise, [...(tally.get(o.violation.promise) ?? []), seed])
  if (o.violation || verbose !== undefined || Number(to) - Number(from) < 3)
    console.log(
      seed,
      o.hash.slice(0, 12),
      JSON.stringify(o.figures),
      o.violation?.at,
      o.violation?.promise,
      o.violation?.message.slice(0, 300),
    )
}
console.log(tally)
console.log((Number(to) - Number(from) + 1) / ((performance.now() - t0) / 1000), 'seeds/s')
