# Le poste : là où un agent voit la page d’un client.

desk-co-browsing = Navigation partagée
desk-other-agents = Autres agents ici
desk-vouched = Le site se porte garant de ce nom
desk-vouched-read = , nom confirmé par le site
desk-omitted-title = Ce qui n’est pas montré de cette page, et pourquoi
desk-tools = Outils
desk-draw = Dessiner sur la page
desk-draw-off = Cette page ne permet pas de dessiner
desk-tool-none = Regarder seulement
desk-tool-point = Montrer un élément
desk-tool-pen = Stylo
desk-tool-vanishing = Stylo éphémère, disparaît après 4 secondes
desk-tool-rectangle = Rectangle
desk-tool-eraser = Gomme
desk-colour = Couleur
desk-colour-next = { $colour } (c : couleur suivante)
desk-red = Rouge
desk-orange = Orange
desk-green = Vert
desk-blue = Bleu
desk-violet = Violet
desk-pink = Rose
desk-undo = Annuler
desk-redo = Rétablir
desk-clear = Effacer vos dessins
desk-help = Aide sur la page
desk-propose = Proposer
desk-propose-title = Proposer un clic ou une valeur
desk-view = Affichage
desk-zoom = Zoom
desk-zoom-out = Réduire
desk-zoom-in = Agrandir
desk-fit = Ajuster à la fenêtre
desk-full = Plein écran
desk-key = { $name } ({ $key })
desk-session = Session
desk-leave = Quitter
desk-end-for-everyone = Terminer pour tous
desk-away-tab = Le client regarde un autre onglet
desk-too-large = Certaines parties de cette page sont trop grandes pour être montrées
desk-cancel = Annuler
desk-stop = Arrêter
desk-stay = Rester
desk-propose-heading = Proposer au client
desk-propose-hint = Il le voit sur sa page et dit oui ou non. Rien ne se passe avant.
desk-propose-this = Proposer cela
desk-propose-press = Proposer d’appuyer dessus
desk-propose-take-back = Retirer
desk-propose-pick = Montrez dans l’image ce que vous voulez dire, ou utilisez les flèches et Entrée.
desk-propose-waiting = En attente de la réponse du client : { $what }.
desk-propose-element = { $name } « { $label } »
desk-propose-choose = Choisir
desk-propose-fill = Remplir
desk-propose-radio = Le client est invité à choisir cette option.
desk-propose-tick = Le client est invité à cocher cette case.
desk-propose-untick = Le client est invité à décocher cette case.

desk-what-quoted = « { $label } »
desk-what-press = appuyer sur { $what }
desk-what-tick = cocher { $what }
desk-what-untick = décocher { $what }
desk-what-choose = choisir « { $value } » dans { $what }
desk-what-empty = vider { $what }
desk-what-enter = saisir « { $value } » dans { $what }
desk-answer-yes = Le client a dit oui : { $what }. C’est fait.
desk-answer-no = Le client a dit non : { $what }.
desk-answer-gone = La page du client a disparu avant la réponse : { $what }.
desk-answer-impossible = Impossible à cet endroit : { $what }. C’est peut-être privé, désactivé, hors de vue, disparu, ou cela mène à un autre onglet ou à un fichier.
desk-refused-proposals = Ce site n’accepte pas de propositions.
desk-refused-open = Le client n’a pas encore répondu à votre dernière proposition.
desk-refused-away = La page du client est absente. Réessayez quand elle sera revenue.
desk-refused-often = C’était trop souvent. Attendez un instant et réessayez.
desk-refused = Ce n’était pas possible à l’instant. Réessayez.
desk-refused-denied = Le client a dit non : lui seul fait défiler la page.
desk-refused-scrolling = Ce site ne laisse pas les agents faire défiler.

desk-assist-out = Faire défiler pour le client
desk-assist-queued = Ne pas attendre
desk-assist-asking = Ne pas demander
desk-assist-control = Arrêter le défilement
desk-assist-mine = Vous faites défiler la page du client : molette, flèches ou doigt.
desk-assist-asked-mine = Il est demandé au client si vous pouvez faire défiler.
desk-assist-theirs = { $name } fait défiler la page du client.
desk-assist-asked-theirs = Il est demandé au client si { $name } peut faire défiler.
desk-assist-your-turn = Vous attendez votre tour.
desk-assist-next = Ensuite : { $names }.
desk-you = vous
desk-assist-lost = La page du client est de nouveau à lui seul.
desk-assist-stop-title = Arrêter le défilement ?
desk-assist-stop-text = Pour faire défiler à nouveau, vous devrez redemander au client.

