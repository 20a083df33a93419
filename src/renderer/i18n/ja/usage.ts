import type { usage as en, usageItems as enItems, usageOptions as enOptions } from '../en/usage.ts'
import type { Translation } from '../translation.ts'

/** Settings of usage analytics and of features that not everybody has. */
export const usageItems: Translation<typeof enItems> = {
  usageAnalytics: {
    name: '使われた機能を数える',
    help: 'ページを開いた回数と操作の種類の回数を、このPCで数えます。名前、ID、値、入力内容は記録しません。このPCの外に出るものはありません。',
  },
  flagSiteTrend: {
    name: 'サイトの推移（線または帯）',
    help: '「分析」でサイトの推移をどう示すかを決めます。',
  },
  flagHoursMap: {
    name: '曜日と時間帯別の再生',
    help: '「分析」で、再生が最も多い曜日と時間帯を示します。',
  },
}

export const usageOptions: Translation<typeof enOptions> = {
  assigned: '割り当てに従う',
  line: '線',
  strip: '帯',
  off: 'オフ',
  on: 'オン',
}

export const usage: Translation<typeof en> = {
  loading: '回数を読み取っています',
  failed: '回数を読み取れませんでした。',
  none: 'まだ何も数えていません。',
  noneOff: 'このPCで数えたものはありません。',
  stopped: '現在は数えていません。以前の回数は、削除するまで残ります。',
  problem: '最新の回数を書き込めませんでした：{{message}}。メモリで待機しています。',
  keptFor: '回数は{{n}}日間保持されます。',
  table: '何が何回使われたか',
  column: { name: '内容', week: '7日間', all: '合計', days: '日ごと' },
  daysLabel_other: '{{name}}：{{n}}日、1日に最大{{most}}回。',
  anew: '再読み取り',
  export: 'エクスポート…',
  exported: '{{file}}を書き込みました。',
  notExported: '書き込めませんでした。{{message}}',
  clear: '回数をすべて削除…',
  clearTitle: '回数をすべて削除しますか？',
  clearText: 'このPCで数えたものがすべて完全に削除されます。ほかは何も変わりません。',
  clearConfirm: '回数をすべて削除',
  cleared: '回数をすべて削除しました。',
  notCleared: '削除できませんでした。{{message}}',
  page: 'ページを開いた：{{page}}',
  command: 'コマンドを実行：{{command}}',
  experiment: '{{flag}}：{{variant}}を表示',
  kind: { create: '追加：{{what}}', update: '変更：{{what}}', delete: '削除：{{what}}' },
  act: {
    retry: '待機中の変更を再試行',
    'roll-back': '待機中の変更を取り消し',
    discard: '待機中の変更を破棄',
    restore: '変更を復元',
    'confirm-again': '待機中のコマンドを再承認',
    'resolve-conflict': '競合を決定',
    'resolve-many-conflicts': '複数の競合を一括で決定',
    'undo-decision': '決定を元に戻す',
    'pause-queue': '送信の一時停止または再開',
    'write-report': 'レポートの書き出し',
    'write-analytics': '分析のエクスポート',
    'write-list': '一覧のエクスポート',
    'write-waiting': '待機中の変更のエクスポート',
    'take-in-waiting': '待機中の変更の取り込み',
    'write-ledger': '台帳のエクスポート',
    'write-diagnostics': '診断のエクスポート',
    'open-window': 'ウィンドウを開く',
    'switch-site': 'サイトの切り替え',
  },
  flags: {
    intro:
      'まだ試行中の機能です。各PCには無作為に一つのバリエーションが割り当てられ、変わりません。ここで別のものを選べます。最終日で試行は終わり、機能は全員に提供されるか、なくなります。',
    loading: 'このPCのバリエーションを読み取っています',
    now: '{{flag}}：このPCは{{variant}}を表示しています',
    origin: {
      chosen: '選択済み',
      assigned: '割り当て（全PCの{{share}}）',
      expired: '試行は終了',
    },
    until: '{{day}}まで',
  },
}
