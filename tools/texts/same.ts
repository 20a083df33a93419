/*
 * Texts that may be the same as in English: names, units and keys, for all languages, and words that a language has taken over or
 * shares, each with its reason.
 */

/** Names of things and programs, formats, keys of a keyboard: written alike everywhere. */
const EVERYWHERE: readonly string[] = ['Outpost Console', 'Ctrl Enter', 'PDF', 'CSV', 'JSON', 'Electron']

const UNIT = 'a unit with its international sign'
const TAKEN_OVER = 'a word that the language has taken over from English'
const SHARED_WORD = 'the same word in both languages'

/** By language: the text, and why it is the same. */
const SHARED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  de: {
    Widget: SHARED_WORD,
    Widgets: SHARED_WORD,
    Wallboard: SHARED_WORD,
    Wallboards: SHARED_WORD,
    Text: SHARED_WORD,
    Countdown: SHARED_WORD,
    '{{n}} offline': SHARED_WORD,
    '{{n}} s': UNIT,
    '{{n}} min': UNIT,
    '{{n}} h': UNIT,
    '{{h}} h {{m}} min': UNIT,
    '{{n}} ms': UNIT,
    '{{n}} B': UNIT,
    '{{n}} KB': UNIT,
    '{{n}} MB': UNIT,
    '{{n}} GB': UNIT,
    '{{n}} °C': UNIT,
    '15 min': UNIT,
    '1 h': UNIT,
    '8 h': UNIT,
    s: UNIT,
    ms: UNIT,
    '{{name}} · {{seconds, number}} s': UNIT,
    '{{kind}} · {{seconds, number}} s · {{size}}': UNIT,
    Playlist: TAKEN_OVER,
    Playlists: TAKEN_OVER,
    Online: TAKEN_OVER,
    Offline: TAKEN_OVER,
    online: TAKEN_OVER,
    offline: TAKEN_OVER,
    Server: TAKEN_OVER,
    'Server: {{value}}': TAKEN_OVER,
    Token: TAKEN_OVER,
    Status: TAKEN_OVER,
    Video: TAKEN_OVER,
    Details: SHARED_WORD,
    Name: SHARED_WORD,
    Alarm: SHARED_WORD,
    Version: SHARED_WORD,
    'Temp.': SHARED_WORD,
    Normal: SHARED_WORD,
    Format: SHARED_WORD,
    Administration: SHARED_WORD,
    Median: SHARED_WORD,
    Linear: SHARED_WORD,
    'in {{name}}': SHARED_WORD,
    'in {{age}}': SHARED_WORD,
    'in {{time}}': SHARED_WORD,
  },
  fr: {
    '{{n}} s': UNIT,
    '{{n}} min': UNIT,
    '{{n}} h': UNIT,
    '{{h}} h {{m}} min': UNIT,
    '{{n}} ms': UNIT,
    '{{n}} °C': UNIT,
    '15 min': UNIT,
    '1 h': UNIT,
    '8 h': UNIT,
    s: UNIT,
    ms: UNIT,
    '{{name}} · {{seconds, number}} s': UNIT,
    '{{kind}} · {{seconds, number}} s · {{size}}': UNIT,
    Site: SHARED_WORD,
    Description: SHARED_WORD,
    Pages: SHARED_WORD,
    Actions: SHARED_WORD,
    Version: SHARED_WORD,
    Performance: SHARED_WORD,
    Verdict: SHARED_WORD,
    Image: SHARED_WORD,
    Guide: SHARED_WORD,
    'Temp.': SHARED_WORD,
    minutes: SHARED_WORD,
    '{{n}} minutes': SHARED_WORD,
    Page: SHARED_WORD,
    'Page {{number}}': SHARED_WORD,
    '{{count, number}} pages': SHARED_WORD,
    Widgets: TAKEN_OVER,
    '{{count, number}} widgets': TAKEN_OVER,
    '{{name}}, {{where}}, {{count, number}} widgets': TAKEN_OVER,
  },
  ja: {
    '{{n}} ms': UNIT,
    '{{n}} B': UNIT,
    '{{n}} KB': UNIT,
    '{{n}} MB': UNIT,
    '{{n}} GB': UNIT,
    '{{n}} °C': UNIT,
    ms: UNIT,
    ID: 'written in Latin letters in Japanese, too',
  },
  ar: {},
}

export function mayBeSame(language: string, text: string): boolean {
  return EVERYWHERE.includes(text) || Object.hasOwn(SHARED[language] ?? {}, text)
}

/** All that is allowed for a language, to be checked for what nobody uses any more. */
export function allowedFor(language: string): readonly string[] {
  return [...EVERYWHERE, ...Object.keys(SHARED[language] ?? {})]
}
