# サインインと、最初の管理者の作成。

sign-in-title = サインイン
sign-in-submit = サインイン
sign-in-pending = サインインしています…
sign-in-login = ログイン名
sign-in-password = パスワード
sign-in-forgotten = パスワードがない場合や忘れた場合は、管理者が<em>メンバー</em>で新しいものを発行できます。
sign-in-wrong = ログイン名とパスワードが一致しません。もう一度お試しください。

setup-title = 最初の管理者を作成
setup-intro = このリンクは一度だけ使えます。ほかの人は、あとで管理者が追加できます。
setup-pending = 作成しています…
setup-submit = 管理者を作成
setup-name = お名前
setup-name-hint = ページの閲覧をお願いするとき、お客様に表示されます。
setup-password-again = 同じパスワードをもう一度
