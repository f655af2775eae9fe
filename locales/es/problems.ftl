# Qué ha fallado, por el nombre del problema.

problem-invalid-request = Revise lo introducido
problem-invalid-request-text = Falta algo en esta petición o no es correcto. Corríjalo e inténtelo de nuevo.
problem-invalid-request-cure = Algo de lo enviado falta o no es correcto. Vuelva atrás, revise los campos y envíelo de nuevo.
problem-pin-malformed = Esto no es un PIN de soporte
problem-pin-malformed-text = Un PIN de soporte tiene de 1 a 10 letras o cifras. Pida al cliente que lo lea otra vez.
problem-pin-not-accepted = Ese código no está activo
problem-pin-not-accepted-text = Pida al cliente que lo lea otra vez o que empiece de nuevo.
problem-identity-not-accepted = Esta identidad no se acepta
problem-identity-not-accepted-text = No se pudo confirmar lo que el sitio web dice de su cliente.
problem-not-signed-in = Inicie sesión primero
problem-not-signed-in-text = No ha iniciado sesión, o ya se cerró. Inicie sesión e inténtelo de nuevo.
problem-not-signed-in-cure = No ha iniciado sesión, o ya se cerró: tras un tiempo sin uso se cierra la de todos. Iníciela de nuevo y volverá a donde estaba.
problem-token-invalid = Este token no es válido
problem-token-invalid-text = El token es desconocido, ha caducado o es para otra cosa.
problem-signature-invalid = Esta firma no es válida
problem-signature-invalid-text = La firma o su hora no son correctas. Compare el secreto de ambos lados y los dos relojes.
problem-forbidden = No puede hacer esto
problem-forbidden-text = Su rol no lo permite, o la petición no vino de nuestras páginas. Abra la página de nuevo o pregunte a un administrador.
problem-forbidden-cure = Su rol no lo permite, o la página era demasiado antigua. Ábrala de nuevo; si no ayuda, pida a un administrador el rol necesario.
problem-scope-missing = Esta clave no puede hacer esto
problem-scope-missing-text = A la clave de API le falta el permiso necesario. Cree una que lo tenga.
problem-origin-not-allowed = Este sitio web no puede hacer esto
problem-origin-not-allowed-text = No se aceptan peticiones de este sitio web. Su origen no está entre los permitidos.
problem-not-found = Aquí no hay nada
problem-not-found-text = No se encontró nada en esta dirección.
problem-not-found-cure = Puede que la dirección esté mal escrita, que ya no exista lo que había o que no pueda verlo. Compruebe la dirección o empiece por la página de inicio.
problem-method-not-allowed = Esta dirección no admite ese método
problem-method-not-allowed-text = Abra la página de nuevo y use sus propios botones.
problem-request-timeout = La petición tardó demasiado en llegar
problem-request-timeout-text = Compruebe su conexión e inténtelo de nuevo.
problem-session-full = Esta sesión está completa
problem-session-full-text = Las cinco plazas de esta sesión están ocupadas.
problem-duplicate-user = Este agente ya está en la sesión
problem-duplicate-user-text = Cierre primero el otro puesto.
problem-session-taken = Otra persona fue más rápida
problem-session-taken-text = Otra persona tomó esta sesión. Tome la siguiente de la lista.
problem-changed-meanwhile = Esto se cambió entretanto
problem-changed-meanwhile-text = Se guardó entretanto en otro lugar y no se guardó nada suyo. Abra la página de nuevo y haga su cambio.
problem-session-over = Esta sesión ha terminado
problem-session-over-text = Ya terminó. Pida al cliente que empiece otra.
problem-invite-closed = Esta invitación ya no está abierta
problem-invite-closed-text = Esta invitación se respondió, se retiró o es demasiado antigua.
problem-already-inside = Ya está dentro
problem-already-inside-text = Ya está en esta sesión.
problem-already-invited = Ya se ha preguntado a esta persona
problem-already-invited-text = Esta persona tiene una invitación abierta a esta sesión. Espere la respuesta.
problem-not-shared-yet = Todavía no hay nada que observar
problem-not-shared-yet-text = La página del cliente aún no está conectada. Inténtelo de nuevo en un momento.
problem-watchers-full = Ya hay dos supervisores observando
problem-watchers-full-text = Ya hay dos supervisores observando.
problem-customer-declined = El cliente dijo que no
problem-customer-declined-text = El cliente dijo que no, y no se le vuelve a preguntar.
problem-not-in-zoom-mode = El puesto de Zoom no puede hacer esto
problem-not-in-zoom-mode-text = Quien abre el puesto de Zoom puede dibujar y pedir el control, así que allí nadie puede solo observar.
problem-too-large = Esta petición es demasiado grande
problem-too-large-text = Envíe menos de una vez.
problem-uri-too-long = Esta dirección es demasiado larga
problem-uri-too-long-text = Use menos palabras de búsqueda o más cortas.
problem-unsupported-media-type = Envíe esto como JSON
problem-unsupported-media-type-text = Esta dirección solo admite JSON.
problem-too-many-attempts = Demasiados intentos
problem-too-many-attempts-text = Inténtelo de nuevo dentro de { $wait }.
problem-too-many-attempts-cure = Hubo demasiados intentos en poco tiempo. Espere unos minutos antes de intentarlo de nuevo; los intentos hasta entonces no cuentan.
problem-internal = Algo ha fallado aquí
problem-internal-text = No fue culpa suya. El número de petición ayuda a averiguar qué pasó.
problem-internal-cure = No fue culpa suya. Inténtelo de nuevo; si vuelve a pasar, dé el número de petición a quien gestiona este servicio.
problem-unavailable = No disponible en este momento
problem-unavailable-text = Ahora mismo no se puede hacer. Inténtelo de nuevo en un momento.
problem-unavailable-cure = El servicio está ocupado o en mantenimiento. Espere un momento y abra la página de nuevo; no se pierde nada de lo guardado.
problem-not-set-up = Esto no está configurado
problem-not-set-up-text = Falta un ajuste de esta instalación. Pregunte a un administrador.

