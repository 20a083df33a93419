import type { push as en } from '../en/push.ts'
import type { Translation } from '../translation.ts'

/** Showing a piece of content on devices at once. */
export const push: Translation<typeof en> = {
  title_one: 'Inhalt auf {{name}} ausspielen',
  title_other: 'Inhalt auf {{count, number}} Geräten ausspielen',
  titleNone: 'Inhalt ausspielen',
  text_one: 'Das Gerät zeigt ihn, sobald es den Befehl hat, und fährt danach mit seiner Playlist fort.',
  text_other: 'Die Geräte zeigen ihn, sobald sie den Befehl haben, und fahren danach mit ihren Playlists fort.',
  offline:
    'Der Server ist nicht erreichbar. Der Befehl wartet auf diesem PC; wartet er zu lange, wird vor dem Senden noch einmal gefragt.',
  choose: 'Inhalt',
  placeholder: 'Nach Name, Art oder Schlagwort suchen',
  list: 'Inhalte, die ausgespielt werden können',
  about: '{{kind}} · {{seconds, number}} s · {{size}}',
  kind: { image: 'Bild', video: 'Video', web: 'Webseite' },
  submit_one: 'Auf {{count, number}} Gerät ausspielen',
  submit_other: 'Auf {{count, number}} Geräten ausspielen',
  bulk: '„{{content}}“ ausspielen',
  queued_one: 'Ausspielen von „{{content}}“ auf {{name}} eingereiht',
  queued_other: 'Ausspielen von „{{content}}“ auf {{count, number}} Geräten eingereiht',
  done_one: '„{{content}}“ auf {{name}} ausgespielt',
  done_other: '„{{content}}“ auf {{count, number}} Geräten ausgespielt',
  what: '„{{content}}“ auf „{{name}}“ ausspielen',
  command: '„{{content}}“ ausspielen',
  more_one: 'und {{count, number}} weiterer: über die Suche nach dem Namen zu finden',
  more_other: 'und {{count, number}} weitere: über die Suche nach dem Namen zu finden',
  reading: 'Die Inhalte werden gelesen',
  empty: 'Noch keine Inhalte',
  emptyText: 'Inhalte erscheinen hier, sobald der Server welche kennt.',
  emptyOffline: 'Auf diesen PC wurde noch kein Inhalt synchronisiert. Er erscheint, sobald der Server erreichbar ist.',
  nothing: 'Kein Inhalt passt',
  nothingText: 'Kein Name, keine Art und kein Schlagwort passt zu „{{query}}“.',
  failed: 'Die Inhalte konnten nicht gelesen werden',
  noDevice: 'Kein Gerät ist gewählt',
  noDeviceText: 'Geräte in der Liste auswählen oder auf eines gehen und erneut ausspielen.',
}
