# セッションの状態、理由、出来事。

state-starting = 開始中
state-waiting = 待機中
state-active = 進行中
state-recovering = 復旧中
state-ended = 終了

end-reason-customer-ended = お客様による終了
end-reason-agent-ended = エージェントによる終了
end-reason-revoked = スーパーバイザーによる終了
end-reason-too-long = 最長時間に到達
end-reason-customer-lost = お客様のページが戻らなかった
end-reason-no-agent = エージェントが間に合わなかった
end-reason-no-customer = お客様が間に合わなかった
end-reason-never-started = お客様がページを共有しなかった

ended-customer-ended = お客様がセッションを終了しました。
ended-agent-ended = エージェントがセッションを終了しました。
ended-revoked = スーパーバイザーがセッションを終了しました。
ended-too-long = セッションが最長時間に達しました。
ended-customer-lost = お客様のページが時間内に戻らなかったため、セッションは終了しました。
ended-no-agent = エージェントが時間内に来なかったため、セッションは終了しました。
ended-no-customer = お客様が時間内に来なかったため、セッションは終了しました。
ended-never-started = お客様がページを共有しなかったため、セッションは終了しました。
ended-somehow = セッションは終了しました。

actor-customer = お客様
actor-agent = エージェント
actor-supervisor = スーパーバイザー
actor-admin = 管理者
actor-engine = エンジン
actor-system = cobroker

timeline-session-created = { $actor } がサポートを求め、セッションが作成されました
timeline-session-expected = { $actor } がセッションを開き、お客様を待ちました
timeline-customer-arrived = お客様が来ました
timeline-pin-reported = お客様のページにサポートPINが表示されました
timeline-pin-contested = 別の進行中のセッションが同じ PIN を名乗ったため、この PIN では誰も入れません
timeline-pin-refused = 発行されたものではない PIN が報告され、拒否されました
timeline-agent-admitted = { $actor } が正しい PIN を入力し、入室しました
timeline-consent-asked = { $actor } がページを見てよいか、お客様に尋ねました
timeline-consent-given = お客様が同意しました
timeline-consent-denied = お客様が断りました
timeline-agent-joined = { $actor } がページを表示しました
timeline-agent-left = { $actor } が退室しました
timeline-desk-reopened = { $actor } がデスクを開き直しました
timeline-customer-lost = お客様のページとの接続が切れました
timeline-customer-back = お客様のページが戻りました
timeline-customer-transferred = お客様が別のタブで続けました
timeline-assist-asked = { $actor } がページをスクロールしてよいか、お客様に尋ねました
timeline-assist-allowed = お客様がスクロールを許可しました
timeline-assist-denied = お客様がスクロールを許可しませんでした
timeline-assist-started = ここから { $actor } がページをスクロールできるようになりました
timeline-assist-stopped = { $actor } がスクロールをやめました
timeline-assist-ended = ページとの接続が切れたため、エージェントのスクロールは終わりました
timeline-click-proposed = { $actor } がお客様にクリックを提案しました
timeline-value-proposed = { $actor } が項目に入力する内容を提案しました
timeline-proposal-accepted = お客様が「はい」を押し、実行されました
timeline-proposal-declined = お客様が提案を断りました
timeline-proposal-impossible = ページは提案された操作を実行できませんでした
timeline-proposal-dropped = 提案が取り下げられたか、回答前にページとの接続が切れました
timeline-zoom-matched = 対応する Zoom のセッションが見つかりました
timeline-zoom-unmatched = Zoom の別のセッションだと分かりました
timeline-zoom-drifted = Zoom の進行中セッションの一覧が、こちらの一覧と異なっていました
timeline-zoom-healed = Zoom の進行中セッションの一覧が、再び一致しました
timeline-session-ended = セッションが終了しました（{ $actor }）
