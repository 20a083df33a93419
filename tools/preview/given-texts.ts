import { CONTENTS } from 'virtual:guide-contents'
import { TEXTS } from 'virtual:guide-texts'
import type { OutpostBridge } from '#shared/ipc/bridge.ts'

/**
 * Keeps every text that the imagined main process answers with: names of devices and the like, which no one translates; and the
 * guides, which are written in each language by themselves.
 */
export function keepGivenTexts(bridge: OutpostBridge, texts: Set<string>): void {
  collect([CONTENTS, TEXTS], texts)
  const request = bridge.request.bind(bridge)
  const listening: typeof request = async (name, asked) => {
    const answer = await request(name, asked)
    collect(answer, texts)
    return answer
  }
  Object.assign(bridge, { request: listening })
}

function collect(value: unknown, texts: Set<string>): void {
  if (typeof value === 'string') {
    // The replica travels as one long text.
    if (value.startsWith('[') || value.startsWith('{')) collect(parsed(value), texts)
    else texts.add(value)
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) collect(part, texts)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
