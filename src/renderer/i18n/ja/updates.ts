import type { updates as en, updateItems as enItems } from '../en/updates.ts'
import type { Translation } from '../translation.ts'

/** New versions of the program: the settings, what becomes of them, and what an older one says of newer data. */
export const updateItems: Translation<typeof enItems> = {
  updateFeed: {
    name: '更新の置き場所',
    help: 'https://updates.example.org/console のような自社のWebサーバー、またはフォルダーや共有のフルパスです。空：何も探さず、誰にも問い合わせません。',
  },
  updateKeys: {
    name: '更新の署名キー',
    help: '管理者が公開したもので、ed25519:…の形式です。複数はセミコロンで区切ります。ない場合、更新は受け入れません。',
  },
  updateCheckEveryMs: { name: '更新を探す間隔', help: '起動直後にも探します。' },
  updateInstall: {
    name: 'インストール',
    help: '尋ねる：人がダウンロードとインストールを行います。アイドル時：下の時間帯で、処理中のものがないときに自動で行います。なし：知らせるだけです。',
  },
  updateWindow: {
    name: 'インストールの時間帯',
    help: 'コンソールが自動で再起動してよい時間帯です。例：02:00-04:30（このPCの時計）。空：自動では行いません。',
  },
}

export const updates: Translation<typeof en> = {
  storageNewer:
    'ここに保存されているものは、このプログラムの新しいバージョンが書きました。このバージョンで読める範囲を表示しています。プログラムを更新するまで、変更も送信もできません。何も失われていません。',
  storageNewerHidden:
    'ここに保存されているものは、このプログラムの新しいバージョンが書いたもので、このバージョンでは読めません。手は加えられていません。プログラムを更新するまで、変更も送信もできません。',
  onlyInFile: '管理者がポリシーファイルで設定します。ここでは設定できません。',
  present: 'バージョン',
  checked: '最後に探した日時',
  neverChecked: 'まだです',
  offered: '提供中',
  offeredSince: '{{version}}、{{time}}',
  notes: '新しい内容',
  progress: '新しいバージョンの受信状況',
  check: '今すぐ探す',
  download: 'ダウンロード',
  install: 'アイドル時にインストール',
  installHelp:
    'コンソールは送信を止め、処理中のものすべての応答を待ち、保存内容のコピーを作り、再起動します。待機中のものは新しいバージョンが送信します。',
  later: '今日は行わない',
  show: '表示',
  offHelp: '管理者がポリシーファイルで場所とキーを指定します。それまでは何も探しません。',
  neverHelp: '下の設定により、ここからは何もインストールされません。',
  byHandHelp:
    'このインストールは自身を置き換えられません。新しいバージョンを手動でインストールします。ここに保存されているものは残ります。',
  state: {
    off: '更新は探していません。',
    idle: '新しいバージョンは見つかっていません。',
    checking: '新しいバージョンを探しています。',
    available: 'コンソールのバージョン{{version}}を利用できます（{{size}}）。',
    downloading: 'バージョン{{version}}を受信中：{{total}}中{{bytes}}。',
    ready: 'コンソールのバージョン{{version}}をインストールできます。',
    waiting_other:
      'バージョン{{version}}のインストール前に、{{n}}件の操作の応答を待っています。新しい送信はありません。変更内容は保持されます。',
    finishing:
      'バージョン{{version}}のインストール前に、書き込み中のものを完了しています。新しい送信はありません。変更内容は保持されます。',
    'backing-up': 'バージョン{{version}}のインストール前に、ここに保存されているもののコピーを作っています。',
    installing: 'バージョン{{version}}をインストールしています。コンソールはまもなく再起動します。',
  },
  problem: {
    unreachable: '更新の置き場所に到達できません。バージョン{{version}}のまま続けます。',
    'no-feed': 'その場所にこのPC向けの更新がありません。バージョン{{version}}のまま続けます。',
    'no-keys': '更新の署名に必要なキーが設定されていないため、受け入れません。バージョン{{version}}のまま続けます。',
    unsigned: '更新に署名がないため拒否しました。バージョン{{version}}のまま続けます。管理者への連絡が必要です。',
    'wrong-key':
      '更新の署名者をこのコンソールが把握していないか、更新が改変されているため、拒否しました。バージョン{{version}}のまま続けます。管理者への連絡が必要です。',
    broken: '更新の説明を読み取れないため拒否しました。バージョン{{version}}のまま続けます。',
    older: 'そこで提供されているのは{{version}}より古いバージョンのため、受け入れません。',
    truncated: '更新が途中で終わっていたため拒否しました。バージョン{{version}}のまま続けます。再試行できます。',
    damaged: '更新が署名されたものと一致しないため拒否しました。バージョン{{version}}のまま続けます。',
    'no-room':
      '更新のためのディスクの空きが足りません。バージョン{{version}}のまま続けます。空きを作ってから再試行します。',
    busy: '処理中のものが時間内に応答されなかったため、何もインストールしていません。バージョン{{version}}のまま送信を再開します。',
    'backup-failed':
      'ここに保存されているもののコピーに失敗したため、何もインストールしていません。バージョン{{version}}のまま続けます。',
    'install-failed': 'インストーラーが引き継ぎませんでした。バージョン{{version}}のまま続けます。',
    'by-hand': 'このインストールは自身を置き換えられません。バージョン{{version}}のまま続けます。',
  },
}
