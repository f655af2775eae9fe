# Ce qui n’a pas marché, selon le nom du problème.

problem-invalid-request = Vérifiez votre saisie
problem-invalid-request-text = Quelque chose manque dans cette requête ou n’est pas correct. Corrigez et réessayez.
problem-invalid-request-cure = Quelque chose dans l’envoi manque ou n’est pas correct. Revenez en arrière, vérifiez les champs et renvoyez.
problem-pin-malformed = Ce n’est pas un code PIN d’assistance
problem-pin-malformed-text = Un code PIN d’assistance compte de 1 à 10 lettres ou chiffres. Demandez au client de le relire.
problem-pin-not-accepted = Ce code n’est pas actif
problem-pin-not-accepted-text = Demandez au client de le relire, ou d’en obtenir un nouveau.
problem-identity-not-accepted = Cette identité n’est pas acceptée
problem-identity-not-accepted-text = Ce que le site dit de son client n’a pas pu être confirmé.
problem-not-signed-in = Connectez-vous d’abord
problem-not-signed-in-text = Vous n’êtes pas connecté, ou plus. Connectez-vous et réessayez.
problem-not-signed-in-cure = Vous n’êtes pas connecté, ou plus : après un temps sans activité, chacun est déconnecté. Connectez-vous ; vous reviendrez où vous étiez.
problem-token-invalid = Ce jeton n’est pas valide
problem-token-invalid-text = Le jeton est inconnu, expiré ou destiné à autre chose.
problem-signature-invalid = Cette signature n’est pas valide
problem-signature-invalid-text = La signature ou son heure n’est pas juste. Comparez le secret des deux côtés, et les deux horloges.
problem-forbidden = Vous n’y êtes pas autorisé
problem-forbidden-text = Votre rôle ne le permet pas, ou la requête ne venait pas de nos propres pages. Rouvrez la page, ou demandez à un administrateur.
problem-forbidden-cure = Votre rôle ne le permet pas, ou la page était trop ancienne. Rouvrez la page ; si cela n’aide pas, demandez le rôle nécessaire à un administrateur.
problem-scope-missing = Cette clé n’y est pas autorisée
problem-scope-missing-text = Il manque à la clé d’API la portée nécessaire. Créez-en une qui l’a.
problem-origin-not-allowed = Ce site n’y est pas autorisé
problem-origin-not-allowed-text = Les requêtes de ce site ne sont pas acceptées. Son origine n’est pas parmi celles autorisées.
problem-not-found = Il n’y a rien ici
problem-not-found-text = Rien n’a été trouvé à cette adresse.
problem-not-found-cure = L’adresse est peut-être mal saisie, l’objet a disparu, ou il ne vous est pas visible. Vérifiez l’adresse ou repartez de la page d’accueil.
problem-method-not-allowed = Cette adresse n’accepte pas cette méthode
problem-method-not-allowed-text = Rouvrez la page et utilisez ses propres boutons.
problem-request-timeout = La requête a mis trop de temps à arriver
problem-request-timeout-text = Vérifiez votre connexion et réessayez.
problem-session-full = Cette session est complète
problem-session-full-text = Les cinq places de cette session sont prises.
problem-duplicate-user = Cet agent est déjà dans la session
problem-duplicate-user-text = Fermez d’abord l’autre poste.
problem-session-taken = Quelqu’un d’autre a été plus rapide
problem-session-taken-text = Quelqu’un d’autre a pris cette session. Prenez la suivante dans la liste.
problem-changed-meanwhile = Ceci a été modifié entre-temps
problem-changed-meanwhile-text = Quelqu’un l’a enregistré entre-temps, et rien de vous n’a été enregistré. Rouvrez la page, puis faites votre modification.
problem-session-over = Cette session est terminée
problem-session-over-text = Elle a pris fin. Demandez au client d’en commencer une autre.
problem-invite-closed = Cette invitation n’est plus ouverte
problem-invite-closed-text = Cette invitation a reçu une réponse, a été retirée ou est trop ancienne.
problem-already-inside = Vous y êtes déjà
problem-already-inside-text = Vous êtes déjà dans cette session.
problem-already-invited = Cette personne a déjà été sollicitée
problem-already-invited-text = Cette personne a une invitation ouverte à cette session. Attendez la réponse.
problem-not-shared-yet = Il n’y a encore rien à observer
problem-not-shared-yet-text = La page du client n’est pas encore connectée. Réessayez dans un instant.
problem-watchers-full = Deux superviseurs observent déjà
problem-watchers-full-text = Deux superviseurs observent déjà.
problem-customer-declined = Le client a dit non
problem-customer-declined-text = Le client a dit non, et la question ne lui est plus posée.
problem-not-in-zoom-mode = Le poste de Zoom ne le permet pas
problem-not-in-zoom-mode-text = Qui ouvre le poste de Zoom peut dessiner et demander le contrôle : là, personne ne peut seulement observer.
problem-too-large = Cette requête est trop grande
problem-too-large-text = Envoyez moins à la fois.
problem-uri-too-long = Cette adresse est trop longue
problem-uri-too-long-text = Utilisez des mots de recherche moins nombreux ou plus courts.
problem-unsupported-media-type = Envoyez ceci en JSON
problem-unsupported-media-type-text = Cette adresse n’accepte que du JSON.
problem-too-many-attempts = Trop de tentatives
problem-too-many-attempts-text = Réessayez dans { $wait }.
problem-too-many-attempts-cure = Il y a eu trop de tentatives en peu de temps. Attendez quelques minutes avant de réessayer ; les tentatives d’ici là ne comptent pas.
problem-internal = Une erreur s’est produite ici
problem-internal-text = Ce n’est pas votre faute. Le numéro de requête aide à en trouver la cause.
problem-internal-cure = Ce n’est pas votre faute. Réessayez ; si cela se reproduit, donnez le numéro de requête à qui gère ce service.
problem-unavailable = Indisponible pour le moment
problem-unavailable-text = Ce n’est pas possible maintenant. Réessayez dans un instant.
problem-unavailable-cure = Le service est occupé ou en maintenance. Attendez un instant et rouvrez la page ; rien de ce qui était enregistré n’est perdu.
problem-not-set-up = Ceci n’est pas configuré
problem-not-set-up-text = Il manque un réglage de cette installation. Demandez à un administrateur.

