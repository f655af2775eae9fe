# Das eigene Konto.

account-title = Ihr Konto
account-who = { $name }, angemeldet als <code>{ $login }</code>, { $role }.
account-password = Passwort ändern
account-password-pending = Wird geändert…
account-password-present = Jetziges Passwort
account-password-new = Neues Passwort
account-password-hint = Mindestens { $count } Zeichen. Überall sonst werden Sie abgemeldet.
account-password-again = Das neue Passwort noch einmal
account-password-wrong = Das ist nicht Ihr Passwort.
account-password-changed = Ihr Passwort wurde geändert. Ihre anderen Browser wurden abgemeldet.
account-browsers = Wo Sie angemeldet sind
account-this-one = dieser
account-last-seen = zuletzt gesehen
account-signed-in = angemeldet
account-sign-out-of = Abmelden: { $browser }, { $address }
account-browser-signed-out = Dieser Browser wurde abgemeldet.
account-browser-on = { $browser } auf { $system }
account-browser-other = Ein anderes Programm
account-address-unknown = unbekannt
account-language = Sprache
account-language-label = Sprache von Arbeitsplatz und Konsole
account-language-browser = Wie mein Browser
account-language-save = Sprache speichern
account-language-chosen = Ihre Sprache wurde gespeichert.
