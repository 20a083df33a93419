import { cleanup, render } from '@testing-library/react'
import fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { writtenValue } from '../../../../../src/renderer/app/board/transforms.ts'
import { WIDGET_TYPES, WIDGETS } from '../../../../../src/renderer/features/wallboards/board/widget-catalogue.ts'
import { WIDGET_PARTS } from '../../../../../src/renderer/features/wallboards/board/widget-parts.ts'
import { setUpTexts } from '../../../../../src/renderer/i18n/setup.ts'
import { TRANSFORMS } from '../../../../../src/shared/board/names.ts'
import { bound, SAMPLE_NOW, WIDGET_SAMPLES } from '../../../../../tools/catalogue/board-samples.ts'

let t: ReturnType<typeof setUpTexts>
beforeAll(async () => {
  t = setUpTexts()
  await Promise.all(WIDGET_TYPES.map((type) => WIDGET_PARTS[type].preload()))
})
afterEach(cleanup)

const numbers = [0, -0, -1, 0.1, 8.64e15 + 1, 9e15, -9e15, 1e21, 1e308, -1e308, Number.MAX_SAFE_INTEGER]
const texts = [
  '',
  'Mars/Olympus',
  '\u202egnp',
  '<b>',
  '{{x}}',
  '$t(app)',
  'toString',
  '__proto__',
  '9e99',
  '+275760-09-14',
]
const hostile = fc.constantFrom<unknown>(...numbers, ...texts, 'x'.repeat(4_000), true, null)
const value = fc.oneof(
  hostile,
  fc.array(hostile, { maxLength: 4 }),
  fc.array(fc.dictionary(fc.constantFrom('name', 'value', 'total', 'state', 'at', 'id', 'constructor'), hostile), {
    maxLength: 4,
  }),
)

describe('any value', () => {
  it('is written in every way there is without a fault', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(...TRANSFORMS, 'number:6', 'percent:6', 'currency:ZZZ'), (one, transform) => {
        const written = writtenValue(t, one, transform, SAMPLE_NOW)
        expect(written === null || typeof written === 'string').toBe(true)
      }),
      { numRuns: 400 },
    )
  })
})

describe.each(WIDGET_TYPES)('a widget of the kind %s', (type) => {
  it('is drawn without a fault, whatever its options and values are', () => {
    const Part = WIDGET_PARTS[type]
    const optionNames = [
      ...Object.keys(WIDGET_SAMPLES[type].options),
      'most',
      'until',
      'zone',
      'low',
      'high',
      'columns',
    ]
    const inputs = Object.keys(WIDGET_SAMPLES[type].values)
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...optionNames), hostile),
        fc.tuple(...inputs.map(() => value)),
        (options, given) => {
          const values = Object.fromEntries(
            inputs.map((name, at) => {
              const one = given[at] as never
              return [name, bound(one, { text: writtenValue(t, one, undefined, SAMPLE_NOW) ?? '' })]
            }),
          )
          const { container, unmount } = render(
            <Part title={'x\u202ey'} options={options as never} values={values} size={WIDGETS[type].size} />,
          )
          expect(container.querySelector('script, iframe, object, a[href], b')).toBeNull()
          expect(container.innerHTML).not.toContain('NaN')
          unmount()
        },
      ),
      { numRuns: 25 },
    )
  })
})
