# El puesto: la página donde un agente ve la página de un cliente.

desk-co-browsing = Navegación compartida
desk-other-agents = Otros agentes aquí
desk-vouched = El sitio web responde de este nombre
desk-vouched-read = , nombre confirmado por el sitio web
desk-omitted-title = Qué no se muestra de esta página y por qué
desk-tools = Herramientas
desk-draw = Dibujar en la página
desk-draw-off = Esta página no permite dibujar
desk-tool-none = Solo mirar
desk-tool-point = Señalar un elemento
desk-tool-pen = Lápiz
desk-tool-vanishing = Lápiz fugaz, desaparece a los 4 segundos
desk-tool-rectangle = Rectángulo
desk-tool-eraser = Borrador
desk-colour = Color
desk-colour-next = { $colour } (c: siguiente color)
desk-red = Rojo
desk-orange = Naranja
desk-green = Verde
desk-blue = Azul
desk-violet = Violeta
desk-pink = Rosa
desk-undo = Deshacer
desk-redo = Rehacer
desk-clear = Borrar lo que dibujó
desk-help = Ayuda en la página
desk-propose = Proponer
desk-propose-title = Proponer una pulsación o un valor
desk-view = Vista
desk-zoom = Zoom
desk-zoom-out = Alejar
desk-zoom-in = Acercar
desk-fit = Ajustar a la ventana
desk-full = Pantalla completa
desk-key = { $name } ({ $key })
desk-session = Sesión
desk-leave = Salir
desk-end-for-everyone = Terminar para todos
desk-away-tab = El cliente está mirando otra pestaña
desk-too-large = Algunas partes de esta página son demasiado grandes para mostrarlas
desk-cancel = Cancelar
desk-stop = Detener
desk-stay = Quedarse
desk-propose-heading = Proponer al cliente
desk-propose-hint = Lo ve en su página y dice sí o no. Antes no ocurre nada.
desk-propose-this = Proponer esto
desk-propose-press = Proponer pulsarlo
desk-propose-take-back = Retirarla
desk-propose-pick = Señale en la imagen lo que quiere decir, o use las flechas e Intro.
desk-propose-waiting = Esperando la respuesta del cliente: { $what }.
desk-propose-element = { $name } «{ $label }»
desk-propose-choose = Elegir
desk-propose-fill = Rellenar
desk-propose-radio = Se pide al cliente que elija esta opción.
desk-propose-tick = Se pide al cliente que marque esta casilla.
desk-propose-untick = Se pide al cliente que desmarque esta casilla.

desk-what-quoted = «{ $label }»
desk-what-press = pulsar { $what }
desk-what-tick = marcar { $what }
desk-what-untick = desmarcar { $what }
desk-what-choose = elegir «{ $value }» en { $what }
desk-what-empty = vaciar { $what }
desk-what-enter = escribir «{ $value }» en { $what }
desk-answer-yes = El cliente dijo que sí a: { $what }. Hecho.
desk-answer-no = El cliente dijo que no a: { $what }.
desk-answer-gone = La página del cliente se fue antes de responder a: { $what }.
desk-answer-impossible = Allí no se puede: { $what }. Puede ser privado, estar desactivado, no verse, haber desaparecido o llevar a otra pestaña o a un archivo.
desk-refused-proposals = Este sitio web no admite propuestas.
desk-refused-open = El cliente aún no ha respondido a su última propuesta.
desk-refused-away = La página del cliente no está. Inténtelo cuando vuelva.
desk-refused-often = Demasiadas veces. Espere un momento e inténtelo de nuevo.
desk-refused = Ahora no ha sido posible. Inténtelo de nuevo.
desk-refused-denied = El cliente dijo que no: solo él desplaza la página.
desk-refused-scrolling = Este sitio web no deja que los agentes desplacen la página.

desk-assist-out = Desplazar por el cliente
desk-assist-queued = No esperar
desk-assist-asking = No preguntar
desk-assist-control = Dejar de desplazar
desk-assist-mine = Usted desplaza la página del cliente: rueda, flechas o dedo.
desk-assist-asked-mine = Se pregunta al cliente si usted puede desplazar.
desk-assist-theirs = { $name } desplaza la página del cliente.
desk-assist-asked-theirs = Se pregunta al cliente si { $name } puede desplazar.
desk-assist-your-turn = Espera su turno.
desk-assist-next = Después: { $names }.
desk-you = usted
desk-assist-lost = La página del cliente vuelve a ser solo suya.
desk-assist-stop-title = ¿Dejar de desplazar?
desk-assist-stop-text = Para volver a desplazar tendrá que preguntar de nuevo al cliente.

