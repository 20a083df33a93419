import { describe, expect, it } from 'vitest'
import { treeToKeep } from '../../support/tree-to-keep.ts'

const TREE = `- banner:
  - status "Connection":
    - button "Online":
      - strong: Online
  - text: synced 3 s ago
  - button "1,204 waiting"
  - time: 11:46:50
- main:
  - heading "Devices" [level=1]
  - term: Until acknowledged
  - definition: 9 min
  - grid "Devices":
    - rowgroup:
      - 'row "Low: Weak network, Pier 0001, Shelved until 12:01"':
        - gridcell "just now":
          - time: just now
      - row "Pier 0002":
        - gridcell "20 Nov, 04:24 2 days"
      - row "Pier 0003":
        - gridcell "12:03 5 h 6 min"
- region "Notices":
  - button "Undo"
`

const KEPT = `- banner:
  - status "Connection"
  - text: synced …
  - button "N waiting"
  - time: …
- main:
  - heading "Devices" [level=1]
  - term: Until acknowledged
  - definition: …
  - grid "Devices":
    - rowgroup:
      - 'row "Low: Weak network, Pier N, Shelved until …"':
        - gridcell "…":
          - time: …
      - row "Pier N":
        - gridcell "… …"
- region "Notices"
`

describe('an accessibility tree that is kept', () => {
  it('has every node, and letters for times, ages and numbers', () => {
    expect(treeToKeep(TREE.trimEnd())).toBe(KEPT)
  })

  it('is the same on another day, in a larger fleet, and while other notices are to be seen', () => {
    const later = TREE.replace('3 s ago', 'just now')
      .replace('1,204', '7')
      .replace('11:46:50', '09:00:01')
      .replace('9 min', '2 h 5 min')
      .replace('    - button "Online"', '    - button "Degraded"')
      .replace('button "Undo"', 'button "Dismiss"')
      .concat('  - button "Show"\n')
      .replace('      - row "Pier 0003"', '      - row "Pier 0009"\n      - row "Pier 0003"')
    expect(treeToKeep(later.trimEnd())).toBe(KEPT)
  })

  it.each([
    ['a button more', '  - button "1,204 waiting"\n', '  - button "1,204 waiting"\n  - button "Windows"\n'],
    ['a paragraph more', '  - term: Until', '  - paragraph: New\n  - term: Until'],
    ['a cell more in a row', '        - gridcell "20 Nov', '        - gridcell "Idle"\n        - gridcell "20 Nov'],
    ['a mark more in a cell', '          - time: just now', '          - time: just now\n          - img "Pending"'],
    ['a state more', 'heading "Devices" [level=1]', 'heading "Devices" [level=1] [busy]'],
    ['other words', 'term: Until acknowledged', 'term: Until seen'],
    ['another role', 'heading "Devices" [level=1]', 'paragraph: Devices'],
    ['a node less', '  - time: 11:46:50\n', ''],
    ['a line that is no node', '- main:', 'strange\n- main:'],
  ])('is another one with %s', (_, before, after) => {
    expect(TREE).toContain(before)
    expect(treeToKeep(TREE.replace(before, after).trimEnd())).not.toBe(KEPT)
  })
})
