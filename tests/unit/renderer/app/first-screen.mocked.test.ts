import { expect, it } from 'vitest'
import { afterFirstScreen, firstScreenIsDrawn, isFirstScreenDrawn } from '../../../../src/renderer/app/first-screen.ts'
import { afterPaint } from '../../../../src/renderer/app/time.ts'

it('holds back what the first screen does not need until it is drawn', async () => {
  let isOver = false
  const waiting = afterFirstScreen().then(() => {
    isOver = true
  })
  await afterPaint()
  await afterPaint()
  expect([isOver, isFirstScreenDrawn()]).toEqual([false, false])
  firstScreenIsDrawn()
  await waiting
  expect([document.documentElement.dataset['ready'], isFirstScreenDrawn()]).toEqual(['true', true])
  await afterFirstScreen()
})