desk-leave-title = ¿Salir de esta sesión?
desk-leave-text = El cliente y los demás agentes seguirán sin usted.
desk-end-title = ¿Terminar la sesión para todos?
desk-end-text = El cliente deja de compartir y se desconecta a todos los agentes. No se puede deshacer.
desk-draw-none = Solo mirando.
desk-draw-point = Señale un elemento. Tab pasa de uno a otro, Intro pone el anillo, Escape lo quita.
desk-draw-pen = Lápiz. Las flechas mueven la cruz, Espacio empieza y termina de dibujar, Escape guarda el lápiz.
desk-draw-vanishing = Lápiz fugaz. Las flechas mueven la cruz, Espacio empieza y termina de dibujar, Escape guarda el lápiz.
desk-draw-rectangle = Rectángulo. Las flechas mueven la cruz, Espacio fija las esquinas, Escape lo guarda.
desk-draw-eraser = Borrador. Las flechas mueven la cruz, Espacio empieza y termina de borrar, Escape lo guarda.
desk-draw-full = No se puede dibujar más en esta página. Borre algo primero.
desk-not-found = Código no encontrado (30308). Pida al cliente que lo lea otra vez o que empiece una sesión nueva.
desk-did-not-work = No ha funcionado. Inténtelo de nuevo.
desk-page = La página del cliente
desk-seen-live = Ve la página del cliente en directo. { $text }
desk-pin = PIN de soporte
desk-join = Entrar
desk-try-again = Intentar de nuevo
desk-no-script = El puesto necesita JavaScript, que está desactivado en este navegador.

desk-connecting = Conectando
desk-connecting-title = Conectando…
desk-one-moment = Un momento.
desk-longer = Tarda más de lo habitual. Se sigue intentando.
desk-reconnecting = Reconectando
desk-reconnecting-title = Reconectando…
desk-reconnecting-text = Se perdió su conexión. Lo que ve no está al día hasta que vuelva.
desk-pin-title = Escriba el PIN de soporte del cliente
desk-pin-text = El cliente lo ve en cuanto ha pedido ayuda.
desk-asking = Esperando el permiso
desk-asking-title = Pregunte al cliente si su pantalla muestra
desk-asking-text = Si las palabras coinciden, puede elegir «Permitir». Verá su página en cuanto lo haga.
desk-asking-soon = Estamos mostrando la pregunta en su pantalla.
desk-live = En directo
desk-live-away = El cliente está mirando otra pestaña.
desk-waiting = Esperando
desk-waiting-title = Esperando al cliente
desk-lost = Cliente ausente
desk-lost-title = La página del cliente no está
desk-lost-expected = Tiene { $time } para empezar con este PIN de soporte.
desk-lost-reloading = Puede estar recargándola o haber perdido la conexión.
desk-lost-unopened = Puede que aún no se haya abierto.
desk-lost-waiting = Esperando a que vuelva.
desk-lost-deadline = Tiene { $time } para volver.
desk-ended = Terminada
desk-denied = No permitido
desk-denied-title = El cliente dijo que no
desk-denied-text = No se compartió nada de su página. Si fue un error, escriba de nuevo el PIN de soporte y se le preguntará otra vez.
desk-failed = Sin conexión

