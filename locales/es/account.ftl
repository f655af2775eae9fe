# La cuenta propia.

account-title = Su cuenta
account-who = { $name }, con el usuario <code>{ $login }</code>, { $role }.
account-password = Cambiar contraseña
account-password-pending = Cambiando…
account-password-present = Contraseña actual
account-password-new = Contraseña nueva
account-password-hint = Al menos { $count } caracteres. Se cerrará la sesión en todos los demás navegadores.
account-password-again = La contraseña nueva otra vez
account-password-wrong = Esta no es su contraseña.
account-password-changed = Se cambió su contraseña. Se cerró la sesión en sus otros navegadores.
account-browsers = Dónde tiene la sesión iniciada
account-this-one = este
account-last-seen = visto por última vez
account-signed-in = inicio de sesión
account-sign-out-of = Cerrar sesión: { $browser }, { $address }
account-browser-signed-out = Se cerró la sesión en ese navegador.
account-browser-on = { $browser } en { $system }
account-browser-other = Otro programa
account-address-unknown = desconocida
account-language = Idioma
account-language-label = Idioma del puesto y de la consola
account-language-browser = El de mi navegador
account-language-save = Guardar idioma
account-language-chosen = Se guardó su idioma.
