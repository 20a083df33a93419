import { pointer } from '../support/hands.ts'
import { test } from './fixtures.ts'
import { signageShift } from './signage-shift.ts'

test('a shift of signage work with the pointer, by role and name', async ({ start, server, network, stick }) => {
  await signageShift({ start, server, network, stick, takeHand: pointer })
})