refusal-role = Su rol no permite esto.
refusal-for-supervisors = Esto es para supervisores y administradores.
refusal-for-admins = Esto es para administradores.
refusal-others-sessions = La lista de sesiones de todos es para supervisores. Sus propias sesiones están en su puesto.
refusal-elsewhere = Esta petición no vino de nuestras páginas. Abra la página de nuevo e inténtelo otra vez.
refusal-own-account = Pida a otro administrador que cambie su propia cuenta.
refusal-role-from-provider = Este rol viene de los grupos del proveedor, en cada inicio de sesión.
refusal-no-password = No tiene contraseña. Pida antes a un administrador un enlace para elegir una.
refusal-setup-link = Este enlace ya se usó o es demasiado antiguo. Reinicie cobroker para obtener otro.
refusal-password-link = Este enlace ya se usó o es demasiado antiguo. Pida otro a un administrador.
refusal-last-admin = Debe quedar alguien que pueda gestionar a las personas.

error-sign-in = Iniciar sesión
error-to-desk = Ir a su puesto
error-to-start = Ir a la página de inicio
error-number = Si pide ayuda, indique este número:
error-when = Cuándo
error-cure = Qué hacer
error-sorts = Viene con
error-about = Qué significa y qué hacer
error-for-programs = Para quien escribe programas
problem-offline = Sin conexión
problem-offline-text = El servidor no respondió. Compruebe su conexión e inténtelo de nuevo.
problem-unknown = No ha funcionado
problem-server-text = El servidor tiene un problema. Inténtelo de nuevo en un momento.
problem-unknown-text = El servidor lo ha rechazado.

wait-seconds = { $count ->
    [one] { $count } segundo
   *[other] { $count } segundos
  }
wait-minutes = { $count ->
    [one] { $count } minuto
   *[other] { $count } minutos
  }
