import type { welcome as en } from '../en/welcome.ts'
import type { Translation } from '../translation.ts'

/** The welcome of a first start, and the tour. */
export const welcome: Translation<typeof en> = {
  title: 'Willkommen bei Outpost Console',
  text: 'Zu sehen ist der Demo-Standort: eine Flotte simulierter Geräte auf diesem PC. Alles darf geändert werden; nichts davon verlässt diesen PC.',
  demo: 'Um mit eigenen Geräten zu arbeiten, die Konsole mit dem eigenen Flottenserver verbinden. Die Demo behält, was darin erstellt wurde.',
  tryDemo: 'Demo-Standort ausprobieren',
  connect: 'Mit eigenem Server verbinden…',
  skip: 'Nicht jetzt',
  back: 'Zurück',
  tokenHelp: 'Von der Administration. Ohne Token folgt danach die Anmeldung.',
  connectDone: 'Verbinden',
  connecting: 'Verbindet',
  notOpened:
    'Der Standort konnte nicht rechtzeitig geöffnet werden. Die Einstellungen sagen, warum; nichts ist verloren.',
  offerTitle: 'Der Server ist eingerichtet',
  offerText_one: 'Ein Rundgang mit {{count}} Schritt zeigt, wo alles ist.',
  offerText_other: 'Ein Rundgang mit {{count}} Schritten zeigt, wo alles ist.',
  startTour: 'Rundgang starten',
  tour: 'Rundgang',
  step: 'Schritt {{step}} von {{count}}',
  next: 'Weiter',
  finish: 'Fertig',
  end: 'Rundgang beenden',
  steps: {
    strip: {
      title: 'Die Statusleiste sagt die Wahrheit',
      text: 'Immer zu sehen: welcher Standort, ob er verbunden ist, wie alt die Daten sind und was noch nicht ausgeführt ist. Jeder Teil öffnet seine Einzelheiten.',
    },
    rail: {
      title: 'Seiten',
      text: 'Eine Seite für jede Aufgabe. Alt und eine Ziffer führt hin; was eine Entscheidung braucht, ist daneben gezählt.',
    },
    page: {
      title: 'Listen und Details',
      text: 'j und k bewegen, Enter öffnet das Detail neben der Liste, / sucht, Esc geht einen Schritt zurück. Live-Aktualisierungen verschieben nie, was gerade gelesen wird.',
    },
    pending: {
      title: 'Was wartet',
      text: 'Eine Änderung ist auf diesem PC gesichert, bevor sie als wartend gezeigt wird, und bleibt in dieser Zahl, bis der Server sie wirklich übernommen hat. Ohne Verbindung wartet sie einfach länger.',
    },
    find: {
      title: 'Alles finden',
      text: 'Ctrl K findet jede Seite, jedes Gerät und jede Aktion mit wenigen Buchstaben.',
    },
    help: {
      title: 'Hilfe ist hier, auch offline',
      text: 'F1 öffnet Anleitungen, Tasten und Symbole. ? zeigt die Tasten der Seite. Der Rundgang lässt sich dort erneut starten.',
    },
  },
}
