import { describe, expect, it } from 'vitest'
import { LatestSearch } from '../../../../src/renderer/features/shell/latest-search.ts'

function searching() {
  const asked: string[] = []
  const answers = new Map<string, () => void>()
  const shown: string[] = []
  const search = new LatestSearch<string>(
    (text) => {
      asked.push(text)
      return new Promise((resolve) => answers.set(text, () => resolve(`answer to ${text}`)))
    },
    (text, answer) => shown.push(`${text}: ${answer}`),
  )
  const answer = async (text: string): Promise<void> => {
    answers.get(text)?.()
    await Promise.resolve()
    await Promise.resolve()
  }
  return { search, asked, shown, answer }
}

describe('the search for what was wanted last', () => {
  it('asks one question at a time, and after it only the last of those that came meanwhile', async () => {
    const { search, asked, shown, answer } = searching()
    search.want('g')
    search.want('ga')
    search.want('gate')
    expect(asked).toEqual(['g'])
    await answer('g')
    expect(asked).toEqual(['g', 'gate'])
    expect(shown).toEqual([])
    await answer('gate')
    expect(shown).toEqual(['gate: answer to gate'])
  })

  it('shows no answer to what is wanted no longer', async () => {
    const { search, shown, answer } = searching()
    search.want('gate')
    search.forget()
    await answer('gate')
    expect(shown).toEqual([])
    search.want('hall')
    await answer('hall')
    expect(shown).toEqual(['hall: answer to hall'])
  })

  it('takes the answer that is on its way where the same is wanted again', async () => {
    const { search, asked, shown, answer } = searching()
    search.want('gate')
    search.forget()
    search.want('gate')
    await answer('gate')
    expect(asked).toEqual(['gate'])
    expect(shown).toEqual(['gate: answer to gate'])
  })
})
