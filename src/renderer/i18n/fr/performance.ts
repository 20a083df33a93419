import type { performancePage as en } from '../en/performance.ts'
import type { Translation } from '../translation.ts'
import { figures } from './figures.ts'
import { rolling } from './rolling.ts'
import { schedule } from './schedule.ts'

export const performancePage: Translation<typeof en> = {
  ...figures,
  schedule,
  rolling,
  title: 'Performance',
  views: 'Affichage',
  view: { figures: 'Chiffres', now: 'Dernières minutes', reports: 'Rapports' },
  report: {
    region: 'Rapport',
    intro:
      'Disponibilité de chaque appareil, interruptions, sort de chaque modification, et temps propres à la console, pour une période de votre choix. Compté d’après ce que ce PC a vu.',
    period: 'Période',
    periods: { day: '24 heures', week: '7 jours', month: '30 jours', quarter: '90 jours', own: 'Autre…' },
    from: 'Du',
    to: 'Au, inclus',
    inFuture: 'Le premier jour n’a pas encore commencé.',
    wrongOrder: 'La fin se trouve avant le début.',
    incomplete: 'Choisissez les deux jours.',
    format: 'Format du rapport',
    formats: {
      pdf: { text: 'PDF', help: 'À lire et à transmettre : graphiques, tableaux, pages numérotées.' },
      xlsx: { text: 'Classeur Excel', help: 'Une feuille par tableau ; on peut calculer avec les nombres.' },
      csv: { text: 'CSV', help: 'Une ligne par chiffre, pour tout programme.' },
      json: { text: 'JSON', help: 'Tous les chiffres, exacts, dans une forme publiée.' },
      html: { text: 'Page web', help: 'Un fichier qui se suffit à lui-même.' },
      records: {
        text: 'Enregistrements',
        help: 'Les faits d’où les chiffres sont comptés : avec eux, chacun peut recompter.',
      },
    },
    language: 'Langue',
    languageless: 'Les mots de ce format sont les mêmes dans toutes les langues, pour que les programmes les trouvent.',
    write: 'Écrire le rapport…',
    cancel: 'Annuler',
    writing: 'Écriture du rapport',
    choosing: 'Choix d’un emplacement',
    steps: {
      fleet: 'Lecture des états des appareils',
      operations: 'Vérification du registre des modifications',
      performance: 'Lecture des chiffres propres à la console',
      writing: 'Écriture du fichier',
      printing: 'Impression des pages',
    },
    step: 'Étape {{step}} sur {{steps}} : {{text}}',
    records_one: '{{n}} enregistrement',
    records_many: '{{n}} d’enregistrements',
    records_other: '{{n}} enregistrements',
    cancelled: 'Annulé. Rien n’a été écrit.',
    written: '{{file}} est écrit.',
    refused: 'Pas écrit. {{message}}',
    figures: 'Ce qu’il dit',
    figure: {
      from: 'Du',
      to: 'Au',
      availability: 'Disponibilité du parc',
      observed: 'Vu, de la période',
      outages: 'Interruptions',
      lost: 'Modifications perdues',
      ledger: 'Registre des modifications',
    },
    unknown: 'inconnu',
    ledgerWhole_one: 'intact, {{n}} ligne',
    ledgerWhole_many: 'intact, {{n}} de lignes',
    ledgerWhole_other: 'intact, {{n}} lignes',
    ledgerDamaged: 'abîmé : {{problem}}',
    ledgerTrouble:
      'Le registre des modifications n’est pas cohérent. Le rapport le dit aussi ; exportez le registre et faites-le examiner.',
  },
}
