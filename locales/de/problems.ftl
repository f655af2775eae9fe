# Was schiefging, nach dem Namen des Problems.

problem-invalid-request = Prüfen Sie die Eingaben
problem-invalid-request-text = Etwas an dieser Anfrage fehlt oder stimmt nicht. Berichtigen Sie es und versuchen Sie es noch einmal.
problem-invalid-request-cure = Etwas, das gesendet wurde, fehlt oder stimmt nicht. Gehen Sie zurück, prüfen Sie die Felder und senden Sie noch einmal.
problem-pin-malformed = Das ist keine Support-PIN
problem-pin-malformed-text = Eine Support-PIN hat 1 bis 10 Buchstaben oder Ziffern. Bitten Sie den Kunden, sie noch einmal vorzulesen.
problem-pin-not-accepted = Dieser Code ist nicht aktiv
problem-pin-not-accepted-text = Bitten Sie den Kunden, ihn noch einmal vorzulesen oder neu zu beginnen.
problem-identity-not-accepted = Diese Identität wird nicht anerkannt
problem-identity-not-accepted-text = Was die Website über ihren Kunden sagt, konnte nicht bestätigt werden.
problem-not-signed-in = Melden Sie sich zuerst an
problem-not-signed-in-text = Sie sind nicht oder nicht mehr angemeldet. Melden Sie sich an und versuchen Sie es noch einmal.
problem-not-signed-in-cure = Sie sind nicht oder nicht mehr angemeldet: Nach einiger Zeit ohne Nutzung wird jeder abgemeldet. Melden Sie sich an; Sie kommen dorthin zurück, wo Sie waren.
problem-token-invalid = Dieses Token ist nicht gültig
problem-token-invalid-text = Das Token ist unbekannt, abgelaufen oder für etwas anderes bestimmt.
problem-signature-invalid = Diese Signatur ist nicht gültig
problem-signature-invalid-text = Die Signatur oder ihre Zeit stimmt nicht. Vergleichen Sie das Geheimnis beider Seiten und beide Uhren.
problem-forbidden = Das dürfen Sie nicht
problem-forbidden-text = Ihre Rolle erlaubt es nicht, oder die Anfrage kam nicht von unseren eigenen Seiten. Öffnen Sie die Seite neu oder fragen Sie einen Admin.
problem-forbidden-cure = Ihre Rolle erlaubt es nicht, oder die Seite war zu alt. Öffnen Sie die Seite neu; hilft das nicht, bitten Sie einen Admin um die nötige Rolle.
problem-scope-missing = Dieser Schlüssel darf das nicht
problem-scope-missing-text = Dem API-Schlüssel fehlt die nötige Berechtigung. Legen Sie einen an, der sie hat.
problem-origin-not-allowed = Diese Website darf das nicht
problem-origin-not-allowed-text = Anfragen von dieser Website werden nicht angenommen. Ihr Ursprung ist nicht unter den erlaubten.
problem-not-found = Hier ist nichts
problem-not-found-text = Unter dieser Adresse wurde nichts gefunden.
problem-not-found-cure = Vielleicht ist die Adresse vertippt, das Gesuchte nicht mehr da, oder Sie dürfen es nicht sehen. Vergleichen Sie die Adresse oder beginnen Sie auf der Startseite.
problem-method-not-allowed = Diese Adresse nimmt diese Methode nicht
problem-method-not-allowed-text = Öffnen Sie die Seite neu und benutzen Sie ihre eigenen Knöpfe.
problem-request-timeout = Die Anfrage kam zu langsam an
problem-request-timeout-text = Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.
problem-session-full = Diese Sitzung ist voll
problem-session-full-text = Alle fünf Plätze dieser Sitzung sind belegt.
problem-duplicate-user = Dieser Agent ist schon in der Sitzung
problem-duplicate-user-text = Schließen Sie zuerst den anderen Arbeitsplatz.
problem-session-taken = Jemand anderes war schneller
problem-session-taken-text = Jemand anderes hat diese Sitzung übernommen. Nehmen Sie die nächste auf der Liste.
problem-changed-meanwhile = Das wurde inzwischen geändert
problem-changed-meanwhile-text = Es wurde inzwischen anderswo gespeichert, von Ihnen wurde nichts gespeichert. Öffnen Sie die Seite neu und ändern Sie es dann.
problem-session-over = Diese Sitzung ist vorbei
problem-session-over-text = Sie ist beendet. Bitten Sie den Kunden, eine neue zu beginnen.
problem-invite-closed = Diese Einladung ist nicht mehr offen
problem-invite-closed-text = Diese Einladung wurde beantwortet, zurückgenommen oder ist zu alt.
problem-already-inside = Sie sind schon dabei
problem-already-inside-text = Sie sind schon in dieser Sitzung.
problem-already-invited = Diese Person ist schon gefragt
problem-already-invited-text = Diese Person hat eine offene Einladung zu dieser Sitzung. Warten Sie auf die Antwort.
problem-not-shared-yet = Noch gibt es nichts zu sehen
problem-not-shared-yet-text = Die Seite des Kunden ist noch nicht verbunden. Versuchen Sie es gleich noch einmal.
problem-watchers-full = Zwei Supervisoren sehen schon zu
problem-watchers-full-text = Zwei Supervisoren sehen schon zu.
problem-customer-declined = Der Kunde hat Nein gesagt
problem-customer-declined-text = Der Kunde hat Nein gesagt und wird nicht noch einmal gefragt.
problem-not-in-zoom-mode = Der Arbeitsplatz von Zoom kann das nicht
problem-not-in-zoom-mode-text = Wer den Arbeitsplatz von Zoom öffnet, kann zeichnen und um Steuerung bitten; nur zusehen kann dort niemand.
problem-too-large = Diese Anfrage ist zu groß
problem-too-large-text = Senden Sie weniger auf einmal.
problem-uri-too-long = Diese Adresse ist zu lang
problem-uri-too-long-text = Verwenden Sie weniger oder kürzere Suchwörter.
problem-unsupported-media-type = Senden Sie das als JSON
problem-unsupported-media-type-text = Diese Adresse nimmt nur JSON.
problem-too-many-attempts = Zu viele Versuche
problem-too-many-attempts-text = Versuchen Sie es in { $wait } noch einmal.
problem-too-many-attempts-cure = Es gab zu viele Versuche in kurzer Zeit. Warten Sie ein paar Minuten; Versuche bis dahin zählen nicht.
problem-internal = Hier ist etwas schiefgegangen
problem-internal-text = Es lag nicht an Ihnen. Die Anfragenummer hilft, den Grund zu finden.
problem-internal-cure = Es lag nicht an Ihnen. Versuchen Sie es noch einmal; passiert es wieder, geben Sie die Anfragenummer an die, die diesen Dienst betreiben.
problem-unavailable = Gerade nicht verfügbar
problem-unavailable-text = Das geht im Moment nicht. Versuchen Sie es gleich noch einmal.
problem-unavailable-cure = Der Dienst ist ausgelastet oder wird gewartet. Warten Sie einen Moment und öffnen Sie die Seite neu; was vorher gespeichert war, ist nicht verloren.
problem-not-set-up = Das ist nicht eingerichtet
problem-not-set-up-text = Eine Einstellung dieser Installation fehlt. Fragen Sie einen Admin.

