# Words on every page.
#
# Glossary, for every file of this language:
#   Support PIN, PIN   the code a customer reads out; always "PIN"
#   session            one time of help, from PIN to end
#   customer           who is helped
#   agent              who helps
#   supervisor         who answers for agents
#   admin              who sets cobroker up
#   desk               the page an agent works at
#   page               what the customer sees and shares

common-skip = Skip to content

nav-main = Main
nav-menu = Menu
nav-console = Console
nav-home = Home
nav-live = Live
nav-history = History
nav-figures = Figures
nav-audit = Audit
nav-subjects = Customers' data
nav-keys = API keys
nav-webhooks = Webhooks
nav-settings = Settings
nav-account = Account
nav-manage = Manage
nav-desk = Desk
nav-sessions = Sessions
nav-zoom = Zoom
nav-sites = Sites
nav-people = People
nav-doctor = Doctor
nav-api = API
nav-sign-in = Sign in
nav-sign-out = Sign out

role-agent = Agent
role-supervisor = Supervisor
role-admin = Admin

footer-promise = cobroker shares one page at a time, only while the customer wants it to.
footer-demo-doors = Demo doors

copy-done = Copied
copy-by-hand = Copy by hand

time-just-now = just now
time-in-a-moment = in a moment
