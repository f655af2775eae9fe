# Varias personas en una sesión: invitaciones y observación.

together-invites-title = Sus colegas le llaman
together-asks-in = { $name } le invita a entrar
together-hands-over = { $name } quiere pasarle la sesión
together-customer = Cliente: { $name }
together-customer-at = Cliente: { $name }, en { $site }
together-accept = Entrar
together-take-over = Tomar el relevo
together-decline = Rechazar
together-word = Unas palabras para { $name }, si quiere
together-send-decline = Rechazar
together-keep = Todavía no
together-until = Abierta hasta las { $time }
together-gone-withdrawn = { $name } retiró la invitación.
together-gone-expired = La invitación de { $name } ya no está abierta.
together-customer-away = La página del cliente no está. Inténtelo de nuevo cuando vuelva.
together-watch = Observar
together-watch-of = Observar la sesión de { $name }
together-watch-title = ¿Observar la sesión de { $name }?
together-watch-text = Se pregunta al cliente, y los agentes le ven. Usted ve la página y no puede hacer nada en ella; más tarde puede pedir ayudar.
together-watch-ask = Pedir observar
together-watch-cancel = No observar
together-handed-over = Pasó la sesión a otra persona. Se informó al cliente.
