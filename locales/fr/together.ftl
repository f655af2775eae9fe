# Plusieurs personnes dans une session : invitations et observation.

together-invites-title = Vos collègues vous appellent
together-asks-in = { $name } vous invite à entrer
together-hands-over = { $name } souhaite vous passer le relais
together-customer = Client : { $name }
together-customer-at = Client : { $name }, sur { $site }
together-accept = Entrer
together-take-over = Prendre le relais
together-decline = Refuser
together-word = Un mot pour { $name }, si vous voulez
together-send-decline = Refuser
together-keep = Pas encore
together-until = Ouverte jusqu’à { $time }
together-gone-withdrawn = { $name } a retiré l’invitation.
together-gone-expired = L’invitation de { $name } n’est plus ouverte.
together-customer-away = La page du client est absente. Réessayez quand elle sera de retour.
together-watch = Observer
together-watch-of = Observer la session de { $name }
together-watch-title = Observer la session de { $name } ?
together-watch-text = La question est posée au client, et les agents vous voient. Vous voyez la page et ne pouvez rien y faire ; plus tard, vous pourrez demander à aider.
together-watch-ask = Demander à observer
together-watch-cancel = Ne pas observer
together-handed-over = Vous avez passé le relais. Le client en a été informé.
