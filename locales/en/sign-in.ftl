# Signing in, and making the first admin.

sign-in-title = Sign in
sign-in-submit = Sign in
sign-in-pending = Signing in…
sign-in-login = Login name
sign-in-password = Password
sign-in-forgotten = No password, or forgotten? An admin can make you a new one under <em>People</em>.
sign-in-wrong = Login and password do not fit. Try again.

setup-title = Create the first admin
setup-intro = This link works once. The admin can then add everyone else.
setup-pending = Creating…
setup-submit = Create admin
setup-name = Your name
setup-name-hint = Customers see it when you ask to see their page.
setup-password-again = The same password again
