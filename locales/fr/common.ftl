# Les mots de toutes les pages.
#
# Glossaire, pour tous les fichiers de cette langue (vouvoiement) :
#   Support PIN, PIN   code PIN d’assistance, code PIN
#   session            session
#   customer           client
#   agent              agent
#   supervisor         superviseur
#   admin              administrateur
#   desk               poste
#   page               page

common-skip = Aller au contenu

nav-main = Principal
nav-menu = Menu
nav-console = Console
nav-home = Accueil
nav-live = En direct
nav-history = Historique
nav-figures = Chiffres
nav-audit = Audit
nav-subjects = Données des clients
nav-keys = Clés d’API
nav-webhooks = Webhooks
nav-settings = Réglages
nav-account = Compte
nav-manage = Gérer
nav-desk = Poste
nav-sessions = Sessions
nav-zoom = Zoom
nav-sites = Sites
nav-people = Personnes
nav-doctor = Diagnostic
nav-api = API
nav-sign-in = Se connecter
nav-sign-out = Se déconnecter

role-agent = Agent
role-supervisor = Superviseur
role-admin = Administrateur

footer-promise = cobroker partage une seule page à la fois, et seulement tant que le client le souhaite.
footer-demo-doors = Entrées de la démo

copy-done = Copié
copy-by-hand = À copier à la main

time-just-now = à l’instant
time-in-a-moment = dans un instant
