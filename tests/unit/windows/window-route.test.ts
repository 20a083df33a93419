import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { targetSchema } from '#shared/domain/window.ts'
import {
  boardsOf,
  boardsText,
  formatRoute,
  HOME_ROUTE,
  MAX_BOARDS_LENGTH,
  OPERATION_SCOPES,
  PAGES,
  parseRoute,
  WINDOW_KINDS,
} from '#shared/domain/window-route.ts'

describe('the route of a window', () => {
  it('comes back from its address as it was', () => {
    const text = fc.string({ minLength: 1, maxLength: 60 })
    const route = fc.record({
      kind: fc.constantFrom(...WINDOW_KINDS),
      page: fc.constantFrom(...PAGES),
      target: fc.record(
        {
          ...{ deviceId: text, operationKey: text, view: text, memberOf: text, search: text },
          scope: fc.constantFrom(...OPERATION_SCOPES),
        },
        { requiredKeys: [] },
      ),
    })
    fc.assert(
      fc.property(route, (wanted) => {
        expect(parseRoute(formatRoute(wanted))).toEqual(wanted)
      }),
    )
  })

  it('keeps the boards that were picked for a wall, whatever they are called', () => {
    const id = fc.string({ minLength: 1, maxLength: 160, unit: 'grapheme' })
    fc.assert(
      fc.property(fc.array(id, { minLength: 1, maxLength: 50 }), (ids) => {
        const boards = boardsText(ids)
        fc.pre(boards.length <= MAX_BOARDS_LENGTH)
        const { target } = parseRoute(formatRoute({ kind: 'wall', page: 'wallboards', target: { boards } }))
        expect(targetSchema.parse(target)).toEqual({ boards })
        expect(boardsOf(target.boards ?? '')).toEqual(ids)
      }),
    )
    expect(boardsOf('a,%E0%A4%A,,b')).toEqual(['a', 'b'])
  })

  it('is the start page for whatever it cannot read', () => {
    for (const fragment of [
      '',
      '#',
      '#/',
      '#/nowhere',
      '#/castle/nowhere?scope=x&deviceId=',
      '#/a/b/c',
      '#/overview?deviceId=%E0%A4%A',
    ])
      expect(parseRoute(fragment)).toEqual(HOME_ROUTE)
  })

  it('keeps the addresses of one page', () => {
    expect(formatRoute({ kind: 'console', page: 'pending', target: {} })).toBe('#/pending')
    expect(parseRoute('#/pending')).toEqual({ kind: 'console', page: 'pending', target: {} })
    expect(formatRoute({ kind: 'wall', page: 'devices', target: { deviceId: 'a b' } })).toBe(
      '#/wall/devices?deviceId=a%20b',
    )
  })

  it('is no way to hand a page something that is not a target', () => {
    const { target } = parseRoute('#/devices?deviceId=../../etc&state=constructor')
    expect(targetSchema.safeParse(target).success).toBe(false)
  })
})
