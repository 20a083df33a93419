import type { updates as en, updateItems as enItems } from '../en/updates.ts'
import type { Translation } from '../translation.ts'

/** New versions of the program: the settings, what becomes of them, and what an older one says of newer data. */
export const updateItems: Translation<typeof enItems> = {
  updateFeed: {
    name: 'Wo Aktualisierungen liegen',
    help: 'Ein Webserver des eigenen Standorts, etwa https://updates.example.org/console, oder der volle Pfad eines Ordners oder einer Freigabe. Leer: Nach nichts wird gesucht, und niemand wird gefragt.',
  },
  updateKeys: {
    name: 'Schlüssel, mit denen Aktualisierungen signiert sind',
    help: 'Wie die Administration sie bekannt gegeben hat, etwa ed25519:…, mehrere durch Semikolons getrennt. Ohne Schlüssel wird keine Aktualisierung übernommen.',
  },
  updateCheckEveryMs: { name: 'Nach Aktualisierungen suchen alle', help: 'Außerdem kurz nach jedem Start.' },
  updateInstall: {
    name: 'Installieren',
    help: 'Fragen: Jemand lädt herunter und installiert. In Ruhe: von selbst, innerhalb der Stunden unten und wenn nichts unterwegs ist. Nie: Es wird nur mitgeteilt.',
  },
  updateWindow: {
    name: 'Stunden zum Installieren',
    help: 'Zwischen denen die Konsole von selbst neu starten darf, etwa 02:00-04:30, nach der Uhr dieses PCs. Leer: nie von selbst.',
  },
}

export const updates: Translation<typeof en> = {
  storageNewer:
    'Eine neuere Version dieses Programms hat geschrieben, was hier gespeichert ist. Es wird gezeigt, soweit diese Version es lesen kann; nichts kann geändert oder gesendet werden, bis das Programm aktualisiert ist. Nichts ist verloren.',
  storageNewerHidden:
    'Eine neuere Version dieses Programms hat geschrieben, was hier gespeichert ist, und diese Version kann es nicht lesen. Es ist unberührt; nichts kann geändert oder gesendet werden, bis das Programm aktualisiert ist.',
  onlyInFile: 'Von der Administration in der Richtliniendatei gesetzt, nicht hier.',
  present: 'Version',
  checked: 'Zuletzt gesucht',
  neverChecked: 'noch nicht',
  offered: 'Angeboten',
  offeredSince: '{{version}}, vom {{time}}',
  notes: 'Was neu ist',
  progress: 'Von der neuen Version empfangen',
  check: 'Jetzt suchen',
  download: 'Herunterladen',
  install: 'In Ruhe installieren',
  installHelp:
    'Die Konsole hört auf zu senden, wartet, bis alles beantwortet ist, was unterwegs ist, legt eine Kopie des Gespeicherten an und startet neu. Was wartet, sendet die neue Version.',
  later: 'Heute nicht',
  show: 'Zeigen',
  offHelp:
    'Die Administration nennt in der Richtliniendatei einen Ort und einen Schlüssel. Bis dahin wird nach nichts gesucht.',
  neverHelp: 'Von hier wird nichts installiert, wie unten eingestellt.',
  byHandHelp:
    'Diese Installation kann sich nicht selbst ersetzen. Die neue Version von Hand installieren; was hier gespeichert ist, bleibt.',
  state: {
    off: 'Es wird nicht nach Aktualisierungen gesucht.',
    idle: 'Keine neuere Version ist bekannt.',
    checking: 'Nach einer neueren Version wird gesucht.',
    available: 'Version {{version}} der Konsole ist verfügbar ({{size}}).',
    downloading: 'Version {{version}} wird empfangen: {{bytes}} von {{total}}.',
    ready: 'Version {{version}} der Konsole kann installiert werden.',
    waiting_one:
      'Bevor Version {{version}} installiert wird, wird die Antwort auf {{n}} Vorgang abgewartet. Nichts Neues wird gesendet; was geändert wird, bleibt erhalten.',
    waiting_other:
      'Bevor Version {{version}} installiert wird, werden die Antworten auf {{n}} Vorgänge abgewartet. Nichts Neues wird gesendet; was geändert wird, bleibt erhalten.',
    finishing:
      'Bevor Version {{version}} installiert wird, wird fertiggestellt, was gerade geschrieben wird. Nichts Neues wird gesendet; was geändert wird, bleibt erhalten.',
    'backing-up': 'Bevor Version {{version}} installiert wird, wird eine Kopie des hier Gespeicherten angelegt.',
    installing: 'Version {{version}} wird installiert. Die Konsole startet gleich neu.',
  },
  problem: {
    unreachable: 'Der Ort der Aktualisierungen ist nicht erreichbar. Version {{version}} läuft weiter.',
    'no-feed': 'An diesem Ort gibt es keine Aktualisierung für diesen PC. Version {{version}} läuft weiter.',
    'no-keys':
      'Es ist kein Schlüssel hinterlegt, mit dem Aktualisierungen signiert sein müssen; darum wird keine übernommen. Version {{version}} läuft weiter.',
    unsigned:
      'Die Aktualisierung ist nicht signiert und wurde abgelehnt. Version {{version}} läuft weiter. Die Administration sollte es wissen.',
    'wrong-key':
      'Die Aktualisierung ist von niemandem signiert, den diese Konsole kennt, oder wurde verändert, und wurde abgelehnt. Version {{version}} läuft weiter. Die Administration sollte es wissen.',
    broken:
      'Die Angaben zur Aktualisierung sind nicht lesbar, und sie wurde abgelehnt. Version {{version}} läuft weiter.',
    older: 'Dort wird eine ältere Version als {{version}} angeboten; sie wird nicht übernommen.',
    truncated:
      'Die Aktualisierung endete zu früh und wurde abgelehnt. Version {{version}} läuft weiter; es kann erneut versucht werden.',
    damaged:
      'Die Aktualisierung ist nicht das, was signiert wurde, und wurde abgelehnt. Version {{version}} läuft weiter.',
    'no-room':
      'Auf dem Datenträger ist zu wenig Platz für die Aktualisierung. Version {{version}} läuft weiter. Platz schaffen, dann erneut versuchen.',
    busy: 'Was unterwegs war, wurde nicht rechtzeitig beantwortet; darum wurde nichts installiert. Version {{version}} läuft weiter und sendet wieder.',
    'backup-failed':
      'Die Kopie des hier Gespeicherten ist fehlgeschlagen; darum wurde nichts installiert. Version {{version}} läuft weiter.',
    'install-failed': 'Das Installationsprogramm hat nicht übernommen. Version {{version}} läuft weiter.',
    'by-hand': 'Diese Installation kann sich nicht selbst ersetzen. Version {{version}} läuft weiter.',
  },
}
