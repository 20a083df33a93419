import { keyboard } from '../support/hands.ts'
import { test } from './fixtures.ts'
import { signageShift } from './signage-shift.ts'

test('the same shift of signage work by keyboard alone', async ({ start, server, network, stick }) => {
  await signageShift({ start, server, network, stick, takeHand: keyboard })
})
