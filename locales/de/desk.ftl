# Der Arbeitsplatz: wo ein Agent die Seite eines Kunden sieht.

desk-co-browsing = Co-Browsing
desk-other-agents = Andere Agenten hier
desk-vouched = Die Website bürgt für diesen Namen
desk-vouched-read = , Name von der Website bestätigt
desk-omitted-title = Was von dieser Seite nicht gezeigt wird, und warum
desk-tools = Werkzeuge
desk-draw = Auf der Seite zeichnen
desk-draw-off = Diese Seite erlaubt kein Zeichnen
desk-tool-none = Nur schauen
desk-tool-point = Auf ein Element zeigen
desk-tool-pen = Stift
desk-tool-vanishing = Verblassender Stift, nach 4 Sekunden weg
desk-tool-rectangle = Rechteck
desk-tool-eraser = Radierer
desk-colour = Farbe
desk-colour-next = { $colour } (c: nächste Farbe)
desk-red = Rot
desk-orange = Orange
desk-green = Grün
desk-blue = Blau
desk-violet = Violett
desk-pink = Pink
desk-undo = Rückgängig
desk-redo = Wiederholen
desk-clear = Eigene Zeichnungen löschen
desk-help = Hilfe auf der Seite
desk-propose = Vorschlagen
desk-propose-title = Einen Klick oder Wert vorschlagen
desk-view = Ansicht
desk-zoom = Zoom
desk-zoom-out = Verkleinern
desk-zoom-in = Vergrößern
desk-fit = An Fenster anpassen
desk-full = Vollbild
desk-key = { $name } ({ $key })
desk-session = Sitzung
desk-leave = Verlassen
desk-end-for-everyone = Für alle beenden
desk-away-tab = Der Kunde sieht gerade einen anderen Tab an
desk-too-large = Manche Teile dieser Seite sind zu groß, um gezeigt zu werden
desk-cancel = Abbrechen
desk-stop = Anhalten
desk-stay = Bleiben
desk-propose-heading = Dem Kunden vorschlagen
desk-propose-hint = Er sieht es auf seiner Seite und sagt Ja oder Nein. Vorher geschieht nichts.
desk-propose-this = Das vorschlagen
desk-propose-press = Klick darauf vorschlagen
desk-propose-take-back = Zurücknehmen
desk-propose-pick = Zeigen Sie im Bild darauf, oder benutzen Sie Pfeiltasten und Eingabetaste.
desk-propose-waiting = Warten auf die Antwort des Kunden: { $what }.
desk-propose-element = { $name } „{ $label }“
desk-propose-choose = Auswählen
desk-propose-fill = Ausfüllen
desk-propose-radio = Der Kunde wird gebeten, diese Option zu wählen.
desk-propose-tick = Der Kunde wird gebeten, hier ein Häkchen zu setzen.
desk-propose-untick = Der Kunde wird gebeten, dieses Häkchen zu entfernen.

desk-what-quoted = „{ $label }“
desk-what-press = { $what } anklicken
desk-what-tick = { $what } ankreuzen
desk-what-untick = Häkchen entfernen bei { $what }
desk-what-choose = „{ $value }“ wählen in { $what }
desk-what-empty = { $what } leeren
desk-what-enter = „{ $value }“ eintragen in { $what }
desk-answer-yes = Der Kunde hat Ja gesagt zu: { $what }. Es ist getan.
desk-answer-no = Der Kunde hat Nein gesagt zu: { $what }.
desk-answer-gone = Die Seite des Kunden war weg, bevor es eine Antwort gab: { $what }.
desk-answer-impossible = Das geht dort nicht: { $what }. Es ist vielleicht privat, ausgeschaltet, nicht zu sehen, verschwunden, oder führt in einen anderen Tab oder zu einer Datei.
desk-refused-proposals = Diese Website nimmt keine Vorschläge an.
desk-refused-open = Der Kunde hat Ihren letzten Vorschlag noch nicht beantwortet.
desk-refused-away = Die Seite des Kunden ist weg. Versuchen Sie es, wenn sie zurück ist.
desk-refused-often = Das war zu oft. Warten Sie kurz und versuchen Sie es noch einmal.
desk-refused = Das ging gerade nicht. Versuchen Sie es noch einmal.
desk-refused-denied = Der Kunde hat Nein gesagt: Nur er scrollt die Seite.
desk-refused-scrolling = Diese Website lässt Agenten nicht scrollen.

