import type { workplace as en, workplaceItems as enItems, workplaceOptions as enOptions } from '../en/workplace.ts'
import type { Translation } from '../translation.ts'

export const workplaceItems: Translation<typeof enItems> = {
  allowedExports: {
    name: '書き出せるファイル',
    help: 'オペレーターが書き出せるレポートなどのファイルです。ポリシーファイルでだけ変更できます。',
  },
  language: {
    name: '言語',
    help: 'すべてのウィンドウ、デスクトップのパネル、通知の言語です。入力中の内容は残ります。',
  },
  startAtLogin: { name: 'ログイン時に起動', help: '誰かがこのPCにログオンすると、コンソールが起動します。' },
  startHidden: {
    name: 'ウィンドウなしで起動',
    help: 'ログイン時に起動したコンソールは、誰かが開くまでシステムトレイだけに表示されます。キオスクモードと、システムトレイがない環境では使えません。',
  },
  kiosk: {
    name: 'キオスクモード',
    help: 'すべてのウィンドウが画面いっぱいに表示され、閉じることも移動も離れることもできません。ロックされていなければ、Ctrl Alt Shift Kでキオスクモードを終了します。異常終了した場合は、次の起動以降、自動で再起動されます。',
  },
  wall: {
    name: 'ウォール用PC',
    help: '前回ウィンドウが開いていなかった場合、各画面にウォールを表示します。ウォールは画面いっぱいに表示され、動かないポインターは隠れ、通知が重なることはありません。異常終了した場合は、次の起動以降、自動で再起動されます。',
  },
  keepAwake: {
    name: '画面を点灯したままにする',
    help: 'このPCが画面を消してよいかどうかを決めます。「ウォール」では、ウォールウィンドウが開いている間とキオスクモードの間は消しません。',
  },
}

export const workplaceOptions: Translation<typeof enOptions> = {
  never: 'なし',
  walls: 'ウォール',
  always: '常時',
}

export const workplace: Translation<typeof en> = {
  section: { workplace: 'このPC', policy: '管理' },
  autostart: {
    on: 'このPCはログイン時にコンソールを起動します。',
    off: 'このPCはログイン時にコンソールを起動しません。',
    all: 'このPCはすべてのユーザーのログイン時にコンソールを起動します。管理者の設定です。',
    foreign:
      'このPCはログイン時に別にインストールされたコンソールを起動します。設定し直すと、このコンソールを起動します。',
    missing: 'ここではオンですが、このPCの登録がないか、オフになっています。ログイン時にコンソールは起動しません。',
    unwanted: 'ここではオフですが、このPCはログイン時にコンソールを起動します。',
    failed: 'このPCの登録を読み書きできません。{{reason}}',
    again: '設定し直す',
    remove: '登録を削除',
  },
  policy: {
    none: 'このPCにポリシーはありません。すべての設定をオペレーターが変更できます。',
    inForce: '適用中：{{file}}',
    counts: '管理者の設定{{set}}件、ロック{{locked}}件。',
    unreadable: 'ポリシー{{file}}を読み取れません。最後に読み取れた内容が有効で、修正されるまで設定は変更できません。',
    problem: '{{line}}行{{column}}桁：{{message}}',
    banner_other:
      'ポリシーファイルに{{count}}個の誤りがあります。{{file}}{{where}}：{{message}} 正しい部分は適用されています。',
    bannerUnreadable:
      'ポリシーファイルを読み取れません。{{file}}{{where}}：{{message}}。最後に読み取れた内容が有効で、修正されるまで設定は変更できません。',
    where: '、{{line}}行{{column}}桁',
    show: '表示',
    changed_other: '管理者が{{count}}個の設定を変更しました：{{names}}',
    changedNothing: '管理者がポリシーを変更しました。値が変わった設定はありません。',
    exports: 'オペレーターが書き出せるファイル',
    allowed: '許可',
    notAllowed: '不許可',
  },
  export: {
    'report-pdf': 'レポート（PDF）',
    'report-xlsx': 'レポート（XLSX）',
    'report-csv': 'レポート（CSV）',
    'report-json': 'レポート（JSON）',
    'report-html': 'レポート（HTML）',
    'report-records': 'レコード形式のレポート',
    ledger: 'すべての操作の台帳',
    waiting: '待機中の変更',
    refused: '拒否された変更',
    diagnostics: '診断',
    analytics: '分析',
    usage: '使われた機能の回数',
    lists: '表示中の一覧',
    boards: 'ウォールボード',
  },
  kiosk: {
    leave: 'キオスクモードを終了',
    leaveEntry: 'キオスクモードを終了…',
    leaveTitle: 'キオスクモードを終了しますか？',
    leaveText: 'ウィンドウの移動と終了ができるようになります。設定の「このPC」で再びオンにできます。',
    locked: 'キオスクモードは管理者がロックしています。ポリシーファイルの変更で終了します：{{file}}',
    refused: 'キオスクモードでは、ウィンドウを開くことも移動も閉じることもできません。',
  },
}
