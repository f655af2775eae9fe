# États, motifs et événements des sessions.

state-starting = Démarrage
state-waiting = En attente
state-active = Active
state-recovering = Interrompue
state-ended = Terminée

end-reason-customer-ended = par le client
end-reason-agent-ended = par un agent
end-reason-revoked = par un superviseur
end-reason-too-long = durée maximale atteinte
end-reason-customer-lost = la page du client n’est pas revenue
end-reason-no-agent = aucun agent n’est venu à temps
end-reason-no-customer = aucun client n’est venu à temps
end-reason-never-started = le client n’a jamais partagé la page

ended-customer-ended = Le client a mis fin à la session.
ended-agent-ended = Un agent a mis fin à la session.
ended-revoked = Un superviseur a mis fin à la session.
ended-too-long = La session a atteint la durée maximale autorisée.
ended-customer-lost = La page du client n’est pas revenue à temps, la session est donc terminée.
ended-no-agent = La session est terminée, car aucun agent n’est venu à temps.
ended-no-customer = La session est terminée, car aucun client n’est venu à temps.
ended-never-started = La session est terminée, car le client n’a jamais partagé la page.
ended-somehow = La session est terminée.

actor-customer = Le client
actor-agent = Un agent
actor-supervisor = Un superviseur
actor-admin = Un administrateur
actor-engine = Le moteur
actor-system = cobroker

timeline-session-created = { $actor } a demandé de l’aide ; la session a été créée
timeline-session-expected = { $actor } a ouvert la session et attendu le client
timeline-customer-arrived = Le client est arrivé
timeline-pin-reported = La page du client a affiché un code PIN d’assistance
timeline-pin-contested = Une autre session en cours a revendiqué le même code PIN : il ne laisse entrer personne
timeline-pin-refused = Un code PIN qui n’était pas celui émis a été signalé, et refusé
timeline-agent-admitted = { $actor } a donné le bon code PIN et a pu entrer
timeline-consent-asked = Il a été demandé au client si { $actor } peut voir la page
timeline-consent-given = Le client a accepté
timeline-consent-denied = Le client a refusé
timeline-agent-joined = { $actor } a vu la page
timeline-agent-left = { $actor } est parti
timeline-desk-reopened = { $actor } a rouvert le poste
timeline-customer-lost = La page du client a disparu
timeline-customer-back = La page du client est revenue
timeline-customer-transferred = Le client a continué dans un autre onglet
timeline-assist-asked = Il a été demandé au client si { $actor } peut faire défiler la page
timeline-assist-allowed = Le client a autorisé le défilement
timeline-assist-denied = Le client n’a pas autorisé le défilement
timeline-assist-started = { $actor } a pu faire défiler la page à partir d’ici
timeline-assist-stopped = { $actor } a arrêté le défilement
timeline-assist-ended = Le défilement par l’agent a pris fin, car une page a disparu
timeline-click-proposed = { $actor } a proposé un clic au client
timeline-value-proposed = { $actor } a proposé quoi écrire dans un champ
timeline-proposal-accepted = Le client a appuyé sur oui, et c’est fait
timeline-proposal-declined = Le client a décliné la proposition
timeline-proposal-impossible = La page n’a pas pu faire ce qui était proposé
timeline-proposal-dropped = La proposition a été retirée, ou une page a disparu avant la réponse
timeline-zoom-matched = La session Zoom correspondante a été trouvée
timeline-zoom-unmatched = Il s’agissait en fait d’une autre session de Zoom
timeline-zoom-drifted = La liste des sessions en cours de Zoom différait de la nôtre
timeline-zoom-healed = La liste des sessions en cours de Zoom concorde à nouveau
timeline-session-ended = La session est terminée ({ $actor })
