/** The language of the console. */
export const languages = {
  speak: 'Language: {{language}}',
  speakSystem: 'Language: as this PC',
  notRead: 'The texts in {{language}} could not be read. The console goes on in the language before.',
  /** Words of the console, and those of whoever refused, which may be in another language. */
  detailed: '{{sentence}} ({{detail}})',
} as const
