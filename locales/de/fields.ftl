# Was an einer Eingabe nicht stimmt, und was neben den Feldern steht.

field-name-missing = Geben Sie einen Namen an.
field-name-too-long = Verwenden Sie höchstens 80 Zeichen.
field-name-odd = Lassen Sie Steuerzeichen und unsichtbare Zeichen weg.
field-login-invalid = Verwenden Sie 2 bis 64 Buchstaben, Ziffern, Punkte, Bindestriche, Unterstriche oder @.
field-login-taken = Diesen Anmeldenamen hat schon jemand.
field-password-hint = Mindestens { $count } Zeichen. Mehrere Wörter merkt man sich leichter als Sonderzeichen.
field-password-too-short = Verwenden Sie mindestens 8 Zeichen; 15 oder mehr sind besser.
field-password-too-long = Verwenden Sie höchstens 128 Zeichen.
field-password-common = Dieses Passwort würde jeder als eines der ersten probieren. Wählen Sie ein anderes.
field-passwords-differ = Die beiden Passwörter sind verschieden.

reveal-show = Anzeigen
reveal-hide = Verbergen
reveal-show-label = Anzeigen: { $name }
reveal-hide-label = Verbergen: { $name }
