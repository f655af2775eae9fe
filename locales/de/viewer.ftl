# Der Betrachter: die wiedergegebene Seite im Arbeitsplatz.

viewer-draw-layer = Die Seite des Kunden, zum Zeichnen
viewer-read-copy = Kopie der Seite des Kunden, nur zum Lesen
viewer-read-end = Das Ende der Seite.
viewer-read-start = Der Anfang der Seite.
viewer-read-other = Der Kunde ist auf einer anderen Seite.
viewer-read-refused = Sie lesen eine Kopie. Auf der Seite des Kunden wird nichts gedrückt oder getippt.
viewer-canvas-tainted = Diese Zeichnung enthält Inhalt einer anderen Website und wird nicht geteilt
viewer-canvas-too-large = Diese Zeichnung ist zu groß, um geteilt zu werden
viewer-canvas-unsupported = Leer, oder eine Zeichnung, die nicht geteilt werden kann
viewer-frame = Inhalt einer anderen Website, nicht gezeigt
viewer-pick = Zeigen Sie auf einen Teil der Seite. Pfeiltasten gehen zum nächsten, Eingabe wählt, Escape bricht ab.
viewer-you-point = Sie zeigen hierher
viewer-a = Link
viewer-button = Knopf
viewer-select = Liste
viewer-field = Feld
viewer-summary = Abschnitt
viewer-label = Beschriftung
viewer-img = Bild
viewer-tick-box = Kästchen
viewer-option = Option
viewer-tab = Tab
viewer-part = Teil der Seite
viewer-read-unavailable = nicht verfügbar
