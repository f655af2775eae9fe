# Single Sign-on, und ein Passwort über einen Link wählen.

sign-on-with = Mit { $label } anmelden
sign-on-or = oder mit einem Passwort
sign-on-signed-out = Sie sind hier abgemeldet.
sign-on-out-too = Auch bei { $label } abmelden
sign-on-passwords-off = Passwörter sind hier nur für Admins. Verwenden Sie Single Sign-on.
sign-on-wait = Zu viele Versuche. Warten Sie { $minutes ->
    [one] eine Minute
   *[other] { $minutes } Minuten
    } und versuchen Sie es noch einmal.
sign-on-stale = Diese Anmeldung hat zu lange gedauert oder wurde in einem anderen Browser begonnen. Beginnen Sie noch einmal.
sign-on-declined = { $label } hat Sie nicht hereingelassen. Versuchen Sie es noch einmal, oder fragen Sie dort die Zuständigen.
sign-on-misconfigured = cobroker und { $label } sind nicht aufeinander eingestellt. Wer cobroker betreibt, findet mehr im Protokoll.
sign-on-unreachable = { $label } antwortet gerade nicht. Versuchen Sie es in einer Minute noch einmal.
sign-on-not-believed = Was { $label } geschickt hat, war nicht vertrauenswürdig; niemand wurde angemeldet. Versuchen Sie es noch einmal, und wenn es so bleibt, sagen Sie es denen, die cobroker betreiben.
sign-on-no-role = Sie sind in keiner Gruppe, die mit cobroker arbeitet. Fragen Sie, wer Ihre Gruppen bei { $label } verwaltet.
sign-on-groups-left-out = { $label } hat nicht alle Ihre Gruppen geschickt. Wer cobroker betreibt, muss auswählen, welche Gruppen geschickt werden.
sign-on-disabled = Ihr Konto ist gesperrt. Fragen Sie einen Admin.
sign-on-taken = Diese Identität bei { $label } gehört hier zu einem anderen Konto. Fragen Sie einen Admin.
sign-on-linked-already = Ihr Konto hat schon Single Sign-on. Entfernen Sie es zuerst.
sign-on-last-admin = Sie sind der letzte Admin und wären dann keiner mehr. Jemand muss bleiben, der Personen verwalten kann.
sign-on-too-many-attempts = Zu viele Versuche aus Ihrem Netz. Warten Sie eine Minute und versuchen Sie es noch einmal.
sign-on-failed = Hier ist etwas schiefgegangen. Versuchen Sie es in einer Minute noch einmal.

password-title = Ein Passwort wählen
password-intro = Für { $name }. Sie melden sich mit dem Anmeldenamen <code>{ $login }</code> an. Dieser Link funktioniert einmal.
password-pending = Wird gespeichert…
password-submit = Passwort speichern
