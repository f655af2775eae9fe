# Estados, motivos y sucesos de las sesiones.

state-starting = Comenzando
state-waiting = En espera
state-active = Activa
state-recovering = Recuperándose
state-ended = Terminada

end-reason-customer-ended = por el cliente
end-reason-agent-ended = por un agente
end-reason-revoked = por un supervisor
end-reason-too-long = llegó al tiempo máximo permitido
end-reason-customer-lost = la página del cliente no volvió
end-reason-no-agent = ningún agente llegó a tiempo
end-reason-no-customer = ningún cliente llegó a tiempo
end-reason-never-started = el cliente no llegó a compartir la página

ended-customer-ended = El cliente terminó la sesión.
ended-agent-ended = Un agente terminó la sesión.
ended-revoked = Un supervisor terminó la sesión.
ended-too-long = La sesión llegó al tiempo máximo permitido.
ended-customer-lost = La página del cliente no volvió a tiempo, por lo que la sesión terminó.
ended-no-agent = La sesión terminó porque ningún agente llegó a tiempo.
ended-no-customer = La sesión terminó porque ningún cliente llegó a tiempo.
ended-never-started = La sesión terminó porque el cliente no llegó a compartir la página.
ended-somehow = La sesión terminó.

actor-customer = El cliente
actor-agent = Un agente
actor-supervisor = Un supervisor
actor-admin = Un administrador
actor-engine = El motor
actor-system = cobroker

timeline-session-created = { $actor } pidió ayuda; se creó la sesión
timeline-session-expected = { $actor } abrió la sesión y esperó al cliente
timeline-customer-arrived = Llegó el cliente
timeline-pin-reported = La página del cliente mostró un PIN de soporte
timeline-pin-contested = Otra sesión en curso reclamó el mismo PIN, así que no deja entrar a nadie
timeline-pin-refused = Se comunicó un PIN que no era el emitido, y se rechazó
timeline-agent-admitted = { $actor } dio el PIN correcto y pudo entrar
timeline-consent-asked = Se preguntó al cliente si { $actor } puede ver la página
timeline-consent-given = El cliente aceptó
timeline-consent-denied = El cliente dijo que no
timeline-agent-joined = { $actor } vio la página
timeline-agent-left = { $actor } se fue
timeline-desk-reopened = { $actor } volvió a abrir el puesto
timeline-customer-lost = La página del cliente se fue
timeline-customer-back = La página del cliente volvió
timeline-customer-transferred = El cliente siguió en otra pestaña
timeline-assist-asked = Se preguntó al cliente si { $actor } puede desplazar la página
timeline-assist-allowed = El cliente permitió el desplazamiento
timeline-assist-denied = El cliente no permitió el desplazamiento
timeline-assist-started = { $actor } pudo desplazar la página desde este momento
timeline-assist-stopped = { $actor } detuvo el desplazamiento
timeline-assist-ended = El desplazamiento del agente terminó porque una página se fue
timeline-click-proposed = { $actor } propuso un clic al cliente
timeline-value-proposed = { $actor } propuso qué escribir en un campo
timeline-proposal-accepted = El cliente pulsó sí, y se hizo
timeline-proposal-declined = El cliente rechazó la propuesta
timeline-proposal-impossible = La página no pudo hacer lo propuesto
timeline-proposal-dropped = La propuesta se retiró, o una página se fue antes de la respuesta
timeline-zoom-matched = Se encontró la sesión de Zoom que corresponde a esta
timeline-zoom-unmatched = Resultó ser otra de las sesiones de Zoom
timeline-zoom-drifted = La lista de sesiones en curso de Zoom difería de la nuestra
timeline-zoom-healed = La lista de sesiones en curso de Zoom volvió a coincidir
timeline-session-ended = La sesión terminó ({ $actor })
