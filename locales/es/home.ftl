# La página de inicio.

home-title = Vea la misma página que su cliente
home-lead = Un cliente pulsa <em>Obtener ayuda</em> y lee un PIN de soporte de seis cifras. Un agente con sesión iniciada lo escribe, el cliente acepta y ambos miran la misma página, con los campos privados ocultos antes de que nada salga del navegador del cliente.
home-open-desk = Abrir el puesto
home-read-api = Leer la API
home-doors = Pruébelo: tres puertas
home-doors-text = Abra el sitio del cliente en esta ventana. Abra el del agente y el del supervisor cada uno en una ventana propia, privada o de otro navegador, porque un navegador solo tiene una persona con sesión iniciada. Las contraseñas están en la terminal que inició la demo.
home-customer = El cliente
home-customer-text = Visite Harbor & Pine Insurance, pulse <strong>Get help</strong> abajo a la derecha y anote el PIN de soporte. Luego rellene el formulario de presupuesto: el agente no verá los campos privados.
home-customer-open = Abrir el sitio del cliente
home-agent = El agente
home-agent-text = Inicie sesión como una de estas personas, escriba el PIN y espere a que el cliente acepte:
home-agent-open = Abrir el puesto del agente
home-supervisor = El supervisor
home-supervisor-text = Inicie sesión como <code>{ $login }</code>, vea cómo aparece y cambia la sesión, y termínela. Las otras dos ventanas lo dirán.
home-supervisor-open = Abrir la lista de sesiones
home-kept = Qué se guarda y qué no
home-only = Solo esta página
home-only-text = Se comparte la página del cliente, no la pantalla, el navegador ni el ordenador. Cerrarla o pulsar <em>Terminar</em> lo detiene al instante.
home-masked = Oculto en origen
home-masked-text = Las contraseñas, los campos de tarjeta y todo lo que el sitio marca como privado se sustituyen en el navegador del cliente. Nunca viajan.
home-recorded = Cada paso registrado
home-recorded-text = Quién entró, cuándo y por qué terminó una sesión queda en un registro de auditoría. Lo que había en la página, no.
