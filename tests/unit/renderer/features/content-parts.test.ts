import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldersOf, folderTyped, isBelow } from '../../../../src/renderer/features/content/folders.ts'
import { folderSchema, isFolder } from '../../../../src/shared/domain/content-fields.ts'

const path = fc
  .array(fc.constantFrom('A', 'b', 'Summer 2', 'Summer 10', 'ß'), { maxLength: 4 })
  .map((names) => names.join('/'))

describe('the folders of a library', () => {
  it('stand each behind the one that it lies in, and count what lies in and below them', () => {
    fc.assert(
      fc.property(fc.array(path, { maxLength: 20 }), (paths) => {
        const folders = foldersOf(paths)
        const known = folders.map((folder) => folder.path)
        expect(new Set(known).size).toBe(known.length)
        expect(folders.map(({ count }) => count)).toEqual(
          known.map((folder) => paths.filter((one) => isBelow(one, folder)).length),
        )
        // What stands between a folder and the one that it lies in lies in that one too.
        const misplaced = folders.filter(({ path: own }, place) => {
          const parent = own.split('/').slice(0, -1).join('/')
          const from = known.indexOf(parent)
          return parent !== '' && (from < 0 || !known.slice(from, place).every((one) => isBelow(one, parent)))
        })
        expect(misplaced).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('are ordered as people count', () => {
    expect(foldersOf(['Summer 10', 'Summer 2', 'autumn']).map(({ name }) => name)).toEqual([
      'autumn',
      'Summer 2',
      'Summer 10',
    ])
  })

  it('are typed with blanks and slashes to spare', () => {
    expect(folderTyped(' /Summer / Berlin// ')).toBe('Summer/Berlin')
    expect(folderTyped(' / ')).toBe('')
  })

  it('have no name that leads elsewhere or hides', () => {
    for (const wrong of ['..', 'a/../b', './a', 'a//b', '/a', 'a/', ' a', 'a\u202eb', 'a\u0000', 'x'.repeat(61)]) {
      expect(folderSchema.safeParse(wrong).success).toBe(false)
    }
    for (const right of ['', 'Summer/Berlin', 'Été', '夏/東京', 'a.b', '...']) expect(isFolder(right)).toBe(true)
  })
})
