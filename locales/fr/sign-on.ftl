# Authentification unique, et choix d'un mot de passe par un lien.

sign-on-with = Se connecter avec { $label }
sign-on-or = ou avec un mot de passe
sign-on-signed-out = Vous êtes déconnecté ici.
sign-on-out-too = Se déconnecter aussi de { $label }
sign-on-passwords-off = Ici, les mots de passe sont réservés aux administrateurs. Utilisez l'authentification unique.
sign-on-wait = Trop de tentatives. Patientez { $minutes ->
    [one] une minute
   *[other] { $minutes } minutes
    }, puis réessayez.
sign-on-stale = Cette connexion a pris trop de temps ou a été commencée dans un autre navigateur. Recommencez.
sign-on-declined = { $label } ne vous a pas laissé entrer. Réessayez, ou adressez-vous à la personne qui l'administre.
sign-on-misconfigured = cobroker et { $label } ne sont pas configurés l'un pour l'autre. La personne qui administre cobroker en saura plus dans son journal.
sign-on-unreachable = { $label } ne répond pas pour le moment. Réessayez dans une minute.
sign-on-not-believed = Ce que { $label } a envoyé n'était pas fiable ; personne n'a été connecté. Réessayez et, si cela persiste, prévenez la personne qui administre cobroker.
sign-on-no-role = Vous n'êtes dans aucun groupe qui travaille avec cobroker. Adressez-vous à la personne qui gère vos groupes chez { $label }.
sign-on-groups-left-out = { $label } n'a pas envoyé tous vos groupes. La personne qui administre cobroker doit choisir lesquels sont envoyés.
sign-on-disabled = Votre compte est désactivé. Adressez-vous à un administrateur.
sign-on-taken = Cette identité chez { $label } appartient ici à un autre compte. Adressez-vous à un administrateur.
sign-on-linked-already = Votre compte a déjà l'authentification unique. Retirez-la d'abord.
sign-on-last-admin = Vous êtes le dernier administrateur et ne le seriez plus. Il doit rester quelqu'un qui puisse gérer les personnes.
sign-on-too-many-attempts = Trop de tentatives depuis votre réseau. Patientez une minute, puis réessayez.
sign-on-failed = Quelque chose n'a pas fonctionné ici. Réessayez dans une minute.

password-title = Choisir un mot de passe
password-intro = Pour { $name }. Vous vous connectez avec l'identifiant <code>{ $login }</code>. Ce lien fonctionne une fois.
password-pending = Enregistrement…
password-submit = Enregistrer le mot de passe
