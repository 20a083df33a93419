import type { telemetry as en, telemetryItems as enItems } from '../en/telemetry.ts'
import type { Translation } from '../translation.ts'

/** Error reports: the settings, the test report, and the figures under Diagnostics. */
export const telemetryItems: Translation<typeof enItems> = {
  telemetryDsn: {
    name: 'エラーレポートのアドレス',
    help: 'Sentryのプロトコルに対応するサーバーのプロジェクトのアドレス（DSN）です。例：https://key@errors.example.org/1 。http://はこのPCのみ。空：何も収集、保持、送信しません。',
  },
  telemetryEnvironment: { name: '環境', help: '各レポートに含めます。例：production、test。' },
  telemetryRelease: { name: 'リリース', help: '各レポートに含めます。空：このプログラムのバージョン。' },
  telemetrySampleRate: {
    name: '報告するエラーの割合',
    help: '1はすべて、0.1は無作為に10件に1件を報告します。テストレポートは必ず送信されます。',
  },
  telemetryIgnore: {
    name: '報告しないエラー',
    help: 'メッセージの一部をセミコロンで区切ります。*は任意の文字列です。例：ResizeObserver; http-5*。',
  },
  telemetrySendsUser: {
    name: 'ユーザーと場所を含める',
    help: 'ユーザー、テナント、サイトのIDを加えます。名前、メールアドレス、トークン、パスワードは送信されません。',
  },
  keepCrashDumps: {
    name: 'クラッシュダンプを保持',
    help: '異常終了したプロセスのメモリの写しをこのPCに、最大10個、最長30日間保持します。トークンを含むことがあり、自動で送信されることはありません。次の起動から使われます。',
  },
}

export const telemetry: Translation<typeof en> = {
  intro:
    'コンソール自身のエラーを保守担当者に報告します。受信先に到達できない間はこのPCに保持され、レポートをオフにすると削除されます。',
  test: {
    send: 'テストレポートを送信',
    sending: '送信中',
    off: '先にアドレスを入力します。レポートはオフです。',
    sent: '受信先がテストレポート{{id}}を受け取りました。',
    kept: 'テストレポート{{id}}はこのPCで待機し、後で送信されます。{{trouble}}',
    refused: '受信先がテストレポート{{id}}を受け取りません。アドレスと上限を見直します。',
    failed: 'テストレポートを作成できませんでした。{{reason}}',
  },
  trouble: {
    unreachable: '受信先に到達できません。',
    busy: '受信先がしばらく待つよう求めているか、受信先に問題があります。',
    rejected: '受信先がキーまたはプロジェクトを把握していません。アドレスを見直します。',
    refused: '受信先がレポートを受け取りませんでした。',
    unstored: 'ディスクにレポートを保存できません。メモリで待機し、次の起動で失われます。',
  },
  figures: {
    title: '起動後のエラーレポート',
    state: 'レポート',
    off: 'オフ：何も収集しません',
    onTo: '送信先：{{receiver}}',
    kept: 'このPCで待機中',
    keptOf: '{{n}}（{{size}}）',
    nextTry: '次の試行',
    nextIn: '{{time}}後',
    sent: '送信済み',
    lastSent: '最後の送信',
    dropped: '除外',
    none: 'なし',
    never: '起動後なし',
    lastTrouble: '最後の問題',
    troubleAt: '{{trouble}} {{age}}前',
    dropReason: {
      full: '空きがなく{{n}}件',
      sampled: '設定により無作為に{{n}}件',
      ignored: '設定により無視{{n}}件',
      repeated: '重複{{n}}件',
      refused: '拒否{{n}}件',
      broken: '読み取り不可{{n}}件',
    },
    dumps: 'クラッシュダンプ',
    dumpsOff: '保持しません',
    dumpsOf_other: '{{n}}個を保持',
    newest: '最新は{{age}}前',
    folder: 'クラッシュダンプのフォルダー',
  },
}
