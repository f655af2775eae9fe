# Die Startseite.

home-title = Dieselbe Seite sehen wie Ihr Kunde
home-lead = Ein Kunde drückt <em>Hilfe holen</em> und liest eine sechsstellige Support-PIN vor. Ein angemeldeter Agent gibt sie ein, der Kunde stimmt zu, und beide sehen dieselbe Seite. Private Felder werden verdeckt, bevor etwas den Browser des Kunden verlässt.
home-open-desk = Arbeitsplatz öffnen
home-read-api = API lesen
home-doors = Ausprobieren: drei Türen
home-doors-text = Öffnen Sie die Website des Kunden in diesem Fenster, die des Agenten und des Supervisors je in einem eigenen, privat oder in einem anderen Browser, denn in einem Browser ist immer nur eine Person angemeldet. Die Passwörter stehen im Terminal, das die Demo gestartet hat.
home-customer = Der Kunde
home-customer-text = Besuchen Sie Harbor & Pine Insurance, drücken Sie unten rechts <strong>Get help</strong> und merken Sie sich die Support-PIN. Füllen Sie dann das Angebotsformular aus: Der Agent sieht die privaten Felder nicht.
home-customer-open = Website des Kunden öffnen
home-agent = Der Agent
home-agent-text = Melden Sie sich als eine von diesen Personen an, geben Sie die PIN ein und warten Sie auf die Zustimmung des Kunden:
home-agent-open = Arbeitsplatz des Agenten öffnen
home-supervisor = Der Supervisor
home-supervisor-text = Melden Sie sich als <code>{ $login }</code> an, sehen Sie zu, wie die Sitzung erscheint und sich ändert, und beenden Sie sie. Beide anderen Fenster sagen es.
home-supervisor-open = Sitzungsliste öffnen
home-kept = Was bleibt und was nicht
home-only = Nur diese Seite
home-only-text = Geteilt wird die Seite des Kunden, nicht der Bildschirm, der Browser oder der Computer. Schließen oder <em>Beenden</em> hält es sofort an.
home-masked = An der Quelle verdeckt
home-masked-text = Passwörter, Kartenfelder und alles, was die Website als privat kennzeichnet, werden im Browser des Kunden ersetzt. Sie werden nie übertragen.
home-recorded = Jeder Schritt festgehalten
home-recorded-text = Wer wann eingelassen wurde und warum eine Sitzung endete, bleibt im Audit. Was auf der Seite stand, nicht.