desk-over-left = Salió de la sesión
desk-over-left-text = El cliente y los demás agentes siguen sin usted. Para volver, pida el PIN de soporte al cliente.
desk-over-customer-ended = El cliente terminó la sesión
desk-over-customer-ended-text = Ya no se comparte nada de su página. Puede cerrar esta ventana.
desk-over-agent-ended = La sesión se terminó para todos
desk-over-agent-ended-text = Ya no se comparte nada de la página del cliente. Puede cerrar esta ventana.
desk-over-revoked = La sesión se cerró
desk-over-revoked-text = La terminó un supervisor o el sistema de su servicio. Puede cerrar esta ventana.
desk-over-too-long = La sesión llegó a su tiempo máximo
desk-over-too-long-text = Si el cliente aún necesita ayuda, pídale que empiece otra y le lea el nuevo PIN de soporte.
desk-over-customer-lost = El cliente no volvió
desk-over-customer-lost-text = Su página estuvo ausente demasiado tiempo. Si aún necesita ayuda, pídale que empiece otra sesión.
desk-over-no-agent = No había ningún agente
desk-over-no-agent-text = La sesión se cerró porque pasó demasiado tiempo sin agentes. Pida al cliente que empiece otra.
desk-over-no-customer = El cliente no llegó
desk-over-no-customer-text = Nadie compartió una página con este PIN de soporte en 3 minutos. Pida al cliente que empiece y escriba de nuevo el PIN.
desk-over-never-started = La sesión no llegó a empezar
desk-over-never-started-text = La página del cliente no se conectó a tiempo. Pídale que empiece de nuevo.
desk-over = La sesión ha terminado

desk-fail-no-token = Abra este puesto desde su página de agente
desk-fail-no-token-text = Esta dirección funciona una vez, cuando escribe allí el PIN de soporte de un cliente. No se puede recargar ni guardar como marcador.
desk-fail-expired = Su acceso ha caducado
desk-fail-again = Escriba de nuevo el PIN de soporte del cliente en su página de agente.
desk-fail-token-refused = No se aceptó su acceso
desk-fail-token-refused-text = Puede haber caducado o haberse usado para otra sesión. Escriba de nuevo el PIN de soporte del cliente en su página de agente.
desk-fail-not-allowed = No puede entrar en esta sesión
desk-fail-not-allowed-text = Escriba de nuevo el PIN de soporte del cliente en su página de agente. Si no ayuda, pregunte a su supervisor.
desk-fail-replaced = Esta sesión está abierta en otra ventana
desk-fail-replaced-text = Entró de nuevo en otro lugar y solo la ventana más reciente sigue conectada. Puede cerrar esta.
desk-fail-room-full = La sesión está completa
desk-fail-room-full-text = Ya hay cinco agentes. Pida a uno que salga e inténtelo de nuevo.
desk-fail-network = No se pudo conectar
desk-fail-network-text = Compruebe su red. Si otras páginas funcionan, el servicio puede estar ocupado: inténtelo en un minuto.
desk-fail-viewer = No se puede mostrar la página del cliente
desk-fail-viewer-text = La parte del puesto que la dibuja no arrancó de forma segura. Inténtelo de nuevo; si se repite, avise a su administrador.
desk-fail-protocol = Se cerró la conexión
desk-fail-protocol-text = Este puesto y el servidor no se entendieron. Escriba de nuevo el PIN de soporte del cliente en su página de agente.
desk-fail-other = No se pudo abrir la sesión

desk-omitted-slowed = Ralentizada
desk-omitted-count = { $count } sin mostrar
desk-omitted-private = { $count } privados
desk-omitted-busy = La página cambia demasiado rápido para seguirla: ve una imagen nueva cada pocos segundos
desk-omitted-line = { $what }: { $why }
desk-why-cross-origin = de otro sitio web
desk-why-no-snippet = de otro sitio web, que no lo comparte
desk-why-tainted = con contenido de otro sitio web
desk-why-masked = privado
desk-why-too-large = demasiado grande
desk-why-blocked = no se pudo cargar aquí
desk-why-unsupported = no se puede compartir

desk-kind-canvas = { $count ->
    [one] { $count } dibujo
   *[other] { $count } dibujos
  }
desk-kind-image = { $count ->
    [one] { $count } imagen
   *[other] { $count } imágenes
  }
desk-kind-video = { $count ->
    [one] { $count } vídeo
   *[other] { $count } vídeos
  }
desk-kind-audio = { $count ->
    [one] { $count } sonido
   *[other] { $count } sonidos
  }
desk-kind-frame = { $count ->
    [one] { $count } página incrustada
   *[other] { $count } páginas incrustadas
  }
desk-kind-font = { $count ->
    [one] { $count } fuente
   *[other] { $count } fuentes
  }
desk-kind-field = { $count ->
    [one] { $count } campo rellenado
   *[other] { $count } campos rellenados
  }
