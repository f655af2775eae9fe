# 自分のアカウント。

account-title = アカウント
account-who = { $name } さん、<code>{ $login }</code> でサインイン中、{ $role }。
account-password = パスワードを変更
account-password-pending = 変更しています…
account-password-present = 現在のパスワード
account-password-new = 新しいパスワード
account-password-hint = { $count } 文字以上。ほかの場所ではサインアウトされます。
account-password-again = 新しいパスワードをもう一度
account-password-wrong = パスワードが違います。
account-password-changed = パスワードを変更しました。ほかのブラウザーはサインアウトされました。
account-browsers = サインインしている場所
account-this-one = このブラウザー
account-last-seen = 最終確認
account-signed-in = サインイン
account-sign-out-of = サインアウト: { $browser }、{ $address }
account-browser-signed-out = そのブラウザーをサインアウトしました。
account-browser-on = { $system } の { $browser }
account-browser-other = 別のプログラム
account-address-unknown = 不明
account-language = 言語
account-language-label = デスクとコンソールの言語
account-language-browser = ブラウザーの設定に従う
account-language-save = 言語を保存
account-language-chosen = 言語を保存しました。
