# Zustände, Gründe und Ereignisse von Sitzungen.

state-starting = Beginnt
state-waiting = Wartet
state-active = Aktiv
state-recovering = Unterbrochen
state-ended = Beendet

end-reason-customer-ended = vom Kunden
end-reason-agent-ended = von einem Agenten
end-reason-revoked = von einem Supervisor
end-reason-too-long = längste erlaubte Dauer erreicht
end-reason-customer-lost = die Seite des Kunden kam nicht zurück
end-reason-no-agent = kein Agent kam rechtzeitig
end-reason-no-customer = kein Kunde kam rechtzeitig
end-reason-never-started = der Kunde hat die Seite nie geteilt

ended-customer-ended = Der Kunde hat die Sitzung beendet.
ended-agent-ended = Ein Agent hat die Sitzung beendet.
ended-revoked = Ein Supervisor hat die Sitzung beendet.
ended-too-long = Die Sitzung hat die längste erlaubte Dauer erreicht.
ended-customer-lost = Die Seite des Kunden kam nicht rechtzeitig zurück, darum ist die Sitzung beendet.
ended-no-agent = Die Sitzung ist beendet, weil kein Agent rechtzeitig kam.
ended-no-customer = Die Sitzung ist beendet, weil kein Kunde rechtzeitig kam.
ended-never-started = Die Sitzung ist beendet, weil der Kunde die Seite nie geteilt hat.
ended-somehow = Die Sitzung ist beendet.

actor-customer = Der Kunde
actor-agent = Ein Agent
actor-supervisor = Ein Supervisor
actor-admin = Ein Admin
actor-engine = Die Engine
actor-system = cobroker

timeline-session-created = Um Hilfe gebeten: { $actor }; die Sitzung wurde angelegt
timeline-session-expected = Sitzung geöffnet und auf den Kunden gewartet: { $actor }
timeline-customer-arrived = Der Kunde kam
timeline-pin-reported = Die Seite des Kunden hat eine Support-PIN gezeigt
timeline-pin-contested = Eine andere laufende Sitzung beansprucht dieselbe PIN, darum lässt sie niemanden ein
timeline-pin-refused = Es wurde eine PIN gemeldet, die nicht die ausgegebene war; sie wurde abgelehnt
timeline-agent-admitted = Richtige PIN, eingelassen: { $actor }
timeline-consent-asked = Der Kunde wurde gefragt, ob { $actor } die Seite sehen darf
timeline-consent-given = Der Kunde hat zugestimmt
timeline-consent-denied = Der Kunde hat abgelehnt
timeline-agent-joined = { $actor } sah die Seite
timeline-agent-left = { $actor } ist gegangen
timeline-desk-reopened = { $actor } hat den Arbeitsplatz wieder geöffnet
timeline-customer-lost = Die Seite des Kunden war weg
timeline-customer-back = Die Seite des Kunden kam zurück
timeline-customer-transferred = Der Kunde hat in einem anderen Tab weitergemacht
timeline-assist-asked = Der Kunde wurde gefragt, ob { $actor } die Seite scrollen darf
timeline-assist-allowed = Der Kunde hat das Scrollen erlaubt
timeline-assist-denied = Der Kunde hat das Scrollen nicht erlaubt
timeline-assist-started = { $actor } konnte die Seite von hier an scrollen
timeline-assist-stopped = { $actor } hat das Scrollen beendet
timeline-assist-ended = Das Scrollen des Agenten endete, weil eine Seite weg war
timeline-click-proposed = { $actor } hat dem Kunden einen Klick vorgeschlagen
timeline-value-proposed = { $actor } hat vorgeschlagen, was in ein Feld soll
timeline-proposal-accepted = Der Kunde hat Ja gedrückt, und es wurde getan
timeline-proposal-declined = Der Kunde hat den Vorschlag abgelehnt
timeline-proposal-impossible = Die Seite konnte das Vorgeschlagene nicht tun
timeline-proposal-dropped = Der Vorschlag wurde zurückgenommen, oder eine Seite war vor der Antwort weg
timeline-zoom-matched = Die Sitzung bei Zoom zu dieser wurde gefunden
timeline-zoom-unmatched = Es stellte sich als eine andere Sitzung von Zoom heraus
timeline-zoom-drifted = Zooms Liste laufender Sitzungen wich von unserer ab
timeline-zoom-healed = Zooms Liste laufender Sitzungen stimmte wieder überein
timeline-session-ended = Die Sitzung ist beendet ({ $actor })
