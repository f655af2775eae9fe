# Mehrere in einer Sitzung: Einladungen und Zusehen.

together-invites-title = Ihr Team bittet Sie dazu
together-asks-in = { $name } bittet Sie dazu
together-hands-over = { $name } möchte an Sie übergeben
together-customer = Kunde: { $name }
together-customer-at = Kunde: { $name }, auf { $site }
together-accept = Dazukommen
together-take-over = Übernehmen
together-decline = Ablehnen
together-word = Ein Wort an { $name }, wenn Sie mögen
together-send-decline = Ablehnen
together-keep = Noch nicht
together-until = Offen bis { $time }
together-gone-withdrawn = { $name } hat die Einladung zurückgenommen.
together-gone-expired = Die Einladung von { $name } ist nicht mehr offen.
together-customer-away = Die Seite des Kunden ist weg. Versuchen Sie es wieder, wenn sie zurück ist.
together-watch = Zusehen
together-watch-of = In der Sitzung von { $name } zusehen
together-watch-title = In der Sitzung von { $name } zusehen?
together-watch-text = Der Kunde wird gefragt, und die Agenten sehen Sie. Sie sehen die Seite und können nichts auf ihr tun; später können Sie darum bitten zu helfen.
together-watch-ask = Um Zusehen bitten
together-watch-cancel = Nicht zusehen
together-handed-over = Sie haben die Sitzung übergeben. Der Kunde weiß es.
