import { describe, expect, it } from 'vitest'
import { type Choice, previewOf } from '../../../../src/main/delivery/conflict/preview.ts'
import type { Fields } from '../../../../src/shared/domain/entities.ts'
import type { ConflictDetail, Operation } from '../../../../src/shared/domain/operation.ts'
import { pendingOperation } from '../../../support/builders.ts'

const GONE: ConflictDetail = { serverVersion: 0, serverFields: {}, isDeleted: true }
const item = (id: string, durationSeconds: number) => ({ id, contentId: `con_${id}`, durationSeconds })

/** I rename it, retime item a and add item m; they rename it, retime item a, add item t and change the description. */
const BASE = { name: 'Lobby', description: 'Old', items: [item('a', 10)] }
const MINE = { name: 'Mine', items: [item('a', 20), item('m', 10)] }
const THEIRS = { name: 'Theirs', description: 'New', items: [item('a', 30), item('t', 10)] }

function update(fields: Fields, baseFields: Fields): Operation {
  const intent = { kind: 'update', entityType: 'playlist', entityId: 'pls_1', fields } as const
  return pendingOperation(1, { intent, baseVersion: 3, baseFields })
}

function preview(choice: Choice, mine: Fields = MINE, theirs: Fields = THEIRS) {
  return previewOf(update(mine, BASE), { serverVersion: 5, serverFields: theirs, isDeleted: false }, choice)
}

describe('the preview of a choice', () => {
  it('puts my values on top of theirs', () => {
    expect(preview('mine')).toEqual({
      ok: true,
      isDeleted: false,
      fields: { ...MINE, description: 'New' },
      sends: 'update',
      send: MINE,
      resolutions: [
        { field: 'name', winner: 'mine', result: 'Mine' },
        { field: 'items', winner: 'mine', result: MINE.items },
      ],
    })
  })

  it('sends nothing when theirs stay', () => {
    expect(preview('theirs')).toMatchObject({ ok: true, fields: THEIRS, sends: 'nothing', send: {} })
  })

  it('sends what only I changed with every choice', () => {
    const mine = { name: 'Mine', description: 'Mine' }
    const outcome = preview('theirs', mine, { name: 'Theirs' })
    expect(outcome).toMatchObject({ fields: { name: 'Theirs', description: 'Mine' }, send: { description: 'Mine' } })
  })

  it('merges what merges', () => {
    const outcome = preview('merged', { items: MINE.items }, { items: THEIRS.items })
    const items = [item('a', 30), item('t', 10), item('m', 10)]
    expect(outcome).toMatchObject({
      send: { items },
      resolutions: [{ field: 'items', winner: 'merged', result: items }],
    })
  })

  it('says which field cannot be merged', () => {
    expect(preview('merged')).toMatchObject({
      ok: false,
      field: 'name',
      message: expect.stringMatching(/^name: /) as string,
    })
  })

  it('takes what was edited for it, and merges the rest', () => {
    const theirs = { name: 'Theirs', items: [...BASE.items, item('t', 10)] }
    const outcome = preview({ edited: { name: ' Both ' } }, MINE, theirs)
    const items = [item('a', 20), item('t', 10), item('m', 10)]
    expect(outcome).toMatchObject({ ok: true, send: { name: 'Both', items } })
    expect(outcome).toMatchObject({ resolutions: [{ field: 'name', winner: 'edited' }, { winner: 'merged' }] })
  })

  it('knows whose value it is when one was taken over field by field', () => {
    const outcome = preview({ edited: { name: 'Theirs', items: MINE.items } })
    expect(outcome).toMatchObject({
      send: { items: MINE.items },
      resolutions: [{ winner: 'theirs' }, { winner: 'mine' }],
    })
  })

  it('asks for a value of every field that clashes', () => {
    expect(preview({ edited: { name: 'Both' } })).toMatchObject({ ok: false, field: 'items' })
  })

  it.each([
    ['name', { name: '' }],
    ['items.0.durationSeconds', { items: [item('a', 0)] }],
  ])('names the field of a value that may not be: %s', (field, edited) => {
    expect(preview({ edited })).toMatchObject({ ok: false, field, message: expect.stringContaining(field) as string })
  })

  it('takes no values for fields that are not in question', () => {
    const outcome = previewOf(
      update({ name: 'Mine' }, BASE),
      { serverVersion: 5, serverFields: { name: 'Theirs' }, isDeleted: false },
      { edited: { name: 'Both', description: 'More' } },
    )
    expect(outcome).toMatchObject({ ok: false, field: 'description' })
  })
})

describe('the preview when something was deleted', () => {
  it('leaves an edit no choice but to keep the deletion', () => {
    const operation = update(MINE, BASE)
    expect(previewOf(operation, GONE, 'theirs')).toMatchObject({ ok: true, isDeleted: true, sends: 'nothing' })
    expect(previewOf(operation, GONE, 'mine')).toMatchObject({ ok: false, field: null })
  })

  it('lets a deletion go on top of edits, or leaves them', () => {
    const operation = pendingOperation(1, { intent: { kind: 'delete', entityType: 'playlist', entityId: 'pls_1' } })
    const edited = { serverVersion: 5, serverFields: { name: 'Theirs' }, isDeleted: false }
    expect(previewOf(operation, edited, 'mine')).toMatchObject({ ok: true, isDeleted: true, sends: 'delete' })
    expect(previewOf(operation, edited, 'theirs')).toMatchObject({
      isDeleted: false,
      sends: 'nothing',
      fields: { name: 'Theirs' },
    })
    expect(previewOf(operation, edited, 'merged')).toMatchObject({ ok: false, field: null })
    expect(previewOf(operation, GONE, 'mine')).toMatchObject({ ok: true, isDeleted: true, sends: 'nothing' })
  })

  it('has no choice for what cannot clash', () => {
    const intent = { kind: 'command', entityType: 'device', entityId: 'dev_1', command: 'reload' } as const
    expect(previewOf(pendingOperation(1, { intent }), GONE, 'mine')).toMatchObject({ ok: false, field: null })
  })
})
