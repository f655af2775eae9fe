# ビューアー: デスク内で再現されるページ。

viewer-draw-layer = お客様のページ（描画用）
viewer-read-copy = お客様のページのコピー（閲覧専用）
viewer-read-end = ページの終わりです。
viewer-read-start = ページの先頭です。
viewer-read-other = お客様は別のページにいます。
viewer-read-refused = コピーを読んでいます。お客様のページでは何も押されず、入力もされません。
viewer-canvas-tainted = この図は別のウェブサイトの内容を含むため共有されません
viewer-canvas-too-large = この図は大きすぎて共有できません
viewer-canvas-unsupported = 空白か、共有できない図です
viewer-frame = 別のウェブサイトの内容（非表示）
viewer-pick = ページの一部を指してください。矢印キーで移動、Enter で選択、Escape で中止します。
viewer-you-point = ここを指しています
viewer-a = リンク
viewer-button = ボタン
viewer-select = リスト
viewer-field = 入力欄
viewer-summary = セクション
viewer-label = ラベル
viewer-img = 画像
viewer-tick-box = チェックボックス
viewer-option = 選択肢
viewer-tab = タブ
viewer-part = ページの一部
viewer-read-unavailable = 利用不可
