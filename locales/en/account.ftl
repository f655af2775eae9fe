# One's own account.

account-title = Your account
account-who = { $name }, signed in as <code>{ $login }</code>, { $role }.
account-password = Change password
account-password-pending = Changing…
account-password-present = Present password
account-password-new = New password
account-password-hint = At least { $count } characters. You will be signed out everywhere else.
account-password-again = The new password again
account-password-wrong = This is not your password.
account-password-changed = Your password was changed. Your other browsers were signed out.
account-browsers = Where you are signed in
account-this-one = this one
account-last-seen = last seen
account-signed-in = signed in
account-sign-out-of = Sign out: { $browser }, { $address }
account-browser-signed-out = That browser was signed out.
account-browser-on = { $browser } on { $system }
account-browser-other = Another program
account-address-unknown = unknown
account-language = Language
account-language-label = Language of desk and console
account-language-browser = As my browser says
account-language-save = Save language
account-language-chosen = Your language was saved.
