import type { codes as en } from '../en/codes.ts'
import type { Translation } from '../translation.ts'

/** Codes of servers, of the queue and of the live feed, as phrases that stand within a sentence. */
export const codes: Translation<typeof en> = {
  /** Why something was refused, or what is the matter with it. */
  refusal: {
    invalid: 'une valeur n’est pas valable',
    forbidden: 'cet utilisateur n’en a pas le droit',
    'not-found': 'cela n’existe pas là-bas',
    'already-exists': 'cela y existe déjà',
    unsupported: 'le serveur ne connaît pas ce genre de modification',
    'out-of-order': 'une modification antérieure manquait',
    'incomplete-batch': 'des parties de son lot manquaient',
    unauthenticated: 'aucune session n’est ouverte',
    'token-expired': 'la session a pris fin',
    'tenant-forbidden': 'cet utilisateur n’a pas accès à cette partie du serveur',
    'protocol-too-old': 'cette console est trop ancienne pour le serveur',
    'protocol-too-new': 'le serveur est trop ancien pour cette console',
    malformed: 'le serveur n’a pas pu la lire',
    'cursor-expired': 'le serveur a oublié les modifications faites depuis',
    'rate-limited': 'trop de demandes à la fois',
    'too-large': 'sa taille est trop grande',
    unavailable: 'le serveur n’est pas disponible pour le moment',
    internal: 'le serveur a commis une erreur',
    'batch-refused': 'une autre modification de son lot a été refusée',
    'batch-expired': 'une autre modification de son lot a attendu trop longtemps',
    'dependency-gone': 'ce dont elle dépend a disparu',
    'outcome-unknown': 'personne ne sait si cela a été fait',
    'device-failed': 'l’appareil n’a pas pu le faire',
    'not-confirmed': 'l’appareil ne l’a pas confirmée à temps',
    conflict: 'd’autres ont modifié la même chose',
    stale: 'l’attente a été trop longue',
    expired: 'elle est devenue trop ancienne pour être envoyée',
    unreadable: 'elle est illisible',
    'newer-version': 'une version plus récente de ce programme l’a créée',
    missing: 'le disque l’a perdue',
  },
  /** The phrase beside the server's own words, with the code for whoever looks it up. */
  detail: '{{message}} – {{words}} ({{code}})',
  bare: '{{message}} ({{code}})',
  /** Why a message of the server was not passed on. */
  drop: {
    malformed: 'illisible',
    'unknown-event': 'd’un genre inconnu de cette version',
    foreign: 'd’un canal qui n’a pas été demandé',
    duplicate: 'déjà vu',
    gap: 'après une lacune, relu',
    overflow: 'plus que ce qui pouvait attendre, relu',
    'read-again': 'relu en entier',
    unchanged: 'n’a rien changé',
    stale: 'plus ancien que ce qui est ici',
    'unknown-entity': 'à propos de quelque chose qui n’est pas ici',
  },
  counted: '{{words}} : {{n}}',
}
