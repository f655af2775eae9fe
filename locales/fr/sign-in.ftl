# La connexion et la création du premier administrateur.

sign-in-title = Se connecter
sign-in-submit = Se connecter
sign-in-pending = Connexion…
sign-in-login = Identifiant
sign-in-password = Mot de passe
sign-in-forgotten = Pas de mot de passe, ou oublié ? Un administrateur peut vous en créer un nouveau sous <em>Personnes</em>.
sign-in-wrong = L’identifiant et le mot de passe ne correspondent pas. Réessayez.

setup-title = Créer le premier administrateur
setup-intro = Ce lien ne fonctionne qu’une fois. L’administrateur pourra ensuite ajouter tous les autres.
setup-pending = Création…
setup-submit = Créer l’administrateur
setup-name = Votre nom
setup-name-hint = Les clients le voient quand vous demandez à voir leur page.
setup-password-again = Le même mot de passe encore une fois
