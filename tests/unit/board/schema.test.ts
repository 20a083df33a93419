import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bindingSchema } from '../../../src/shared/board/document-schema.ts'
import { METRIC_FIGURES, namesOf, STREAM_TOPICS, TRANSFORMS } from '../../../src/shared/board/names.ts'
import { readBoardText } from '../../../src/shared/board/read-board.ts'
import { BOARD_TEMPLATES, boardFrom } from '../../../src/shared/board/templates.ts'
import { FEED_EVENT_NAMES, TOPICS } from '../../../src/shared/protocol/feed.ts'
import { boardJsonSchema } from '../../../tools/board/schema.ts'

const published = (file: string) => readFileSync(new URL(`../../../docs/${file}`, import.meta.url), 'utf8')

describe('what is published about wallboards', () => {
  it('is the shape that the console checks', () => {
    expect(JSON.parse(published('wallboard.schema.json'))).toEqual(JSON.parse(boardJsonSchema()))
  })

  it('names every value that a board can show, and every way to write one', () => {
    const guide = published('wallboards.md')
    const parts = [...namesOf('replica'), ...namesOf('realtime_stream')].flatMap(({ path }) => path.split('.'))
    const words = [...new Set([...parts, ...METRIC_FIGURES, ...TRANSFORMS, ...STREAM_TOPICS])]
    expect(words.filter((word) => !new RegExp(`[\`.|]${word}[\`.:|]`).test(guide))).toEqual([])
  })

  it('has the topics and the events of the protocol', () => {
    expect(STREAM_TOPICS).toEqual(TOPICS)
    const events = namesOf('realtime_stream').filter(({ path }) => path.startsWith('rate.'))
    expect(events.map(({ path }) => path.slice('rate.'.length)).toSorted()).toEqual([...FEED_EVENT_NAMES].toSorted())
  })
})

describe('the templates of new boards', () => {
  it.each(BOARD_TEMPLATES)('are boards that are taken in: %s', (template) => {
    let part = 0
    const board = boardFrom(template, 'New', () => `w${++part}`)
    expect(readBoardText(JSON.stringify(board), null)).toEqual({ ok: true, board })
    for (const { bindings } of board.pages.flatMap(({ widgets }) => widgets)) {
      for (const binding of Object.values(bindings)) expect(bindingSchema.safeParse(binding).success).toBe(true)
    }
  })
})
