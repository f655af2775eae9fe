# Wörter auf jeder Seite.
#
# Glossar, für alle Dateien dieser Sprache (Anrede: Sie):
#   Support PIN, PIN   Support-PIN, PIN
#   session            Sitzung
#   customer           Kunde
#   agent              Agent
#   supervisor         Supervisor
#   admin              Admin
#   desk               Arbeitsplatz
#   page               Seite

common-skip = Zum Inhalt springen

nav-main = Hauptmenü
nav-menu = Menü
nav-console = Konsole
nav-home = Start
nav-live = Live
nav-history = Verlauf
nav-figures = Zahlen
nav-audit = Prüfprotokoll
nav-subjects = Kundendaten
nav-keys = API-Schlüssel
nav-webhooks = Webhooks
nav-settings = Einstellungen
nav-account = Konto
nav-manage = Verwalten
nav-desk = Arbeitsplatz
nav-sessions = Sitzungen
nav-zoom = Zoom
nav-sites = Websites
nav-people = Personen
nav-doctor = Diagnose
nav-api = API
nav-sign-in = Anmelden
nav-sign-out = Abmelden

role-agent = Agent
role-supervisor = Supervisor
role-admin = Admin

footer-promise = cobroker teilt immer nur eine Seite, und nur solange der Kunde es will.
footer-demo-doors = Eingänge der Demo

copy-done = Kopiert
copy-by-hand = Bitte selbst kopieren

time-just-now = gerade eben
time-in-a-moment = gleich
