# トップページ。

home-title = お客様と同じページを見る
home-lead = お客様が<em>ヘルプボタン</em>を押し、6 桁のサポートPINを読み上げます。サインインしたエージェントが入力し、お客様が同意すると、両者が同じページを見られます。非公開の欄は、お客様のブラウザーを出る前に隠されます。
home-open-desk = デスクを開く
home-read-api = API を読む
home-doors = お試し: 3 つの入口
home-doors-text = お客様のサイトはこのウィンドウで開きます。ブラウザーには一度に 1 人しかサインインできないため、エージェントとスーパーバイザーはそれぞれ別のウィンドウ（プライベートまたは別のブラウザー）で開いてください。パスワードはデモを起動した端末に表示されています。
home-customer = お客様
home-customer-text = Harbor & Pine Insurance を開き、右下の <strong>Get help</strong> を押してサポートPINを控えます。次に見積もりフォームに入力すると、非公開の欄はエージェントに見えません。
home-customer-open = お客様のサイトを開く
home-agent = エージェント
home-agent-text = 次のいずれかでサインインし、PIN を入力して、お客様の同意を待ちます:
home-agent-open = エージェントのデスクを開く
home-supervisor = スーパーバイザー
home-supervisor-text = <code>{ $login }</code> でサインインし、セッションが現れて変わる様子を見て、終了してみてください。ほかの 2 つのウィンドウにも表示されます。
home-supervisor-open = セッション一覧を開く
home-kept = 残るもの、残らないもの
home-only = このページだけ
home-only-text = 共有されるのはお客様のページだけで、画面やブラウザー、コンピューターではありません。閉じるか<em>終了</em>を押すと直ちに止まります。
home-masked = 発信元で隠します
home-masked-text = パスワード、カード欄、サイトが非公開とした内容は、お客様のブラウザー内で置き換えられ、送信されません。
home-recorded = すべての手順を記録
home-recorded-text = 誰がいつ入室し、なぜセッションが終わったかは監査記録に残ります。ページの内容は残りません。