refusal-role = Votre rôle ne le permet pas.
refusal-for-supervisors = Ceci est réservé aux superviseurs et aux administrateurs.
refusal-for-admins = Ceci est réservé aux administrateurs.
refusal-others-sessions = La liste des sessions de tous est réservée aux superviseurs. Vos propres sessions sont à votre poste.
refusal-elsewhere = Cette requête ne venait pas de nos propres pages. Rouvrez la page et réessayez.
refusal-own-account = Demandez à un autre administrateur de modifier votre propre compte.
refusal-role-from-provider = Ce rôle vient des groupes chez le fournisseur, à chaque connexion.
refusal-no-password = Vous n’avez pas de mot de passe. Demandez d’abord à un administrateur un lien pour en choisir un.
refusal-setup-link = Ce lien a déjà servi ou est trop ancien. Redémarrez cobroker pour en obtenir un nouveau.
refusal-password-link = Ce lien a déjà servi ou est trop ancien. Demandez-en un nouveau à un administrateur.
refusal-last-admin = Il doit rester quelqu’un qui puisse gérer les personnes.

error-sign-in = Se connecter
error-to-desk = Aller à votre poste
error-to-start = Aller à la page d’accueil
error-number = Si vous demandez de l’aide, donnez ce numéro :
error-when = Quand
error-cure = Que faire
error-sorts = Accompagné de
error-about = Ce que cela signifie, et que faire
error-for-programs = Pour qui écrit des programmes
problem-offline = Pas de connexion
problem-offline-text = Le serveur n’a pas répondu. Vérifiez votre connexion et réessayez.
problem-unknown = Cela n’a pas marché
problem-server-text = Le serveur a un problème. Réessayez dans un instant.
problem-unknown-text = Le serveur l’a refusé.

wait-seconds = { $count ->
    [one] { $count } seconde
   *[other] { $count } secondes
  }
wait-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
  }
