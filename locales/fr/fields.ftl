# Ce qui ne va pas dans une saisie, et ce qui accompagne les champs.

field-name-missing = Indiquez un nom.
field-name-too-long = Utilisez 80 caractères au maximum.
field-name-odd = N’utilisez ni caractères de contrôle ni caractères invisibles.
field-login-invalid = Utilisez de 2 à 64 lettres, chiffres, points, tirets, tirets bas ou @.
field-login-taken = Quelqu’un a déjà cet identifiant.
field-password-hint = Au moins { $count } caractères. Plusieurs mots se retiennent mieux que des signes.
field-password-too-short = Utilisez au moins 8 caractères ; 15 ou plus, c’est mieux.
field-password-too-long = Utilisez 128 caractères au maximum.
field-password-common = Ce mot de passe est l’un des premiers que n’importe qui essaierait. Choisissez-en un autre.
field-passwords-differ = Les deux mots de passe sont différents.

reveal-show = Afficher
reveal-hide = Masquer
reveal-show-label = Afficher : { $name }
reveal-hide-label = Masquer : { $name }
