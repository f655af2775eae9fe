# Diagnostic : ce qui ne va pas et que faire. Ce qu’il trouve est en anglais.

doctor-intro = Dit ce qui ne va pas avant que les clients le remarquent, pourquoi c’est important et que faire. La même chose dans le terminal : <code>cobroker doctor</code>.
doctor-english = Ce qui a été trouvé est dit en anglais.
doctor-installation = Cette installation
doctor-installation-what = Réglages, identifiants, jetons, horloge, base de données, adresses et proxys.
doctor-looking = Examen en cours…
doctor-look-installation = Examiner l’installation
doctor-page = Une page d’un site
doctor-page-of = Une page de { $site }
doctor-address = Adresse de la page
doctor-address-hint = La page est lue sans que ses scripts soient exécutés.
doctor-address-inside = Les pages de votre réseau s’examinent depuis le terminal.
doctor-address-wrong = Saisissez l’adresse entière d’une page, comme https://www.example.com/contact.
doctor-selectors = Sélecteurs masqués
doctor-selectors-optional = facultatif, s’ils ne figurent pas dans la page
doctor-look-page = Examiner la page
doctor-errors = Erreurs
doctor-warnings = Avertissements
doctor-notes = Remarques
doctor-count-errors = { $count ->
    [one] { $count } erreur
   *[other] { $count } erreurs
  }
doctor-count-warnings = { $count ->
    [one] { $count } avertissement
   *[other] { $count } avertissements
  }
doctor-count-notes = { $count ->
    [one] { $count } remarque
   *[other] { $count } remarques
  }
doctor-count-passed = { $count } en ordre
doctor-count-unchecked = { $count ->
    [one] { $count } non examiné
   *[other] { $count } non examinés
  }
doctor-nothing-wrong = Rien à signaler
doctor-why = Pourquoi c’est important
doctor-name = Nom
doctor-paste = À copier : { $title }
doctor-copy = Copier
doctor-fields = Champs de la page
doctor-fields-caption = Champs de la page, et si les agents les voient
doctor-field = Champ
doctor-label = Libellé
doctor-may-hold = Contient peut-être
doctor-agents = Agents
doctor-always-masked = Toujours masqué
doctor-masked-by-settings = Masqué par les réglages du site
doctor-visible = Visible par les agents
doctor-in-order = En ordre
doctor-not-looked-at = Non examiné
doctor-nothing-yet = Rien n’a encore été examiné.
