import type { push as en } from '../en/push.ts'
import type { Translation } from '../translation.ts'

/** Showing a piece of content on devices at once. */
export const push: Translation<typeof en> = {
  title_other: '{{count, number}}台のデバイスにコンテンツを配信',
  titleNone: 'コンテンツの配信',
  text_other: 'デバイスはコマンドを受け取るとすぐに表示し、その後プレイリストを続けます。',
  offline: 'サーバーに到達できません。コマンドはこのPCで待機します。待機が長すぎると、送信前にもう一度承認を求めます。',
  choose: 'コンテンツ',
  placeholder: '名前、種類、タグで検索',
  list: '配信できるコンテンツ',
  about: '{{kind}} · {{seconds, number}}秒 · {{size}}',
  kind: { image: '画像', video: '動画', web: 'Webページ' },
  submit_other: '{{count, number}}台のデバイスに配信',
  bulk: '「{{content}}」を配信',
  queued_other: '{{count, number}}台のデバイスへの「{{content}}」の配信をキューに追加しました',
  done_other: '「{{content}}」を{{count, number}}台のデバイスに配信しました',
  what: '「{{content}}」を「{{name}}」に配信',
  command: '「{{content}}」を配信',
  more_other: 'ほか{{count, number}}件：名前で検索できます',
  reading: 'コンテンツを読み取っています',
  empty: 'コンテンツはまだありません',
  emptyText: 'サーバーがコンテンツを把握すると、ここに表示されます。',
  emptyOffline: 'このPCに同期されたコンテンツはまだありません。サーバーに到達できるようになると表示されます。',
  nothing: '一致するコンテンツはありません',
  nothingText: '名前、種類、タグに「{{query}}」に合うものがありません。',
  failed: 'コンテンツを読み取れませんでした',
  noDevice: 'デバイスが選ばれていません',
  noDeviceText: '一覧でデバイスを選択するか、デバイスへ移動してから、もう一度配信します。',
}
