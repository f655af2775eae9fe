# Qué falla en lo que alguien ha escrito, y lo que hay junto a los campos.

field-name-missing = Escriba un nombre.
field-name-too-long = Use 80 caracteres como máximo.
field-name-odd = No use caracteres de control ni invisibles.
field-login-invalid = Use de 2 a 64 letras, cifras, puntos, guiones, guiones bajos o @.
field-login-taken = Alguien ya tiene este nombre de usuario.
field-password-hint = Al menos { $count } caracteres. Varias palabras se recuerdan mejor que los signos.
field-password-too-short = Use al menos 8 caracteres; 15 o más es mejor.
field-password-too-long = Use 128 caracteres como máximo.
field-password-common = Esta contraseña es una de las primeras que cualquiera probaría. Elija otra.
field-passwords-differ = Las dos contraseñas son distintas.

reveal-show = Mostrar
reveal-hide = Ocultar
reveal-show-label = Mostrar: { $name }
reveal-hide-label = Ocultar: { $name }