desk-assist-out = Für den Kunden scrollen
desk-assist-queued = Nicht warten
desk-assist-asking = Nicht fragen
desk-assist-control = Scrollen beenden
desk-assist-mine = Sie scrollen die Seite des Kunden: Rad, Pfeiltasten oder Finger.
desk-assist-asked-mine = Der Kunde wird gefragt, ob Sie scrollen dürfen.
desk-assist-theirs = { $name } scrollt die Seite des Kunden.
desk-assist-asked-theirs = Der Kunde wird gefragt, ob { $name } scrollen darf.
desk-assist-your-turn = Sie warten, bis Sie an der Reihe sind.
desk-assist-next = Als Nächstes: { $names }.
desk-you = Sie
desk-assist-lost = Die Seite des Kunden gehört wieder ihm allein.
desk-assist-stop-title = Scrollen beenden?
desk-assist-stop-text = Um wieder zu scrollen, müssen Sie den Kunden noch einmal fragen.

desk-leave-title = Diese Sitzung verlassen?
desk-leave-text = Der Kunde und andere Agenten machen ohne Sie weiter.
desk-end-title = Die Sitzung für alle beenden?
desk-end-text = Der Kunde teilt nichts mehr, und alle Agenten werden getrennt. Das lässt sich nicht rückgängig machen.
desk-draw-none = Nur schauen.
desk-draw-point = Auf ein Element zeigen. Tab geht zum nächsten, Eingabe setzt den Ring, Escape nimmt ihn weg.
desk-draw-pen = Stift. Pfeiltasten bewegen das Kreuz, Leertaste beginnt und beendet das Zeichnen, Escape legt den Stift weg.
desk-draw-vanishing = Verblassender Stift. Pfeiltasten bewegen das Kreuz, Leertaste beginnt und beendet das Zeichnen, Escape legt den Stift weg.
desk-draw-rectangle = Rechteck. Pfeiltasten bewegen das Kreuz, Leertaste setzt die Ecken, Escape legt es weg.
desk-draw-eraser = Radierer. Pfeiltasten bewegen das Kreuz, Leertaste beginnt und beendet das Radieren, Escape legt ihn weg.
desk-draw-full = Auf dieser Seite kann nicht mehr gezeichnet werden. Radieren Sie zuerst etwas weg.
desk-not-found = Code nicht gefunden (30308). Bitten Sie den Kunden, ihn noch einmal vorzulesen oder eine neue Sitzung zu beginnen.
desk-did-not-work = Das hat nicht funktioniert. Versuchen Sie es noch einmal.
desk-page = Die Seite des Kunden
desk-seen-live = Sie sehen die Seite des Kunden live. { $text }
desk-pin = Support-PIN
desk-join = Beitreten
desk-try-again = Noch einmal versuchen
desk-no-script = Der Arbeitsplatz braucht JavaScript, das in diesem Browser ausgeschaltet ist.

