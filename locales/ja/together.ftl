# 一つのセッションに複数の人がいるとき：招待と閲覧。

together-invites-title = 同僚からの依頼
together-asks-in = { $name } から参加の依頼
together-hands-over = { $name } から引き継ぎの依頼
together-customer = お客様：{ $name }
together-customer-at = お客様：{ $name }（{ $site }）
together-accept = 参加する
together-take-over = 引き継ぐ
together-decline = 辞退する
together-word = { $name } への一言（任意）
together-send-decline = 辞退する
together-keep = まだ決めない
together-until = { $time } まで有効
together-gone-withdrawn = { $name } が招待を取り消しました。
together-gone-expired = { $name } の招待は無効になりました。
together-customer-away = お客様のページが離れています。戻ったらもう一度お試しください。
together-watch = 閲覧
together-watch-of = { $name } のセッションを閲覧
together-watch-title = { $name } のセッションを閲覧しますか？
together-watch-text = お客様に確認し、エージェントにもあなたが見えます。ページを見ることだけができ、操作はできません。あとで手伝いを申し出ることができます。
together-watch-ask = 閲覧を求める
together-watch-cancel = 閲覧しない
together-handed-over = セッションを引き継ぎました。お客様にも伝えてあります。
