import type { shellMore as en } from '../en/shell-more.ts'
import type { Translation } from '../translation.ts'

/** Ways about the console: taking back, going back, finding. */
export const shellMore: Translation<typeof en> = {
  undoKey: {
    nothing: '元に戻せるお知らせはありません。保留中のものは「保留中の操作」ページで取り消せます。',
  },
  failure: { said: '実行できませんでした。{{reason}}' },
  found: {
    recent: '最近使ったもの',
    setting: '設定：{{name}}',
    tour: 'ツアーを見る',
    density: { compact: '行をコンパクトにする', comfortable: '行をゆったりにする' },
  },
  viewUndo: {
    updated: 'ビュー「{{name}}」を更新しました',
    renamed: 'ビューの名前を「{{name}}」に変更しました',
    layout: 'ビュー「{{name}}」の列を変更しました',
    standardLayout: '標準ビューの列を変更しました',
    undone: 'ビューを元に戻しました',
    restored: 'ビュー「{{name}}」を戻しました',
  },
}
