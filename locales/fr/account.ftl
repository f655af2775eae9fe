# Son propre compte.

account-title = Votre compte
account-who = { $name }, connecté en tant que <code>{ $login }</code>, { $role }.
account-password = Changer le mot de passe
account-password-pending = Changement…
account-password-present = Mot de passe actuel
account-password-new = Nouveau mot de passe
account-password-hint = Au moins { $count } caractères. Vous serez déconnecté partout ailleurs.
account-password-again = Le nouveau mot de passe encore une fois
account-password-wrong = Ce n’est pas votre mot de passe.
account-password-changed = Votre mot de passe a été changé. Vos autres navigateurs ont été déconnectés.
account-browsers = Où vous êtes connecté
account-this-one = celui-ci
account-last-seen = vu pour la dernière fois
account-signed-in = connecté
account-sign-out-of = Déconnecter : { $browser }, { $address }
account-browser-signed-out = Ce navigateur a été déconnecté.
account-browser-on = { $browser } sur { $system }
account-browser-other = Un autre programme
account-address-unknown = inconnue
account-language = Langue
account-language-label = Langue du poste et de la console
account-language-browser = Celle de mon navigateur
account-language-save = Enregistrer la langue
account-language-chosen = Votre langue a été enregistrée.
