# Inicio de sesión único, y elegir una contraseña con un enlace.

sign-on-with = Iniciar sesión con { $label }
sign-on-or = o con una contraseña
sign-on-signed-out = Ha cerrado la sesión aquí.
sign-on-out-too = Cerrar también la sesión en { $label }
sign-on-passwords-off = Aquí las contraseñas son solo para administradores. Use el inicio de sesión único.
sign-on-wait = Demasiados intentos. Espere { $minutes ->
    [one] un minuto
   *[other] { $minutes } minutos
    } y vuelva a intentarlo.
sign-on-stale = Este inicio de sesión tardó demasiado o se empezó en otro navegador. Empiece de nuevo.
sign-on-declined = { $label } no le ha dejado entrar. Vuelva a intentarlo o pregunte a quien lo administra.
sign-on-misconfigured = cobroker y { $label } no están configurados el uno para el otro. Quien administra cobroker encontrará más en su registro.
sign-on-unreachable = { $label } no responde en este momento. Vuelva a intentarlo en un minuto.
sign-on-not-believed = Lo que envió { $label } no era de confianza, así que no se inició ninguna sesión. Vuelva a intentarlo; si continúa, avise a quien administra cobroker.
sign-on-no-role = No está en ningún grupo que trabaje con cobroker. Pregunte a quien administra sus grupos en { $label }.
sign-on-groups-left-out = { $label } no envió todos sus grupos. Quien administra cobroker debe elegir qué grupos se envían.
sign-on-disabled = Su cuenta está desactivada. Pregunte a un administrador.
sign-on-taken = Esta identidad de { $label } pertenece aquí a otra cuenta. Pregunte a un administrador.
sign-on-linked-already = Su cuenta ya tiene inicio de sesión único. Quítelo primero.
sign-on-last-admin = Es el último administrador y dejaría de serlo. Debe quedar alguien que pueda administrar a las personas.
sign-on-too-many-attempts = Demasiados intentos desde su red. Espere un minuto y vuelva a intentarlo.
sign-on-failed = Algo ha fallado aquí. Vuelva a intentarlo en un minuto.

password-title = Elegir una contraseña
password-intro = Para { $name }. Inicia sesión con el nombre de usuario <code>{ $login }</code>. Este enlace funciona una vez.
password-pending = Guardando…
password-submit = Guardar contraseña
