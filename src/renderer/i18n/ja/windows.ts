import type { windows as en, wall as enWall } from '../en/windows.ts'
import type { Translation } from '../translation.ts'

/** The app's several windows, and what a wall window shows. */
export const windows: Translation<typeof en> = {
  menu: 'ウィンドウ',
  open: '開く',
  here: 'このウィンドウ',
  newWindow: '新しいウィンドウ',
  detach: 'このページを別ウィンドウで表示',
  newWall: '新しいウォールウィンドウ',
  newWallOn: '{{screen}}に新しいウォールウィンドウ',
  fullScreen: '全画面表示',
  leaveFullScreen: '全画面表示を終了',
  moveTo: '{{screen}}へ移動',
  screen: '{{name}}（{{width}} × {{height}}）',
  unnamedScreen: '画面{{number}}（{{width}} × {{height}}）',
  failed: '実行できませんでした。{{reason}}',
  recovered: {
    crashed: 'このウィンドウは異常終了し、開き直されました。何も失われていません。',
    hung: 'このウィンドウは応答しなくなり、開き直されました。何も失われていません。',
    failed: 'このウィンドウは最初は読み込めませんでしたが、現在は表示されています。何も失われていません。',
  },
}

export const wall: Translation<typeof enWall> = {
  title: 'ウォール',
  label: 'ウォールの概要',
  counts: '状態別のデバイス',
  total_other: 'デバイス',
  online: 'オンライン',
  idle: 'アイドル',
  offline: 'オフライン',
  waiting: '待機中',
  needYou: '要対応',
  current: 'ライブです。表示はすべて最新です。',
  oldSince: 'この画面は{{age}}前のものです。',
  oldNever: 'サーバーからまだ何も読み取っていません。',
  sites: 'オフラインのデバイスがあるサイト',
  more_other: 'ほか{{n}}サイト',
  allWell: 'オフラインのデバイスはありません。',
  of: '{{offline}}/{{total}}',
  newest: '最近オフラインになったもの',
  lost: '{{time}}から',
  unconfirmed: 'サーバーで未確定',
}