desk-leave-title = Quitter cette session ?
desk-leave-text = Le client et les autres agents continuent sans vous.
desk-end-title = Terminer la session pour tous ?
desk-end-text = Le client cesse de partager et tous les agents sont déconnectés. C’est irréversible.
desk-draw-none = Regarder seulement.
desk-draw-point = Montrez un élément. Tab passe de l’un à l’autre, Entrée pose l’anneau, Échap l’enlève.
desk-draw-pen = Stylo. Les flèches déplacent la croix, Espace commence et arrête le dessin, Échap range le stylo.
desk-draw-vanishing = Stylo éphémère. Les flèches déplacent la croix, Espace commence et arrête le dessin, Échap range le stylo.
desk-draw-rectangle = Rectangle. Les flèches déplacent la croix, Espace place les coins, Échap le range.
desk-draw-eraser = Gomme. Les flèches déplacent la croix, Espace commence et arrête d’effacer, Échap la range.
desk-draw-full = On ne peut plus rien dessiner sur cette page. Effacez d’abord quelque chose.
desk-not-found = Code introuvable (30308). Demandez au client de le relire ou de commencer une nouvelle session.
desk-did-not-work = Cela n’a pas marché. Réessayez.
desk-page = La page du client
desk-seen-live = Vous voyez la page du client en direct. { $text }
desk-pin = Code PIN d’assistance
desk-join = Rejoindre
desk-try-again = Réessayer
desk-no-script = Le poste a besoin de JavaScript, désactivé dans ce navigateur.

desk-connecting = Connexion
desk-connecting-title = Connexion…
desk-one-moment = Un instant.
desk-longer = Cela prend plus de temps que d’habitude. Nouvelle tentative.
desk-reconnecting = Reconnexion
desk-reconnecting-title = Reconnexion…
desk-reconnecting-text = Votre connexion a été coupée. Ce que vous voyez n’est pas à jour tant qu’elle n’est pas revenue.
desk-pin-title = Saisissez le code PIN d’assistance du client
desk-pin-text = Le client le voit dès qu’il a demandé de l’aide.
desk-asking = En attente de l’accord
desk-asking-title = Demandez au client si son écran affiche
desk-asking-text = Si les mots correspondent, il peut choisir « Autoriser ». Vous verrez sa page dès qu’il l’aura fait.
desk-asking-soon = La question s’affiche sur son écran.
desk-live = En direct
desk-live-away = Le client regarde un autre onglet.
desk-waiting = En attente
desk-waiting-title = En attente du client
desk-lost = Client absent
desk-lost-title = La page du client a disparu
desk-lost-expected = Il a { $time } pour commencer avec ce code PIN d’assistance.
desk-lost-reloading = Il la recharge peut-être, ou a perdu sa connexion.
desk-lost-unopened = Elle n’est peut-être pas encore ouverte.
desk-lost-waiting = En attente de son retour.
desk-lost-deadline = Il a { $time } pour revenir.
desk-ended = Terminée
desk-denied = Refusé
desk-denied-title = Le client a refusé
desk-denied-text = Rien de sa page n’a été partagé. Si c’était une erreur, saisissez à nouveau le code PIN d’assistance et la question lui sera reposée.
desk-failed = Non connecté

