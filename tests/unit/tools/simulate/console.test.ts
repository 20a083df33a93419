import { expect, it } from 'vitest'
import type { Adoptable } from '../../../../src/main/outbox/adopt.ts'
import type { SimulatedConsole } from '../../../../tools/simulate/console/console.ts'
import { MemoryImage } from '../../../../tools/simulate/disk/memory-image.ts'
import { Chance } from '../../../../tools/simulate/world/chance.ts'
import { Timeline } from '../../../../tools/simulate/world/timeline.ts'
import { buildWorld } from '../../../../tools/simulate/world-builder.ts'
import { deviceRecord, pendingOperation } from '../../../support/builders.ts'

const nothing = (): void => undefined

async function started(timeline: Timeline): Promise<SimulatedConsole> {
  const { consoles } = buildWorld({
    timeline,
    chance: new Chance(1),
    report: nothing,
    newImage: () => new MemoryImage(),
    onEffect: nothing,
    hooks: { onMistake: nothing, onOpened: nothing, onPainted: nothing },
  })
  const [console] = consoles
  if (console === undefined) throw new Error('there is no console')
  console.start({ onRequest: nothing, onReply: nothing, onLost: nothing })
  await timeline.runUntil(1_000)
  return console
}

it('remembers what a correction was made in sight of, also when the program crashes while the disk writes it', async () => {
  const timeline = new Timeline()
  const console = await started(timeline)
  const { engine } = console
  if (engine === null) throw new Error('the program does not run')
  engine.replica.apply({ kind: 'record', record: deviceRecord('dev_1') })
  const { key, ...rest } = pendingOperation()
  const refused: Adoptable = { ...rest, key, state: 'quarantined', dependsOn: [], user: engine.identity.user }
  void engine.outbox.adopt({ operations: [refused], reason: 'made', records: () => [], remember: nothing })
  await timeline.runUntil(2_000)
  console.disk.keepsAtCrash = () => true
  console.disk.onWriting = () => console.crash()
  void engine.desk.editAndRetry(key, { name: 'corrected', location: 'Hall B' })
  await timeline.runUntil(3_000)
  const known = console.account.get(key)
  expect(known?.operation).toMatchObject({ state: 'queued', intent: { fields: { name: 'corrected' } } })
  expect(known?.seen.get('location')).toMatchObject({
    version: 1,
    values: ['Platform 2', expect.any(String) as string],
  })
})