desk-connecting = Verbinden
desk-connecting-title = Verbindung wird aufgebaut…
desk-one-moment = Einen Moment.
desk-longer = Das dauert länger als sonst. Es wird weiter versucht.
desk-reconnecting = Neu verbinden
desk-reconnecting-title = Verbindung wird wiederhergestellt…
desk-reconnecting-text = Ihre Verbindung ist abgebrochen. Was Sie sehen, ist nicht aktuell, bis sie zurück ist.
desk-pin-title = Geben Sie die Support-PIN des Kunden ein
desk-pin-text = Der Kunde sieht sie, sobald er um Hilfe gebeten hat.
desk-asking = Warten auf Zustimmung
desk-asking-title = Fragen Sie den Kunden, ob sein Bildschirm das zeigt
desk-asking-text = Wenn die Wörter gleich sind, kann er „Erlauben“ wählen. Sobald er das tut, sehen Sie seine Seite.
desk-asking-soon = Die Frage wird auf seinem Bildschirm gezeigt.
desk-live = Live
desk-live-away = Der Kunde sieht gerade einen anderen Tab an.
desk-waiting = Warten
desk-waiting-title = Warten auf den Kunden
desk-lost = Kunde weg
desk-lost-title = Die Seite des Kunden ist weg
desk-lost-expected = Er hat { $time }, um mit dieser Support-PIN zu beginnen.
desk-lost-reloading = Vielleicht lädt er sie neu oder hat keine Verbindung.
desk-lost-unopened = Vielleicht ist sie noch nicht offen.
desk-lost-waiting = Es wird gewartet, bis sie zurückkommt.
desk-lost-deadline = Er hat { $time }, um zurückzukommen.
desk-ended = Beendet
desk-denied = Nicht erlaubt
desk-denied-title = Der Kunde hat Nein gesagt
desk-denied-text = Von seiner Seite wurde nichts geteilt. War es ein Versehen, geben Sie die Support-PIN noch einmal ein, und er wird noch einmal gefragt.
desk-failed = Nicht verbunden

desk-over-left = Sie haben die Sitzung verlassen
desk-over-left-text = Der Kunde und andere Agenten machen ohne Sie weiter. Um zurückzukommen, fragen Sie nach der Support-PIN.
desk-over-customer-ended = Der Kunde hat die Sitzung beendet
desk-over-customer-ended-text = Von seiner Seite wird nichts mehr geteilt. Sie können dieses Fenster schließen.
desk-over-agent-ended = Die Sitzung wurde für alle beendet
desk-over-agent-ended-text = Von der Seite des Kunden wird nichts mehr geteilt. Sie können dieses Fenster schließen.
desk-over-revoked = Die Sitzung wurde geschlossen
desk-over-revoked-text = Ein Supervisor oder das System Ihres Supports hat sie beendet. Sie können dieses Fenster schließen.
desk-over-too-long = Die Sitzung hat ihre Höchstdauer erreicht
desk-over-too-long-text = Braucht der Kunde noch Hilfe, bitten Sie ihn, eine neue zu beginnen und Ihnen die neue Support-PIN vorzulesen.
desk-over-customer-lost = Der Kunde kam nicht zurück
desk-over-customer-lost-text = Seine Seite war zu lange weg. Braucht er noch Hilfe, bitten Sie ihn, eine neue Sitzung zu beginnen.
desk-over-no-agent = Kein Agent war da
desk-over-no-agent-text = Die Sitzung wurde geschlossen, weil zu lange kein Agent da war. Bitten Sie den Kunden, eine neue zu beginnen.
desk-over-no-customer = Der Kunde kam nicht
desk-over-no-customer-text = Unter dieser Support-PIN hat in 3 Minuten niemand eine Seite geteilt. Bitten Sie den Kunden zu beginnen, und geben Sie die PIN dann noch einmal ein.
desk-over-never-started = Die Sitzung hat nie begonnen
desk-over-never-started-text = Die Seite des Kunden hat sich nicht rechtzeitig verbunden. Bitten Sie ihn, neu zu beginnen.
desk-over = Die Sitzung ist vorbei

