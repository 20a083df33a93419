import type { welcome as en } from '../en/welcome.ts'
import type { Translation } from '../translation.ts'

/** The welcome of a first start, and the tour. */
export const welcome: Translation<typeof en> = {
  title: 'Outpost Consoleへようこそ',
  text: '表示されているのはデモサイトです。このPC上の模擬デバイスのフリートで、自由に変更できます。このPCの外に出るものはありません。',
  demo: '自分のデバイスで作業するには、フリートサーバーに接続します。デモで作成したものはデモに残ります。',
  tryDemo: 'デモサイトを試す',
  connect: '自分のサーバーに接続…',
  skip: '後で',
  back: '戻る',
  tokenHelp: '管理者から受け取ります。ない場合は、後でサインインを求められます。',
  connectDone: '接続',
  connecting: '接続中',
  notOpened: '時間内にサイトを開けませんでした。理由は設定に表示され、何も失われていません。',
  offerTitle: 'サーバーを設定しました',
  offerText_other: '{{count}}ステップのツアーで、どこに何があるかを紹介します。',
  startTour: 'ツアーを始める',
  tour: 'ツアー',
  step: 'ステップ{{step}}/{{count}}',
  next: '次へ',
  finish: '完了',
  end: 'ツアーを終了',
  steps: {
    strip: {
      title: 'ステータスバーは事実を示します',
      text: 'どのサイトか、接続しているか、データの新しさ、まだ完了していないものが常に見えます。各部分から詳細が開きます。',
    },
    rail: {
      title: 'ページ',
      text: '仕事ごとに1ページです。Altと数字で移動します。判断が必要なものの数が横に表示されます。',
    },
    page: {
      title: '一覧と詳細',
      text: 'jとkで移動、Enterで一覧の横に詳細を開き、/で検索、Escで一つ戻ります。ライブ更新で、読んでいるものが動くことはありません。',
    },
    pending: {
      title: '待機中のもの',
      text: '変更は、待機中と表示される前にこのPCに保存され、サーバーが本当に受け取るまでこの数に含まれます。接続がなければ、待機が長くなるだけです。',
    },
    find: {
      title: '何でも検索',
      text: 'Ctrl Kで、ページ、デバイス、操作を数文字で探せます。',
    },
    help: {
      title: 'ヘルプはオフラインでも使えます',
      text: 'F1でガイド、キー、記号を開きます。?でページのキーを一覧にします。ツアーはそこでもう一度始められます。',
    },
  },
}
