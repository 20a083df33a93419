import { describe, expect, it } from 'vitest'
import { MAX_BOARD_BYTES } from '../../../src/shared/board/document.ts'
import { readBoardText, readStoredBoard } from '../../../src/shared/board/read-board.ts'
import { bindingOf, boardOf, widgetOf } from '../../support/boards.ts'

function problemsIn(document: unknown, tenant: string | null = 'main') {
  const read = readBoardText(JSON.stringify(document, null, 2), tenant)
  return read.ok ? [] : read.problems.map(({ fault, pointer }) => `${fault} ${pointer}`)
}

const WIDGET = '/pages/0/widgets/0'

describe('the document of a wallboard', () => {
  it('is taken as it stands, also with a word about its format', () => {
    const board = boardOf([
      widgetOf('w_1', { options: { url: 'https://example.org/a.png', text: 'javascript: is a word' } }),
    ])
    expect(readBoardText(JSON.stringify({ $schema: 'wallboard.schema.json', ...board }), null)).toEqual({
      ok: true,
      board,
    })
  })

  it.each([
    ['a name that is missing', { ...boardOf(), name: undefined }, 'missing /name'],
    ['a number that is a word', { ...boardOf(), columns: 'many' }, 'wrong-kind /columns'],
    ['too many columns', { ...boardOf(), columns: 49 }, 'too-big /columns'],
    ['a field that nobody knows', { ...boardOf(), script: 'x' }, 'unknown-field /script'],
    ['no page', { ...boardOf(), pages: [] }, 'too-short /pages'],
    [
      'a widget beyond the edge',
      boardOf([widgetOf('w', { place: { x: 23, y: 0, w: 2, h: 1 } })]),
      `outside ${WIDGET}/place`,
    ],
    [
      'a widget on another',
      boardOf([widgetOf('a'), widgetOf('b', { place: { x: 3, y: 3, w: 1, h: 1 } })]),
      'overlap /pages/0/widgets/1/place',
    ],
    [
      'two widgets of one id',
      boardOf([widgetOf('a'), widgetOf('a', { place: { x: 9, y: 0, w: 1, h: 1 } })]),
      'same-id /pages/0/widgets/1/id',
    ],
    [
      'a source that does not exist',
      boardOf([widgetOf('w', { bindings: { value: { $bind: 'a', $source: 'http' } as never } })]),
      `not-allowed ${WIDGET}/bindings/value/$source`,
    ],
    [
      'a name that does not exist',
      boardOf([widgetOf('w', { bindings: { value: bindingOf({ $bind: 'devices.secrets' }) } })]),
      `unknown-name ${WIDGET}/bindings/value/$bind`,
    ],
    [
      'a name that leads out of the data',
      boardOf([widgetOf('w', { bindings: { value: bindingOf({ $bind: 'devices.constructor.name' }) } })]),
      `leaves-data ${WIDGET}/bindings/value/$bind`,
    ],
    [
      'an expression',
      boardOf([widgetOf('w', { bindings: { value: bindingOf({ $bind: 'devices.offline + 1' }) } })]),
      `unknown-name ${WIDGET}/bindings/value/$bind`,
    ],
    [
      'a transform that does not exist',
      boardOf([widgetOf('w', { bindings: { value: bindingOf({ $transform: 'eval:1' }) } })]),
      `transform ${WIDGET}/bindings/value/$transform`,
    ],
    [
      'the channel of another tenant',
      boardOf([
        widgetOf('w', {
          bindings: { value: bindingOf({ $bind: 'rate', $source: 'realtime_stream', $channel: 'other/devices' }) },
        }),
      ]),
      `other-tenant ${WIDGET}/bindings/value/$channel`,
    ],
    [
      'an option within an option',
      boardOf([widgetOf('w', { options: { a: { b: 1 } } as never })]),
      `wrong-kind ${WIDGET}/options/a`,
    ],
    [
      'an option that every object has',
      boardOf([widgetOf('w', { options: { toString: 'x' } })]),
      `badly-written ${WIDGET}/options/toString`,
    ],
  ])('is refused for %s', (_what, document, problem) => {
    expect(problemsIn(document)).toEqual([problem])
  })

  it.each([
    'javascript:alert(1)',
    'http://example.org/a.png',
    'file:///etc/passwd',
    'data:text/html,<script>',
    'data:image/svg+xml;base64,AA==',
    'https://user:word@example.org/',
    ' https://example.org',
    '//example.org',
  ])('leads to no address like %s', (url) => {
    expect(problemsIn(boardOf([widgetOf('w', { options: { url } })]))).toEqual([`address ${WIDGET}/options/url`])
  })

  it('may name the channel of its own tenant', () => {
    const channel = bindingOf({ $bind: 'rate', $source: 'realtime_stream', $channel: 'main/devices' })
    expect(problemsIn(boardOf([widgetOf('w', { bindings: { value: channel } })]))).toEqual([])
    expect(problemsIn(boardOf([widgetOf('w', { bindings: { value: channel } })]), null)).toHaveLength(1)
  })

  it('tells the line and the column of what is wrong', () => {
    const text = '{\n  "name": "A",\n  "columns": 4,,\n}'
    expect(readBoardText(text, null)).toMatchObject({ problems: [{ fault: 'syntax', place: { line: 3, column: 16 } }] })
    const read = readBoardText(JSON.stringify({ ...boardOf([]), rows: 0 }, null, 2), null)
    expect(read).toMatchObject({
      problems: [{ fault: 'too-small', pointer: '/rows', detail: '1', place: { line: 5 } }],
    })
  })

  it.each([
    ['deeper than anything needs', '['.repeat(200_000), 'too-deep'],
    ['of more values than anything needs', `[${'1,'.repeat(40_000)}1]`, 'too-many'],
    ['larger than a board may be', `"${'ü'.repeat(MAX_BOARD_BYTES / 2)}"`, 'too-large'],
    ['with one name twice', '{"name":"a","name":"b"}', 'same-name'],
    ['that reaches for the prototype', '{"name":"a","__proto__":{"isAdmin":true}}', 'forbidden-key'],
    ['that does the same in other letters', '{"name":"a","\\u005f_proto__":{"isAdmin":true}}', 'forbidden-key'],
    ['that is one long string', `{"a":"${'x'.repeat(250_000)}`, 'syntax'],
    ['that is nothing', '', 'syntax'],
  ])('is refused when it is a text %s', (_what, text, fault) => {
    const read = readBoardText(text, null)
    expect(read.ok ? [] : read.problems.map((one) => one.fault)).toEqual([fault])
    expect({}).not.toHaveProperty('isAdmin')
  })

  it('tells of fifty faults at most', () => {
    const widgets = Array.from({ length: 60 }, (_none, index) => widgetOf(`w ${index}`))
    expect(problemsIn(boardOf(widgets)).length).toBe(50)
  })
})

describe('a board that is stored', () => {
  it('is shown although two widgets lie on one place, or a name is not known here', () => {
    const widgets = [
      widgetOf('a'),
      widgetOf('b', { type: 'of-the-future', bindings: { v: bindingOf({ $bind: 'moon.phase' }) } }),
    ]
    const apart = [{ place: { x: 0 } }, { id: 'b', type: 'of-the-future', place: { x: 4, y: 0, w: 4, h: 4 } }]
    expect(readStoredBoard(boardOf(widgets))).toMatchObject({ ok: true, board: { pages: [{ widgets: apart }] } })
  })

  it('is not shown when it is none', () => {
    expect(readStoredBoard({ name: 'A', pages: 'x' })).toMatchObject({ ok: false })
    expect(readStoredBoard(null)).toMatchObject({ ok: false })
  })
})
