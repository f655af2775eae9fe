# すべてのページの言葉。
#
# 用語集（この言語のすべてのファイル、です・ます調）:
#   Support PIN, PIN   サポートPIN、PIN
#   session            セッション
#   customer           お客様
#   agent              エージェント
#   supervisor         スーパーバイザー
#   admin              管理者
#   desk               デスク
#   page               ページ

common-skip = 本文へ移動

nav-main = メイン
nav-menu = メニュー
nav-console = コンソール
nav-home = ホーム
nav-live = ライブ
nav-history = 履歴
nav-figures = 統計
nav-audit = 監査
nav-subjects = お客様データ
nav-keys = API キー
nav-webhooks = Webhook
nav-settings = 設定
nav-account = アカウント
nav-manage = 管理
nav-desk = デスク
nav-sessions = セッション
nav-zoom = Zoom
nav-sites = サイト
nav-people = メンバー
nav-doctor = 診断
nav-api = API
nav-sign-in = サインイン
nav-sign-out = サインアウト

role-agent = エージェント
role-supervisor = スーパーバイザー
role-admin = 管理者

footer-promise = cobroker が共有するのは一度に 1 ページだけ、お客様が望む間だけです。
footer-demo-doors = デモの入口

copy-done = コピーしました
copy-by-hand = 手動でコピーしてください

time-just-now = たった今
time-in-a-moment = まもなく
