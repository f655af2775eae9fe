# Anmelden, und den ersten Admin anlegen.

sign-in-title = Anmelden
sign-in-submit = Anmelden
sign-in-pending = Anmeldung läuft…
sign-in-login = Anmeldename
sign-in-password = Passwort
sign-in-forgotten = Kein Passwort oder vergessen? Ein Admin kann Ihnen unter <em>Personen</em> ein neues machen.
sign-in-wrong = Anmeldename und Passwort passen nicht zusammen. Versuchen Sie es noch einmal.

setup-title = Den ersten Admin anlegen
setup-intro = Dieser Link funktioniert einmal. Danach kann der Admin alle anderen hinzufügen.
setup-pending = Wird angelegt…
setup-submit = Admin anlegen
setup-name = Ihr Name
setup-name-hint = Kunden sehen ihn, wenn Sie ihre Seite sehen möchten.
setup-password-again = Dasselbe Passwort noch einmal