desk-fail-no-token = Öffnen Sie diesen Arbeitsplatz von Ihrer Agentenseite aus
desk-fail-no-token-text = Diese Adresse gilt einmal, wenn Sie dort die Support-PIN eines Kunden eingeben. Sie lässt sich nicht neu laden oder als Lesezeichen speichern.
desk-fail-expired = Ihr Zugang ist abgelaufen
desk-fail-again = Geben Sie die Support-PIN des Kunden auf Ihrer Agentenseite noch einmal ein.
desk-fail-token-refused = Ihr Zugang wurde nicht angenommen
desk-fail-token-refused-text = Er ist vielleicht abgelaufen oder wurde für eine andere Sitzung benutzt. Geben Sie die Support-PIN des Kunden auf Ihrer Agentenseite noch einmal ein.
desk-fail-not-allowed = Sie dürfen nicht in diese Sitzung
desk-fail-not-allowed-text = Geben Sie die Support-PIN des Kunden auf Ihrer Agentenseite noch einmal ein. Hilft das nicht, fragen Sie Ihren Supervisor.
desk-fail-replaced = Diese Sitzung ist in einem anderen Fenster offen
desk-fail-replaced-text = Sie sind anderswo noch einmal beigetreten, und nur das neueste Fenster bleibt verbunden. Sie können dieses schließen.
desk-fail-room-full = Die Sitzung ist voll
desk-fail-room-full-text = Es sind schon fünf Agenten darin. Bitten Sie einen zu gehen, und versuchen Sie es noch einmal.
desk-fail-network = Die Verbindung kam nicht zustande
desk-fail-network-text = Prüfen Sie Ihr Netz. Gehen andere Seiten, ist der Dienst vielleicht ausgelastet: Versuchen Sie es in einer Minute noch einmal.
desk-fail-viewer = Die Seite des Kunden kann nicht gezeigt werden
desk-fail-viewer-text = Der Teil, der sie zeichnet, ist nicht sicher gestartet. Versuchen Sie es noch einmal; geschieht es wieder, sagen Sie es Ihrem Admin.
desk-fail-protocol = Die Verbindung wurde geschlossen
desk-fail-protocol-text = Dieser Arbeitsplatz und der Server haben sich nicht verstanden. Geben Sie die Support-PIN des Kunden auf Ihrer Agentenseite noch einmal ein.
desk-fail-other = Die Sitzung konnte nicht geöffnet werden

desk-omitted-slowed = Verlangsamt
desk-omitted-count = { $count } nicht gezeigt
desk-omitted-private = { $count } privat
desk-omitted-busy = Die Seite ändert sich zu schnell, um ihr zu folgen: Sie sehen alle paar Sekunden ein neues Bild
desk-omitted-line = { $what }: { $why }
desk-why-cross-origin = von einer anderen Website
desk-why-no-snippet = von einer anderen Website, die es nicht teilt
desk-why-tainted = mit Inhalt einer anderen Website
desk-why-masked = privat
desk-why-too-large = zu groß
desk-why-blocked = konnte hier nicht geladen werden
desk-why-unsupported = kann nicht geteilt werden

desk-kind-canvas = { $count ->
    [one] { $count } Zeichnung
   *[other] { $count } Zeichnungen
  }
desk-kind-image = { $count ->
    [one] { $count } Bild
   *[other] { $count } Bilder
  }
desk-kind-video = { $count ->
    [one] { $count } Video
   *[other] { $count } Videos
  }
desk-kind-audio = { $count ->
    [one] { $count } Ton
   *[other] { $count } Töne
  }
desk-kind-frame = { $count ->
    [one] { $count } eingebettete Seite
   *[other] { $count } eingebettete Seiten
  }
desk-kind-font = { $count ->
    [one] { $count } Schrift
   *[other] { $count } Schriften
  }
desk-kind-field = { $count ->
    [one] { $count } ausgefülltes Feld
   *[other] { $count } ausgefüllte Felder
  }
desk-kind-text = { $count ->
    [one] { $count } Text
   *[other] { $count } Texte
  }
desk-kind-plugin = { $count ->
    [one] { $count } eingebettetes Objekt
   *[other] { $count } eingebettete Objekte
  }
desk-read = Seite lesen
desk-read-title = Die Seite mit Tastatur oder Bildschirmleser lesen
desk-reading = Sie lesen die Seite des Kunden. Tab geht zum nächsten Bedienelement, Pfeiltasten von Stück zu Stück, H zur nächsten Überschrift. Dort wird nichts gedrückt oder getippt. Escape beendet.
desk-over-handed-over = Sie haben die Sitzung übergeben
desk-over-handed-over-text = Ihre Kollegin oder Ihr Kollege ist da, und der Kunde weiß es. Sie können dieses Fenster schließen.
desk-asking-watch = Der Kunde wird gefragt, ob Sie zusehen dürfen
desk-asking-watch-text = Sie sehen die Seite, sobald er zustimmt. Die Agenten sehen, dass Sie fragen.
desk-watching = Sie sehen zu

