# Diagnose: was nicht stimmt und was zu tun ist. Was gefunden wird, steht auf Englisch da.

doctor-intro = Sagt, was nicht stimmt, bevor Kunden es merken, warum es wichtig ist und was zu tun ist. Dasselbe in der Shell: <code>cobroker doctor</code>.
doctor-english = Was gefunden wurde, steht auf Englisch da.
doctor-installation = Diese Installation
doctor-installation-what = Einstellungen, Zugangsdaten, Token, Uhr, Datenbank, Adressen und Proxys.
doctor-looking = Wird untersucht…
doctor-look-installation = Installation untersuchen
doctor-page = Eine Seite einer Website
doctor-page-of = Eine Seite von { $site }
doctor-address = Adresse der Seite
doctor-address-hint = Die Seite wird abgerufen, ohne dass ihre Skripte laufen.
doctor-address-inside = Seiten in Ihrem Netz werden von der Shell aus untersucht.
doctor-address-wrong = Geben Sie die ganze Adresse einer Seite ein, etwa https://www.example.com/contact.
doctor-selectors = Verdeckte Selektoren
doctor-selectors-optional = optional, falls sie nicht in der Seite stehen
doctor-look-page = Seite untersuchen
doctor-errors = Fehler
doctor-warnings = Warnungen
doctor-notes = Hinweise
doctor-count-errors = { $count } Fehler
doctor-count-warnings = { $count ->
    [one] { $count } Warnung
   *[other] { $count } Warnungen
  }
doctor-count-notes = { $count ->
    [one] { $count } Hinweis
   *[other] { $count } Hinweise
  }
doctor-count-passed = { $count } in Ordnung
doctor-count-unchecked = { $count } nicht untersucht
doctor-nothing-wrong = Alles stimmt
doctor-why = Warum es wichtig ist
doctor-name = Name
doctor-paste = Zum Kopieren: { $title }
doctor-copy = Kopieren
doctor-fields = Felder der Seite
doctor-fields-caption = Felder der Seite, und ob Agenten sie sehen
doctor-field = Feld
doctor-label = Beschriftung
doctor-may-hold = Enthält vielleicht
doctor-agents = Agenten
doctor-always-masked = Immer verdeckt
doctor-masked-by-settings = Durch Einstellungen der Website verdeckt
doctor-visible = Für Agenten sichtbar
doctor-in-order = In Ordnung
doctor-not-looked-at = Nicht untersucht
doctor-nothing-yet = Noch wurde nichts untersucht.
