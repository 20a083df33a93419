import type { shellMore as en } from '../en/shell-more.ts'
import type { Translation } from '../translation.ts'

/** Ways about the console: taking back, going back, finding. */
export const shellMore: Translation<typeof en> = {
  undoKey: {
    nothing:
      'Aucun avis ne propose de défaire quelque chose. Ce qui est en attente peut être retiré sur la page Opérations en attente.',
  },
  failure: { said: 'Non fait. {{reason}}' },
  found: {
    recent: 'Utilisés en dernier',
    setting: 'Paramètre : {{name}}',
    tour: 'Faire la visite',
    density: { compact: 'Utiliser des lignes compactes', comfortable: 'Utiliser des lignes aérées' },
  },
  viewUndo: {
    updated: 'Vue « {{name}} » mise à jour',
    renamed: 'Vue renommée en « {{name}} »',
    layout: 'Colonnes de la vue « {{name}} » modifiées',
    standardLayout: 'Colonnes des vues standard modifiées',
    undone: 'La vue est comme avant',
    restored: 'La vue « {{name}} » est de retour',
  },
}