desk-people-title = Personen in dieser Sitzung
desk-people-count = { $count ->
    [one] 1 Person
   *[other] { $count } Personen
  }
desk-people-you = { $name } (Sie)
desk-people-watch-only = Sie sehen die Seite und können nichts auf ihr tun. Kunde und Agenten wissen, dass Sie hier sind.
desk-people-barge-in = Um Helfen bitten
desk-people-asking = Der Kunde wird gefragt
desk-people-waiting = Wartet auf den Kunden
desk-people-asks-to-help = Sieht zu und möchte helfen
desk-people-watching = Sieht nur zu
desk-people-scrolls = Hilft und scrollt die Seite
desk-people-helping = Hilft
desk-people-customer = Kunde, teilt die Seite
desk-people-unnamed = Agent
desk-invite-open = Jemanden dazubitten
desk-invite-hand-over = Übergeben
desk-invite-asked-in = Dazugebeten von { $name }
desk-invite-asked-over = Soll von { $name } übernehmen
desk-invite-accepted = { $name } nimmt an, und der Kunde wird gefragt.
desk-invite-declined = { $name } kann nicht dazukommen.
desk-invite-declined-word = { $name } kann nicht dazukommen: „{ $text }“
desk-invite-expired = { $name } hat nicht rechtzeitig geantwortet.
desk-invite-withdrawn = { $name } wird nicht mehr gefragt.
desk-invite-take-back = Zurücknehmen
desk-invite-take-back-of = Zurücknehmen, { $name }
desk-invite-word = Ein Wort dazu, wenn Sie mögen
desk-invite-send = Fragen
desk-invite-hint = Eine PIN ist nicht nötig. Der Kunde wird gefragt, bevor etwas zu sehen ist.
desk-invite-over-title = An jemanden aus dem Team übergeben
desk-invite-over-word = Was dafür zu wissen ist
desk-invite-over-hint = Sie verlassen die Sitzung, sobald die andere Person da ist und der Kunde zugestimmt hat. Bis dahin ändert sich nichts.
desk-invite-colleague = Teammitglied
desk-invite-name = Name
desk-invite-colleagues = Teammitglieder
desk-invite-found = { $count ->
    [0] Niemand mit diesem Namen
    [one] 1 Person
   *[other] { $count } Personen
  }
desk-invite-nobody-chosen = Wählen Sie jemanden aus.
desk-invite-no-note = Schreiben Sie, was dafür zu wissen ist.
desk-invite-sent = { $name } wird gefragt.
desk-invite-refused-already-open = Diese Person wird schon gefragt.
desk-invite-refused-inside = Diese Person ist schon da.
desk-invite-refused-denied = Der Kunde hat diese Person abgelehnt und wird nicht noch einmal gefragt.
desk-invite-refused-full = Es werden schon zu viele gefragt. Warten Sie auf eine Antwort, oder nehmen Sie eine Einladung zurück.
desk-barge-in-denied = Der Kunde hat abgelehnt: Sie sehen weiter zu.
desk-barge-in-full = Alle fünf Plätze sind belegt: Sie sehen weiter zu.
desk-barge-in-no-customer = Die Seite des Kunden ist weg. Bitten Sie wieder darum, wenn sie zurück ist.
desk-barge-in-already-open = Der Kunde wird schon gefragt.
desk-barge-in-asked = Der Kunde wird gefragt, ob Sie helfen dürfen.
desk-barge-in-helping = Sie helfen jetzt: Werkzeuge und Zeichnen stehen auch Ihnen offen.
desk-barge-in-first = Sie sehen nur zu. Um etwas auf der Seite zu tun, bitten Sie darum zu helfen.
desk-brief-in = { $name } hat Sie dazugebeten
desk-brief-over = { $name } hat an Sie übergeben
desk-brief-close = Ausblenden
