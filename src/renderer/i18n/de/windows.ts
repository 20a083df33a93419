import type { windows as en, wall as enWall } from '../en/windows.ts'
import type { Translation } from '../translation.ts'

/** The app's several windows, and what a wall window shows. */
export const windows: Translation<typeof en> = {
  menu: 'Fenster',
  open: 'Öffnen',
  here: 'Dieses Fenster',
  newWindow: 'Neues Fenster',
  detach: 'Diese Seite in eigenem Fenster',
  newWall: 'Neues Wandfenster',
  newWallOn: 'Neues Wandfenster auf {{screen}}',
  fullScreen: 'Vollbild',
  leaveFullScreen: 'Vollbild verlassen',
  moveTo: 'Verschieben auf {{screen}}',
  screen: '{{name}} ({{width}} × {{height}})',
  unnamedScreen: 'Bildschirm {{number}} ({{width}} × {{height}})',
  failed: 'Nicht ausgeführt. {{reason}}',
  recovered: {
    crashed: 'Dieses Fenster ist ausgefallen und wurde neu geöffnet. Nichts ist verloren.',
    hung: 'Dieses Fenster hat nicht mehr geantwortet und wurde neu geöffnet. Nichts ist verloren.',
    failed: 'Dieses Fenster konnte zuerst nicht geladen werden. Jetzt ist es da, und nichts ist verloren.',
  },
}

export const wall: Translation<typeof enWall> = {
  title: 'Wand',
  label: 'Wandübersicht',
  counts: 'Geräte nach Zustand',
  total_one: 'Gerät',
  total_other: 'Geräte',
  online: 'online',
  idle: 'im Leerlauf',
  offline: 'offline',
  waiting: 'wartend',
  needYou: 'brauchen Sie',
  current: 'Live. Alles Gezeigte ist aktuell.',
  oldSince: 'Dieses Bild ist {{age}} alt.',
  oldNever: 'Vom Server wurde noch nichts gelesen.',
  sites: 'Standorte mit Geräten offline',
  more_one: 'und {{n}} weiterer Standort',
  more_other: 'und {{n}} weitere Standorte',
  allWell: 'Kein Gerät ist offline.',
  of: '{{offline}} von {{total}}',
  newest: 'Zuletzt offline gegangen',
  lost: 'seit {{time}}',
  unconfirmed: 'vom Server noch nicht bestätigt',
}