refusal-role = Ihre Rolle erlaubt das nicht.
refusal-for-supervisors = Das ist für Supervisoren und Admins.
refusal-for-admins = Das ist für Admins.
refusal-others-sessions = Die Liste aller Sitzungen ist für Supervisoren. Ihre eigenen Sitzungen sind an Ihrem Arbeitsplatz.
refusal-elsewhere = Diese Anfrage kam nicht von unseren eigenen Seiten. Öffnen Sie die Seite neu und versuchen Sie es noch einmal.
refusal-own-account = Bitten Sie einen anderen Admin, Ihr eigenes Konto zu ändern.
refusal-role-from-provider = Diese Rolle kommt bei jeder Anmeldung aus den Gruppen beim Anbieter.
refusal-no-password = Sie haben kein Passwort. Bitten Sie zuerst einen Admin um einen Link, um eines zu wählen.
refusal-setup-link = Dieser Link wurde schon benutzt oder ist zu alt. Starten Sie cobroker neu, um einen neuen zu bekommen.
refusal-password-link = Dieser Link wurde schon benutzt oder ist zu alt. Bitten Sie einen Admin um einen neuen.
refusal-last-admin = Es muss jemand bleiben, der die Personen verwalten kann.

error-sign-in = Anmelden
error-to-desk = Zum Arbeitsplatz
error-to-start = Zur Startseite
error-number = Nennen Sie diese Nummer, wenn Sie um Hilfe bitten:
error-when = Wann
error-cure = Was zu tun ist
error-sorts = Kommt mit
error-about = Was das bedeutet und was zu tun ist
error-for-programs = Für alle, die Programme schreiben
problem-offline = Keine Verbindung
problem-offline-text = Der Server hat nicht geantwortet. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.
problem-unknown = Das hat nicht funktioniert
problem-server-text = Der Server hat ein Problem. Versuchen Sie es gleich noch einmal.
problem-unknown-text = Der Server hat das abgelehnt.

wait-seconds = { $count ->
    [one] { $count } Sekunde
   *[other] { $count } Sekunden
  }
wait-minutes = { $count ->
    [one] { $count } Minute
   *[other] { $count } Minuten
  }
