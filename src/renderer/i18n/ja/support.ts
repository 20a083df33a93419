import type { support as en } from '../en/support.ts'
import type { Translation } from '../translation.ts'

/** What helps those who look after the console: the diagnostics bundle, and figures for other programs. */
export const support: Translation<typeof en> = {
  bundle: 'サポート用バンドル',
  what: '原因の調査に役立つものをすべて含む1つのファイルです：',
  part: { console: 'コンソール', sites: '各サイト', ledger: '台帳', figures: '指標', logs: 'ログ' },
  partHelp: {
    console: 'バージョン、設定とその出所、管理者のファイル、メモリ、クラッシュダンプの名前',
    sites: '接続、ライブフィード、待機中のものとその時刻と理由（値を除く）、競合の件数',
    ledger: '破損の有無と最後の数行',
    figures: '直近24時間にコンソールが自身を測定したもの（1分ごと）',
    logs: '最新の20 MB',
  },
  secrets:
    'トークン、パスワード、メールアドレスはすべてのテキストから取り除かれます。デバイスとサイトの名前は残ります。',
  screenshots: '各ウィンドウの画像を含める',
  screenshotsHelp: '画像は見えているとおりです。ファイルを渡す前に内容を見ておきます。',
  values: '待機中の変更の値を含める',
  valuesHelp: '入力され、まだ送信されていない内容です。待機の理由を調べられます。',
  export: '診断をエクスポート…',
  asking: '書き込み先をシステムのダイアログで選びます。',
  writing: '{{step}}（{{size}}読み取り済み）',
  step: {
    console: 'コンソールを調べています',
    sites: 'サイトを調べています',
    ledger: '台帳を検査しています',
    figures: '指標を読み取っています',
    logs: 'ログを読み取っています',
    screenshots: 'ウィンドウの画像を取得しています',
    finishing: 'ファイルを配置しています',
  },
  cancelled: '何も書き込まれませんでした。',
  written_other: '{{file}}を書き込みました：{{count}}個のファイル、圧縮前{{size}}。',
  broken: '完全ではありません：{{names}}。理由はファイルに記されています。',
  endpointOpen: 'このPCのプログラムは{{address}}で指標を読み取れます。',
}
