import type { settings as en } from '../en/settings.ts'
import type { Translation } from '../translation.ts'
import { diagnostics } from './diagnostics.ts'
import { settingValues } from './setting-values.ts'
import { telemetryItems } from './telemetry.ts'
import { updateItems } from './updates.ts'
import { usageItems } from './usage.ts'
import { workplace, workplaceItems } from './workplace.ts'

/** The Settings page. */
export const settings: Translation<typeof en> = {
  title: '設定',
  loading: '設定を読み取っています',
  search: '設定を検索',
  searchHint: '名前、説明、キー',
  found_other: '{{n}}件見つかりました',
  changedOnly: '既定値以外',
  nothingFound: '「{{query}}」に一致する設定はありません。',
  nothingChanged: 'すべての設定が既定値です。',
  nothingFoundHelp: 'すべてのセクションの名前、説明、キーを検索しました。',
  showAll: 'すべての設定を表示',
  limits: 'コンソールが自身の遅さを知らせるしきい値と、読み取ったものを保持する期間です。',
  alsoFound: {
    connection: 'サイト サーバー アドレス 一覧 デモ テスト 追加 除去',
    account: 'ユーザー トークン サインイン サインアウト 切り替え ほかの人の待機中の変更',
    errors: 'テレメトリ sentry dsn クラッシュ テストレポート 送信 プライバシー',
    diagnostics:
      'エクスポート バンドル サポート zip スクリーンショット 指標 統計 測定 キュー 接続 段階 台帳 カウンター エラーレポート クラッシュダンプ',
    updates: '新しいバージョン リリース インストール ダウンロード 署名 フィード 確認 再起動',
    usage: 'プライバシー 分析 回数 統計 削除 エクスポート テレメトリ オプトイン',
    experiments: 'フラグ 機能 試行 バリエーション 割り当て',
    about: 'バージョン electron プロファイルフォルダー ログフォルダー',
  },
  account: {
    unknown: '誰がサインインしているかまだ分かりません。',
    at: 'サイト：{{name}}',
    needsToken: 'サーバーがサインインを求めています。待機中のものはそれまでこのPCに残ります。',
    showWaiting: '待機中のものを表示',
    signIn: 'サインイン',
    switch: '別のユーザーでサインイン',
    switchHelp:
      'トークンは、ここで作業する人を示します。待機中のものは作成した人のもので、ほかの人が送信することはなく、本人がここで再びサインインすると続き、サインインやサインアウトで削除されることはありません。',
    others: 'ほかのサイト',
    site: 'サイト',
    user: 'ユーザー',
    state: '接続',
    waits: '待機中',
    nobody: 'なし',
  },
  source: {
    settings: 'ここで設定',
    policy: '管理者が設定',
    environment: '環境が設定',
    default: '既定値',
  },
  defaultIs: '既定値：{{value}}',
  backTo: {
    default: '既定値に戻す',
    policy: '管理者の値に戻す',
    environment: '環境の値に戻す',
  },
  changed: '変更済み',
  locked: '管理者がロック',
  saved: '{{name}}を変更しました',
  undone: '{{name}}を元に戻しました',
  notSaved: '変更されませんでした。{{reason}}',
  problems: '設定の読み取り中に見つかった問題',
  on: 'オン',
  off: 'オフ',
  none: 'なし',
  noLimit: '無制限',
  never: 'なし',
  section: {
    nav: 'セクション',
    connection: '接続',
    account: 'アカウント',
    appearance: '外観',
    notices: '通知',
    alarms: 'アラーム',
    live: 'ライブ更新とキュー',
    validity: 'コマンドの有効期間',
    conflicts: '競合',
    timing: '時間',
    failures: '失敗後の再試行と休止',
    performance: 'パフォーマンス',
    errors: 'エラーレポート',
    usage: 'プライバシー',
    experiments: '試行中の機能',
    updates: 'プログラムの更新',
    demo: 'デモサイト',
    diagnostics: '診断',
    about: 'このコンソールについて',
    ...workplace.section,
  },
  server: {
    site: 'サイト',
    demo: 'このPCのデモサイト',
    own: 'フリートサーバー',
    url: 'サーバーのアドレス',
    urlHelp: 'https://…はどこでも、http://はこのPCのみ。',
    invalid: 'アドレスはhttps://、またはこのPCに限りhttp://で始まり、パスワードを含みません。',
    test: '接続をテスト',
    testing: 'テスト中',
    reachable: 'サーバーが応答しました（{{rtt}}）。{{message}}',
    unreachable: 'サーバーが応答しません。{{message}}',
    use: 'このサーバーを使う',
    useDemo: 'デモサイトを使う',
    token: 'トークン',
    tokenHelp: 'このPCだけに保持され、システムが対応していれば暗号化されます。再び表示されることはありません。',
    saveToken: 'トークンを渡す',
    tokenGiven: '新しいトークンを試しています。',
  },
  range: '{{min}}～{{max}}',
  rangeOpen: '{{min}}以上',
  item: {
    ...telemetryItems,
    ...updateItems,
    ...usageItems,
    ...workplaceItems,
    certificateFile: {
      name: '証明書ファイル',
      help: '自社の認証局の証明書（PEM形式）です。プログラムとこのPCのシステムの証明書に加えて信頼します。空：なし。',
    },
    serverUrl: { name: 'サーバーのアドレス', help: 'このコンソールが属するフリートサーバーです。' },
    tenant: { name: 'テナント', help: 'このコンソールが扱うサーバーの区画です。' },
    autoConnect: { name: '起動時に接続', help: 'コンソールの起動時に自動で接続します。' },
    realtimeEnabled: {
      name: 'ライブ更新',
      help: 'すべての変更をその都度受け取ります。オフ：何も受信も送信もしません。',
    },
    conflictAutoResolve: {
      name: '競合を自動で解決',
      help: 'オフ：本当の競合はすべて人が判断します。オン：下の選択に従い、採用されなかった値は「競合」に保持されます。',
    },
    conflictDeviceStrategy: {
      name: 'デバイス',
      help: '二人が同じ項目を変更したときにどちらの値が有効かを決めます。タグは常に統合されます。',
    },
    conflictPlaylistStrategy: {
      name: 'プレイリスト',
      help: '項目は一つずつ統合されます。これは残りについてです。「統合」は、何かが失われる場合に尋ねます。',
    },
    conflictScheduleStrategy: {
      name: 'スケジュール',
      help: 'デバイスと曜日は統合されます。これは残りについてです。',
    },
    conflictContentStrategy: { name: 'コンテンツ', help: 'タグは統合されます。これは残りについてです。' },
    conflictAlertStrategy: {
      name: 'アラーム',
      help: 'メモは両立する場合に統合されます。これは残りについてです。',
    },
    conflictWallboardStrategy: {
      name: 'ウォールボード',
      help: 'ページとウィジェットは一つずつ統合されます。これは残りについてです。',
    },
    conflictFieldStrategies: {
      name: '項目ごとの例外',
      help: '例：playlist.items=merge, device.name=manual。選択肢：server-wins、client-wins、merge、manual。',
    },
    conflictMaxRounds: {
      name: '人に尋ねるまでの回数',
      help: '変更をほかの人の変更の上に自動で適用し直す回数です。その後は「競合」で待機します。',
    },
    commandConfirmAfterMs: {
      name: 'コマンドの再承認を求めるまで',
      help: 'この時間待機したデバイスコマンドは、誰かが再承認するまで送信されません。空：求めません。',
    },
    commandExpireAfterMs: {
      name: 'コマンドの期限',
      help: 'この時間待機したデバイスコマンドは、送信されずに終了します。空：期限なし。',
    },
    editConfirmAfterMs: {
      name: '変更の再承認を求めるまで',
      help: '値の変更についての同じ設定です。空：無期限に有効です。',
    },
    editExpireAfterMs: { name: '変更の期限', help: '空：無期限に有効です。' },
    commandConfirmationMs: {
      name: 'デバイスの確定を待つ時間',
      help: 'コマンドについてこの時間報告がないデバイスは、確定しなかったものとします。',
    },
    performanceMonitoring: {
      name: 'パフォーマンスを測定',
      help: 'コンソール自身の処理時間をこのPCに保持します。',
    },
    performanceAlerts: { name: 'パフォーマンスの警告', help: 'コンソール自身が遅くなると知らせます。' },
    offlineSupport: { name: 'オフラインで作業', help: '接続がなくても変更を受け付け、後で送信します。' },
    backgroundSync: {
      name: 'バックグラウンドで同期',
      help: 'ウィンドウが隠れている間も、このPCのコピーを最新に保ちます。',
    },
    refreshIntervalMs: {
      name: 'バックグラウンド更新',
      help: 'フィードからの通知とは別に、フィードを読み直す間隔です。空：なし。',
    },
    inboundThrottleMs: {
      name: '報告をまとめる時間',
      help: 'デバイスの報告をこの間隔でまとめて表示します。0：すぐに。',
    },
    inboundDebounceMs: {
      name: '落ち着くまで待つ時間',
      help: '報告が続くデバイスは、この時間静かになってから表示します。0：すぐに。',
    },
    heartbeatIntervalMs: {
      name: 'ハートビート',
      help: 'サーバーがまだ応答するかどうかを問い合わせる間隔です。',
    },
    reconnectDelayMaxMs: { name: '再接続の最長間隔', help: '再接続の試行がこれより離れることはありません。' },
    maxReconnectAttempts: {
      name: '試行の上限',
      help: 'この回数の後、コンソールは人の対応を待ちます。空：あきらめません。',
    },
    requestTimeoutMs: {
      name: '要求のタイムアウト',
      help: 'この時間応答がない要求は失敗とみなします。',
    },
    rollbackTimeoutMs: {
      name: '待機中と表示するまで',
      help: '応答のない変更は、この時間の後「待機中」と表示されます。それで取り消されることはありません。',
    },
    retryAttempts: {
      name: '拒否後の再試行',
      help: 'サーバーの拒否がこの回数になると、対応が必要になります。ネットワークの問題は数えません。',
    },
    breakerFailureThreshold: {
      name: '休止までの失敗回数',
      help: 'サーバーが1分間にこの回数失敗すると、しばらく何も送りません。',
    },
    breakerSuccessThreshold: {
      name: '回復とみなす成功回数',
      help: '休止の後、この回数続けて成功する必要があります。それまでは一度に1件だけ送ります。',
    },
    breakerTimeoutMs: {
      name: '休止の長さ',
      help: 'その後、1件を試しに送ります。サーバーが時刻を示した場合は、そのときに試します。',
    },
    retryMaxAttempts: {
      name: '要求の試行回数',
      help: '最初の1回を含みます。キューの変更には別の規則があります。',
    },
    retryStrategy: {
      name: '拒否後の待ち方',
      help: '要求とキューの変更についてです。指数：毎回、倍率の分だけ長くなります。線形：最初の待ち時間ずつ長くなります。尋ねる：拒否された変更はすぐに人の対応を待ちます。',
    },
    retryInitialDelayMs: {
      name: '試行間の最初の待ち時間',
      help: '待ち時間は試行のたびに長くなります。',
    },
    retryMaxDelayMs: {
      name: '試行間の最長待ち時間',
      help: '試行間の待ち時間がこれを超えることはありません。',
    },
    retryMultiplier: {
      name: '待ち時間の倍率',
      help: '指数の場合、毎回、前の待ち時間のこの倍率になります。',
    },
    retryJitter: {
      name: '待ち時間を分散',
      help: '待ち時間を少しだけ不規則に短くし、すべてのコンソールが同時に戻らないようにします。',
    },
    pageRenderWarningMs: {
      name: 'ページの表示：警告',
      help: 'ページを開いてから最初の画面が出るまでの時間です。',
    },
    pageRenderCriticalMs: { name: 'ページの表示：重大', help: 'この値から重大として知らせます。' },
    componentRenderWarningMs: { name: '部品の描画：警告', help: 'ページの一部を描画する時間です。' },
    componentRenderCriticalMs: { name: '部品の描画：重大', help: 'この値から重大として知らせます。' },
    dataBindingWarningMs: {
      name: 'ウィジェットへの反映：警告',
      help: '新しいデータがウィジェットに表示されるまでの時間です。',
    },
    dataBindingCriticalMs: { name: 'ウィジェットへの反映：重大', help: 'この値から重大として知らせます。' },
    dataFetchWarningMs: {
      name: 'データの読み取り：警告',
      help: 'ページが求めるデータが届くまでの時間です。',
    },
    dataFetchCriticalMs: { name: 'データの読み取り：重大', help: 'この値から重大として知らせます。' },
    bundleSizeWarningBytes: {
      name: 'プログラム部品の大きさ：警告',
      help: 'ウィンドウが読み取るプログラムの量です。',
    },
    bundleSizeCriticalBytes: {
      name: 'プログラム部品の大きさ：重大',
      help: 'この値から重大として知らせます。',
    },
    slowQueryWarningMs: {
      name: 'このPCの保存領域：警告',
      help: '保存領域の1回の読み書きの時間です。起動時の全体の読み取りは数えません。',
    },
    slowQueryCriticalMs: { name: 'このPCの保存領域：重大', help: 'この値から重大として知らせます。' },
    errorRateWarning: { name: '1分間のエラー：警告', help: 'コンソールがログに書くエラーです。' },
    errorRateCritical: { name: '1分間のエラー：重大', help: 'この値から重大として知らせます。' },
    memoryWarningBytes: {
      name: 'メモリ：警告',
      help: 'コンソールの全プロセスが合わせて使う量です。',
    },
    memoryCriticalBytes: { name: 'メモリ：重大', help: 'この値から重大として知らせます。' },
    readStaleAfterMs: {
      name: '読み取りを新しいとみなす時間',
      help: '以前に読み取った一覧を、この時間は問い合わせずに再び表示します。変更はいつでもすぐに見えます。',
    },
    figureMinutesKeptMs: {
      name: '分ごとの指標の保存期間',
      help: 'コンソール自身の時間と大きさで、1分ごとに1点です。古いものは時間ごとに保持します。',
    },
    figureHoursKeptMs: {
      name: '時間ごとの指標の保存期間',
      help: '長い期間のレポートはこれから作られます。',
    },
    fleetHistoryKeptMs: {
      name: 'デバイス履歴の保存期間',
      help: '各デバイスがオンラインだった時間をこのPCの観測で記録したもので、稼働率の元になります。',
    },
    readKeptForMs: {
      name: '読み取りの保存期間',
      help: 'この時間誰も見なかったものは、新たに読み取ります。',
    },
    metricsEndpoint: {
      name: 'ほかのプログラム向けの指標',
      help: 'このPCのプログラムだけが、コンソールの指標をPrometheusの方式で読み取れます。',
    },
    metricsPort: { name: 'ほかのプログラム向けのポート', help: 'このPCの空いているポートです。' },
    queueMaxCount: {
      name: 'キューの変更の上限',
      help: 'これを超えると、新しい変更は受け付けられません。',
    },
    uploadRateLimit: {
      name: 'アップロードの速度',
      help: 'このPCのアップロード全体の上限です（1秒あたりのバイト数）。空：ネットワークの速度のまま。',
    },
    queueMaxBytes: {
      name: 'キューの大きさの上限',
      help: 'これを超えると、新しい変更は受け付けられません。',
    },
    theme: { name: 'テーマ', help: 'ダーク、ライト、ハイコントラスト、またはシステムの設定に従います。' },
    density: { name: '表示密度', help: 'コンパクトでは表示される行が増えます。' },
    startPage: {
      name: '開始ページ',
      help: '前回開いていなかったウィンドウが開くページです。ほかは前回のページで開きます。',
    },
    notifyCriticalAlarms: {
      name: '重大アラーム',
      help: 'コンソールのウィンドウが前面にない間、新しいものごとにデスクトップに通知します。同時に多数の場合は一つにまとめます。',
    },
    notifyStuckOperations: {
      name: '対応が必要な変更',
      help: '拒否された変更、競合した変更、待機超過で再承認が必要な変更を通知します。',
    },
    quietHoursFrom: {
      name: '静音の開始',
      help: '例：22:00。この時刻から通知しません。空：静音時間なし。',
    },
    quietHoursTo: {
      name: '静音の終了',
      help: '例：06:00。その間に届いてまだ残っているものを、この時刻に一つの通知で知らせます。',
    },
    alarmOperators: {
      name: 'アラームを分担するオペレーター',
      help: 'アラームのレポートは、率をこの人数で割ります。アラームそのものは変わりません。',
    },
    alarmEventsKeptDays: {
      name: '個々のアラームの保存日数',
      help: '各アラームの発生、確認、復帰、除外の時刻と担当者です。古いものは少しずつ削除されますが、数値は残ります。',
    },
    alarmFiguresKeptDays: {
      name: 'アラームの数値の保存日数',
      help: 'レポートの日ごとの合計です。1年とその前年の比較には730日が必要です。削除されたものは戻りません。',
    },
    staysInPanel: {
      name: 'ウィンドウなしで動作を続ける',
      help: '最後のウィンドウを閉じても、コンソールはシステムトレイに残り、変更の送信とレポートの書き出しを続けます。システムトレイのアイコンが必要で、「終了」はそのメニューにあります。',
    },
    trayIcon: {
      name: 'システムトレイのアイコン',
      help: '全サイトの最も悪い状態をシステムトレイに示します。',
    },
    demoDevices: { name: 'デバイス', help: 'デモサイトのデバイスの数です。次の起動から使われます。' },
    demoEventsPerSecond: {
      name: '毎秒のイベント数',
      help: 'デモサイトの忙しさです。次の起動から使われます。',
    },
    deviceViews: { name: 'デバイスのビュー', help: '「デバイス」ページで保存します。' },
    deviceLayout: { name: 'デバイスの列', help: '「デバイス」ページで配置します。' },
    demoSeed: {
      name: 'シード',
      help: '同じシードからは同じデモサイトができます。次の起動から使われます。',
    },
  },
  diagnostics,
  ...settingValues,
  about: {
    version: 'バージョン',
    runtime: 'Electron',
    profile: 'プロファイルフォルダー',
    log: 'ログフォルダー',
    packaged: 'インストール版',
    unpackaged: 'ソースから実行',
  },
}
