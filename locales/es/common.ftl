# Palabras de todas las páginas.
#
# Glosario, para todos los archivos de este idioma (trato de usted):
#   Support PIN, PIN   PIN de soporte, PIN
#   session            sesión
#   customer           cliente
#   agent              agente
#   supervisor         supervisor
#   admin              administrador
#   desk               puesto
#   page               página

common-skip = Ir al contenido

nav-main = Principal
nav-menu = Menú
nav-console = Consola
nav-home = Inicio
nav-live = En curso
nav-history = Historial
nav-figures = Cifras
nav-audit = Auditoría
nav-subjects = Datos de clientes
nav-keys = Claves de API
nav-webhooks = Webhooks
nav-settings = Ajustes
nav-account = Cuenta
nav-manage = Administrar
nav-desk = Puesto
nav-sessions = Sesiones
nav-zoom = Zoom
nav-sites = Sitios
nav-people = Personas
nav-doctor = Diagnóstico
nav-api = API
nav-sign-in = Iniciar sesión
nav-sign-out = Cerrar sesión

role-agent = Agente
role-supervisor = Supervisor
role-admin = Administrador

footer-promise = cobroker comparte una sola página a la vez, y solo mientras el cliente quiere.
footer-demo-doors = Entradas de la demo

copy-done = Copiado
copy-by-hand = Copie a mano

time-just-now = ahora mismo
time-in-a-moment = en un momento
