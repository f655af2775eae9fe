# La visionneuse : la page reproduite dans le poste.

viewer-draw-layer = La page du client, pour y dessiner
viewer-read-copy = Copie de la page du client, en lecture seule
viewer-read-end = La fin de la page.
viewer-read-start = Le début de la page.
viewer-read-other = Le client est sur une autre page.
viewer-read-refused = Vous lisez une copie. Rien n’est pressé ni tapé sur la page du client.
viewer-canvas-tainted = Ce dessin contient du contenu d’un autre site et n’est pas partagé
viewer-canvas-too-large = Ce dessin est trop grand pour être partagé
viewer-canvas-unsupported = Vide, ou un dessin qui ne peut pas être partagé
viewer-frame = Contenu d’un autre site, non affiché
viewer-pick = Montrez une partie de la page. Les flèches passent de l’une à l’autre, Entrée choisit, Échap arrête.
viewer-you-point = Vous montrez ici
viewer-a = Lien
viewer-button = Bouton
viewer-select = Liste
viewer-field = Champ
viewer-summary = Section
viewer-label = Libellé
viewer-img = Image
viewer-tick-box = Case à cocher
viewer-option = Option
viewer-tab = Onglet
viewer-part = Partie de la page
viewer-read-unavailable = indisponible
