import type { performancePage as en } from '../en/performance.ts'
import type { Translation } from '../translation.ts'
import { figures } from './figures.ts'
import { rolling } from './rolling.ts'
import { schedule } from './schedule.ts'

export const performancePage: Translation<typeof en> = {
  ...figures,
  schedule,
  rolling,
  title: 'パフォーマンス',
  views: '表示',
  view: { figures: '指標', now: '直近の数分', reports: 'レポート' },
  report: {
    region: 'レポート',
    intro:
      '選んだ期間について、各デバイスの稼働率、停止、各変更の結果、コンソール自身の時間をまとめます。このPCが受け取ったものから数えます。',
    period: '期間',
    periods: { day: '24時間', week: '7日間', month: '30日間', quarter: '90日間', own: 'その他…' },
    from: '開始日',
    to: '終了日（当日を含む）',
    inFuture: '開始日がまだ始まっていません。',
    wrongOrder: '終了日が開始日より前です。',
    incomplete: '両方の日を選びます。',
    format: '形式',
    formats: {
      pdf: { text: 'PDF', help: '読んで渡すための形式です。グラフ、表、ページ番号を含みます。' },
      xlsx: { text: 'Excelブック', help: '表ごとに1シートで、数値を計算に使えます。' },
      csv: { text: 'CSV', help: '指標ごとに1行で、どのプログラムでも使えます。' },
      json: { text: 'JSON', help: 'すべての指標を正確に、公開された形式で含みます。' },
      html: { text: 'Webページ', help: 'ほかに何も要らない1つのファイルです。' },
      records: { text: 'レコード', help: '指標の元になる事実です。これがあれば誰でも数え直せます。' },
    },
    language: '言語',
    languageless: 'この形式の語句は、プログラムが見つけられるように、どの言語でも同じです。',
    write: 'レポートを書き出す…',
    cancel: 'キャンセル',
    writing: 'レポートを書き出しています',
    choosing: '保存先を選んでいます',
    steps: {
      fleet: 'デバイスの状態を読み取っています',
      operations: '変更の台帳を検証しています',
      performance: 'コンソール自身の指標を読み取っています',
      writing: 'ファイルを書き込んでいます',
      printing: 'ページを印刷しています',
    },
    step: '手順{{step}}/{{steps}}：{{text}}',
    records_other: 'レコード{{n}}件',
    cancelled: 'キャンセルしました。何も書き込まれていません。',
    written: '{{file}}を書き込みました。',
    refused: '書き込まれませんでした。{{message}}',
    figures: 'レポートの内容',
    figure: {
      from: '開始',
      to: '終了',
      availability: 'フリートの稼働率',
      observed: '観測した時間の割合',
      outages: '停止',
      lost: '失われた変更',
      ledger: '変更の台帳',
    },
    unknown: '不明',
    ledgerWhole_other: '完全、{{n}}行',
    ledgerDamaged: '破損：{{problem}}',
    ledgerTrouble:
      '変更の台帳のつじつまが合いません。レポートにもそう記されます。台帳をエクスポートし、調査を依頼する必要があります。',
  },
}
