# What is wrong with what somebody typed, and what stands beside the fields.

field-name-missing = Give a name.
field-name-too-long = Use at most 80 characters.
field-name-odd = Leave out control characters and invisible ones.
field-login-invalid = Use 2 to 64 letters, digits, dots, hyphens, underscores or @.
field-login-taken = Somebody has this login already.
field-password-hint = At least { $count } characters. Several words are easier to keep in mind than signs.
field-password-too-short = Use at least 8 characters; 15 or more are better.
field-password-too-long = Use at most 128 characters.
field-password-common = This password is one of the first that anybody would try. Choose another.
field-passwords-differ = The two passwords differ.

reveal-show = Show
reveal-hide = Hide
reveal-show-label = Show: { $name }
reveal-hide-label = Hide: { $name }