desk-over-left = Vous avez quitté la session
desk-over-left-text = Le client et les autres agents continuent sans vous. Pour revenir, demandez le code PIN d’assistance du client.
desk-over-customer-ended = Le client a mis fin à la session
desk-over-customer-ended-text = Plus rien de sa page n’est partagé. Vous pouvez fermer cette fenêtre.
desk-over-agent-ended = La session a été terminée pour tous
desk-over-agent-ended-text = Plus rien de la page du client n’est partagé. Vous pouvez fermer cette fenêtre.
desk-over-revoked = La session a été fermée
desk-over-revoked-text = Un superviseur ou le système de votre service y a mis fin. Vous pouvez fermer cette fenêtre.
desk-over-too-long = La session a atteint sa durée maximale
desk-over-too-long-text = Si le client a encore besoin d’aide, demandez-lui d’en commencer une nouvelle et de vous lire le nouveau code PIN.
desk-over-customer-lost = Le client n’est pas revenu
desk-over-customer-lost-text = Sa page a été absente trop longtemps. S’il a encore besoin d’aide, demandez-lui de commencer une nouvelle session.
desk-over-no-agent = Aucun agent n’était là
desk-over-no-agent-text = La session a été fermée, car aucun agent n’y était depuis trop longtemps. Demandez au client d’en commencer une nouvelle.
desk-over-no-customer = Le client n’est pas venu
desk-over-no-customer-text = Personne n’a partagé de page sous ce code PIN d’assistance en 3 minutes. Demandez au client de commencer, puis saisissez à nouveau le code PIN.
desk-over-never-started = La session n’a jamais commencé
desk-over-never-started-text = La page du client ne s’est pas connectée à temps. Demandez-lui de recommencer.
desk-over = La session est terminée

desk-fail-no-token = Ouvrez ce poste depuis votre page d’agent
desk-fail-no-token-text = Cette adresse fonctionne une fois, quand vous y saisissez le code PIN d’un client. Elle ne peut être ni rechargée ni mise en favori.
desk-fail-expired = Votre accès a expiré
desk-fail-again = Saisissez à nouveau le code PIN d’assistance du client sur votre page d’agent.
desk-fail-token-refused = Votre accès n’a pas été accepté
desk-fail-token-refused-text = Il a peut-être expiré ou servi pour une autre session. Saisissez à nouveau le code PIN d’assistance du client sur votre page d’agent.
desk-fail-not-allowed = Vous n’êtes pas autorisé dans cette session
desk-fail-not-allowed-text = Saisissez à nouveau le code PIN d’assistance du client sur votre page d’agent. Si cela n’aide pas, demandez à votre superviseur.
desk-fail-replaced = Cette session est ouverte dans une autre fenêtre
desk-fail-replaced-text = Vous l’avez rejointe ailleurs, et seule la fenêtre la plus récente reste connectée. Vous pouvez fermer celle-ci.
desk-fail-room-full = La session est complète
desk-fail-room-full-text = Cinq agents y sont déjà. Demandez à l’un d’eux de partir, puis réessayez.
desk-fail-network = La connexion n’a pas pu être établie
desk-fail-network-text = Vérifiez votre réseau. Si d’autres pages marchent, le service est peut-être occupé : réessayez dans une minute.
desk-fail-viewer = La page du client ne peut pas être affichée
desk-fail-viewer-text = La partie du poste qui la dessine n’a pas démarré de façon sûre. Réessayez ; si cela se reproduit, prévenez votre administrateur.
desk-fail-protocol = La connexion a été fermée
desk-fail-protocol-text = Ce poste et le serveur ne se sont pas compris. Saisissez à nouveau le code PIN d’assistance du client sur votre page d’agent.
desk-fail-other = La session n’a pas pu être ouverte

desk-omitted-slowed = Ralentie
desk-omitted-count = { $count } non montrés
desk-omitted-private = { $count } privés
desk-omitted-busy = La page change trop vite pour être suivie : vous voyez une nouvelle image toutes les quelques secondes
desk-omitted-line = { $what } : { $why }
desk-why-cross-origin = d’un autre site
desk-why-no-snippet = d’un autre site, qui ne le partage pas
desk-why-tainted = avec du contenu d’un autre site
desk-why-masked = privé
desk-why-too-large = trop grand
desk-why-blocked = n’a pas pu être chargé ici
desk-why-unsupported = ne peut pas être partagé

desk-kind-canvas = { $count ->
    [one] { $count } dessin
   *[other] { $count } dessins
  }
desk-kind-image = { $count ->
    [one] { $count } image
   *[other] { $count } images
  }
desk-kind-video = { $count ->
    [one] { $count } vidéo
   *[other] { $count } vidéos
  }
desk-kind-audio = { $count ->
    [one] { $count } son
   *[other] { $count } sons
  }
desk-kind-frame = { $count ->
    [one] { $count } page intégrée
   *[other] { $count } pages intégrées
  }
desk-kind-font = { $count ->
    [one] { $count } police
   *[other] { $count } polices
  }
