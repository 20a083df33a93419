/*
 * What the main process says outside of the windows: in the desktop's panel, in its notifications and in the menu. Another
 * language is another table of the same keys. Values are filled in between double braces.
 */

/** A text for each way a language counts; `other` where it has none of its own. */
type Forms = { readonly other: string } & { readonly [form in Intl.LDMLPluralRule]?: string }

const EN = {
  product: 'Outpost Console',
  tray: {
    open: 'Open the console',
    attention: 'What needs you',
    quit: 'Quit',
    line: '{{site}}: {{state}}',
    demo: 'Demo site',
    failed: 'cannot be opened',
    opening: 'opening',
    critical: { one: '{{count}} critical alarm', other: '{{count}} critical alarms' },
    decisions: { other: '{{count}} to decide' },
    waiting: { other: '{{count}} waiting' },
  },
  connection: {
    online: 'online',
    degraded: 'degraded',
    connecting: 'connecting',
    authenticating: 'signing in',
    resyncing: 'catching up',
    'needs-auth': 'sign-in needed',
    offline: 'offline',
    disconnected: 'disconnected',
  },
  notice: {
    title: '{{kind}}: {{subject}}',
    kind: {
      alert: 'Critical alarm',
      conflict: 'Conflict',
      refused: 'Refused by the server',
      stale: 'To be confirmed',
      waiting: 'Waiting',
      site: 'Site',
    },
    alarms: { one: '{{count}} new critical alarm', other: '{{count}} new critical alarms' },
    changes: { one: '{{count}} change that needs you', other: '{{count}} changes that need you' },
    both: '{{alarms}} and {{changes}}',
    more: '{{names}} and others',
  },
  rest: {
    title: 'The console does not stay up',
    often: 'It has ended by itself {{count}} times within ten minutes.',
    safe: 'What was queued on this PC is kept. Nothing is lost.',
    next: 'It is started again at {{time}}. Enter starts it now.',
    lastWords: 'The last thing it said:',
  },
  menu: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    newWindow: 'New window',
    detach: 'Open this page in its own window',
    newWall: 'New wall window',
  },
} as const

type Wide<T> = T extends string
  ? string
  : T extends { readonly other: string }
    ? Forms
    : { readonly [K in keyof T]: Wide<T[K]> }
export type DesktopTexts = Wide<typeof EN>

export interface DesktopLanguage {
  readonly texts: DesktopTexts
  /** What becomes of a number: `one`, `other`, … */
  readonly formOf: (count: number) => Intl.LDMLPluralRule
}

export function desktopLanguage(locale: string, texts: DesktopTexts): DesktopLanguage {
  const rules = new Intl.PluralRules(locale)
  return { texts, formOf: (count) => rules.select(count) }
}

/** English is the source. */
export const DESKTOP_ENGLISH: DesktopLanguage = desktopLanguage('en', EN)

export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole)
}

/** A counted text; empty for none. */
export function counted({ formOf }: DesktopLanguage, forms: Forms, count: number): string {
  return count === 0 ? '' : filled(forms[formOf(count)] ?? forms.other, { count: String(count) })
}
