# シングルサインオンと、リンクからのパスワード設定。

sign-on-with = { $label } でサインイン
sign-on-or = またはパスワードで
sign-on-signed-out = こちらではサインアウトしました。
sign-on-out-too = { $label } からもサインアウト
sign-on-passwords-off = ここでは、パスワードは管理者だけが使えます。シングルサインオンをご利用ください。
sign-on-wait = 試行回数が多すぎます。{ $minutes ->
   *[other] { $minutes } 分
    }待ってから、もう一度お試しください。
sign-on-stale = サインインに時間がかかりすぎたか、別のブラウザーで始められました。最初からやり直してください。
sign-on-declined = { $label } がサインインを許可しませんでした。もう一度試すか、{ $label } の管理担当者にお問い合わせください。
sign-on-misconfigured = cobroker と { $label } の設定が合っていません。cobroker の運用担当者は、ログで詳細を確認できます。
sign-on-unreachable = { $label } が今は応答しません。1 分後にもう一度お試しください。
sign-on-not-believed = { $label } から届いた内容を信頼できなかったため、サインインしませんでした。もう一度試し、続く場合は cobroker の運用担当者にお知らせください。
sign-on-no-role = cobroker を使うグループに入っていません。{ $label } でグループを管理している担当者にお問い合わせください。
sign-on-groups-left-out = { $label } からすべてのグループが届きませんでした。送信するグループは、cobroker の運用担当者が選ぶ必要があります。
sign-on-disabled = アカウントは無効になっています。管理者にお問い合わせください。
sign-on-taken = { $label } のこの ID は、ここでは別のアカウントのものです。管理者にお問い合わせください。
sign-on-linked-already = アカウントにはすでにシングルサインオンがあります。先に解除してください。
sign-on-last-admin = あなたは最後の管理者で、管理者ではなくなってしまいます。メンバーを管理できる人が必要です。
sign-on-too-many-attempts = お使いのネットワークからの試行回数が多すぎます。1 分待ってから、もう一度お試しください。
sign-on-failed = こちらで問題が起きました。1 分後にもう一度お試しください。

password-title = パスワードを決める
password-intro = { $name } さん用です。ログイン名 <code>{ $login }</code> でサインインします。このリンクは一度だけ使えます。
password-pending = 保存しています…
password-submit = パスワードを保存