desk-kind-field = { $count ->
    [one] { $count } champ rempli
   *[other] { $count } champs remplis
  }
desk-kind-text = { $count ->
    [one] { $count } texte
   *[other] { $count } textes
  }
desk-kind-plugin = { $count ->
    [one] { $count } objet intégré
   *[other] { $count } objets intégrés
  }
desk-read = Lire la page
desk-read-title = Lire la page au clavier ou avec un lecteur d’écran
desk-reading = Lecture de la page du client. Tab va au contrôle suivant, les flèches d’un morceau à l’autre, H au titre suivant. Rien n’y est pressé ni tapé. Échap arrête.
desk-over-handed-over = Vous avez transféré la session
desk-over-handed-over-text = Votre collègue est là et le client en est informé. Vous pouvez fermer cette fenêtre.
desk-asking-watch = Le client est invité à dire si vous pouvez observer
desk-asking-watch-text = Vous verrez sa page dès qu’il aura dit oui. Les agents voient que vous le demandez.
desk-watching = Vous observez

desk-people-title = Personnes dans cette session
desk-people-count = { $count ->
    [one] { $count } personne
   *[other] { $count } personnes
  }
desk-people-you = { $name } (vous)
desk-people-watch-only = Vous voyez la page et ne pouvez rien y faire. Le client et les agents savent que vous êtes là.
desk-people-barge-in = Demander à aider
desk-people-asking = La question est posée au client
desk-people-waiting = Attend le client
desk-people-asks-to-help = Observe et demande à aider
desk-people-watching = Observe seulement
desk-people-scrolls = Aide et fait défiler la page
desk-people-helping = Aide
desk-people-customer = Client, partage la page
desk-people-unnamed = Agent
desk-invite-open = Inviter un collègue
desk-invite-hand-over = Passer le relais
desk-invite-asked-in = À l’invitation de { $name }
desk-invite-asked-over = { $name } lui demande de prendre le relais
desk-invite-accepted = { $name } accepte, et la question est posée au client.
desk-invite-declined = { $name } ne peut pas venir.
desk-invite-declined-word = { $name } ne peut pas venir : « { $text } »
desk-invite-expired = { $name } n’a pas répondu à temps.
desk-invite-withdrawn = L’invitation de { $name } est retirée.
desk-invite-take-back = Retirer
desk-invite-take-back-of = Retirer, { $name }
desk-invite-word = Un mot pour cette personne, si vous voulez
desk-invite-send = Inviter
desk-invite-hint = Aucun code PIN n’est nécessaire. La question est posée au client avant que quoi que ce soit ne soit vu.
desk-invite-over-title = Passer le relais à un collègue
desk-invite-over-word = Ce qu’il faut savoir
desk-invite-over-hint = Vous quittez la session dès que l’autre personne y est et que le client a accepté. D’ici là, rien ne change.
desk-invite-colleague = Collègue
desk-invite-name = Nom
desk-invite-colleagues = Collègues
desk-invite-found = { $count ->
    [0] Personne de ce nom
    [one] { $count } collègue
   *[other] { $count } collègues
  }
desk-invite-nobody-chosen = Choisissez un collègue.
desk-invite-no-note = Écrivez ce qu’il faut savoir.
desk-invite-sent = { $name } a reçu votre invitation.
desk-invite-refused-already-open = Cette personne est déjà invitée.
desk-invite-refused-inside = Cette personne est déjà là.
desk-invite-refused-denied = Le client a refusé cette personne, la question ne lui est pas posée à nouveau.
desk-invite-refused-full = Trop d’invitations sont déjà en cours. Attendez une réponse ou retirez une invitation.
desk-barge-in-denied = Le client a refusé : vous continuez d’observer.
desk-barge-in-full = Les cinq places sont prises : vous continuez d’observer.
desk-barge-in-no-customer = La page du client est absente. Redemandez quand elle sera de retour.
desk-barge-in-already-open = La question est déjà posée au client.
desk-barge-in-asked = Il est demandé au client si vous pouvez aider.
desk-barge-in-helping = Vous aidez maintenant : les outils et le dessin sont aussi à vous.
desk-barge-in-first = Vous observez seulement. Pour agir sur la page, demandez à aider.
desk-brief-in = { $name } vous a invité à entrer
desk-brief-over = { $name } vous a passé le relais
desk-brief-close = Masquer
