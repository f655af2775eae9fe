# Inicio de sesión y creación del primer administrador.

sign-in-title = Iniciar sesión
sign-in-submit = Iniciar sesión
sign-in-pending = Iniciando sesión…
sign-in-login = Nombre de usuario
sign-in-password = Contraseña
sign-in-forgotten = ¿No tiene contraseña o la ha olvidado? Un administrador puede crearle otra en <em>Personas</em>.
sign-in-wrong = El usuario y la contraseña no coinciden. Inténtelo de nuevo.

setup-title = Crear el primer administrador
setup-intro = Este enlace funciona una sola vez. Después, el administrador podrá añadir a todos los demás.
setup-pending = Creando…
setup-submit = Crear administrador
setup-name = Su nombre
setup-name-hint = Los clientes lo ven cuando usted pide ver su página.
setup-password-again = La misma contraseña otra vez