desk-kind-text = { $count ->
    [one] { $count } texto
   *[other] { $count } textos
  }
desk-kind-plugin = { $count ->
    [one] { $count } objeto incrustado
   *[other] { $count } objetos incrustados
  }
desk-read = Leer la página
desk-read-title = Leer la página con teclado o lector de pantalla
desk-reading = Lectura de la página del cliente. Tab va al siguiente control, las flechas de parte en parte, H al siguiente título. Allí no se pulsa ni se escribe nada. Escape termina.
desk-over-handed-over = Ha traspasado la sesión
desk-over-handed-over-text = Su colega ya está dentro y se ha informado al cliente. Puede cerrar esta ventana.
desk-asking-watch = Se pregunta al cliente si usted puede observar
desk-asking-watch-text = Verá su página en cuanto diga que sí. Los agentes ven que usted lo pide.
desk-watching = Observando

desk-people-title = Personas en esta sesión
desk-people-count = { $count ->
    [one] 1 persona
   *[other] { $count } personas
  }
desk-people-you = { $name } (usted)
desk-people-watch-only = Usted ve la página y no puede hacer nada en ella. El cliente y los agentes saben que está aquí.
desk-people-barge-in = Pedir ayudar
desk-people-asking = Se está preguntando al cliente
desk-people-waiting = Espera al cliente
desk-people-asks-to-help = Observa y pide ayudar
desk-people-watching = Solo observa
desk-people-scrolls = Ayuda y desplaza la página
desk-people-helping = Ayuda
desk-people-customer = Cliente, comparte la página
desk-people-unnamed = Agente
desk-invite-open = Invitar a un colega
desk-invite-hand-over = Pasar la sesión
desk-invite-asked-in = Invitación de { $name }
desk-invite-asked-over = { $name } le pide tomar el relevo
desk-invite-accepted = { $name } acepta, y se pregunta al cliente.
desk-invite-declined = { $name } no puede venir.
desk-invite-declined-word = { $name } no puede venir: «{ $text }»
desk-invite-expired = { $name } no respondió a tiempo.
desk-invite-withdrawn = La invitación a { $name } se ha retirado.
desk-invite-take-back = Retirar
desk-invite-take-back-of = Retirar, { $name }
desk-invite-word = Unas palabras para esa persona, si quiere
desk-invite-send = Invitar
desk-invite-hint = No necesita PIN. Se pregunta al cliente antes de que vea nada.
desk-invite-over-title = Pasar la sesión a un colega
desk-invite-over-word = Lo que debe saber
desk-invite-over-hint = Usted sale cuando la otra persona haya entrado y el cliente lo haya aceptado. Hasta entonces no cambia nada.
desk-invite-colleague = Colega
desk-invite-name = Nombre
desk-invite-colleagues = Colegas
desk-invite-found = { $count ->
    [0] Nadie con ese nombre
    [one] 1 colega
   *[other] { $count } colegas
  }
desk-invite-nobody-chosen = Elija a un colega.
desk-invite-no-note = Escriba lo que la otra persona debe saber.
desk-invite-sent = Invitación enviada a { $name }.
desk-invite-refused-already-open = Ya tiene una invitación.
desk-invite-refused-inside = Ya está dentro.
desk-invite-refused-denied = El cliente dijo que no a esa persona y no se le vuelve a preguntar.
desk-invite-refused-full = Ya hay demasiadas invitaciones. Espere una respuesta o retire una invitación.
desk-barge-in-denied = El cliente dijo que no: usted sigue observando.
desk-barge-in-full = Las cinco plazas están ocupadas: usted sigue observando.
desk-barge-in-no-customer = La página del cliente no está. Vuelva a pedirlo cuando regrese.
desk-barge-in-already-open = Ya se está preguntando al cliente.
desk-barge-in-asked = Se pregunta al cliente si usted puede ayudar.
desk-barge-in-helping = Ahora usted ayuda: también tiene las herramientas y el dibujo.
desk-barge-in-first = Usted solo observa. Para hacer algo en la página, pida ayudar.
desk-brief-in = { $name } le invitó a entrar
desk-brief-over = { $name } le pasó la sesión
desk-brief-close = Quitar
