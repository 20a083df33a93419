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
        for (const [place, folder] of folders.entries()) {
          expect(folder.count).toBe(paths.filter((one) => isBelow(one, folder.path)).length)
          const parent = folder.path.split('/').slice(0, -1).join('/')
          if (parent !== '') expect(known.indexOf(parent)).toBeLessThan(place)
          // What stands between a folder and its parent lies in the parent too.
          const between = known.slice(known.indexOf(parent) + 1, place)
          if (parent !== '') for (const one of between) expect(isBelow(one, parent)).toBe(true)
        }
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
