# 入力の誤りと、入力欄のそばの言葉。

field-name-missing = 名前を入力してください。
field-name-too-long = 80 文字以内にしてください。
field-name-odd = 制御文字や見えない文字は使わないでください。
field-login-invalid = 2～64 文字の英字、数字、ピリオド、ハイフン、アンダースコア、@ を使ってください。
field-login-taken = このログイン名はすでに使われています。
field-password-hint = { $count } 文字以上。記号よりも、いくつかの単語のほうが覚えやすくなります。
field-password-too-short = 8 文字以上にしてください。15 文字以上ならより安全です。
field-password-too-long = 128 文字以内にしてください。
field-password-common = このパスワードは誰もが最初に試すものです。別のものを選んでください。
field-passwords-differ = 2 つのパスワードが異なります。

reveal-show = 表示
reveal-hide = 隠す
reveal-show-label = 表示: { $name }
reveal-hide-label = 隠す: { $name }
