# La page d’accueil.

home-title = Voyez la même page que votre client
home-lead = Un client appuie sur <em>Obtenir de l’aide</em> et lit un code PIN d’assistance à six chiffres. Un agent connecté le saisit, le client accepte, et tous deux voient la même page, les champs privés étant masqués avant que quoi que ce soit ne quitte le navigateur du client.
home-open-desk = Ouvrir le poste
home-read-api = Lire l’API
home-doors = Essayez : trois portes
home-doors-text = Ouvrez le site du client dans cette fenêtre, et ceux de l’agent et du superviseur chacun dans une fenêtre à part, privée ou d’un autre navigateur, car un navigateur n’est connecté que pour une personne à la fois. Les mots de passe sont dans le terminal qui a lancé la démo.
home-customer = Le client
home-customer-text = Visitez Harbor & Pine Insurance, appuyez sur <strong>Get help</strong> en bas à droite et notez le code PIN. Remplissez ensuite le formulaire de devis : l’agent ne verra pas les champs privés.
home-customer-open = Ouvrir le site du client
home-agent = L’agent
home-agent-text = Connectez-vous comme l’une de ces personnes, saisissez le code PIN et attendez l’accord du client :
home-agent-open = Ouvrir le poste de l’agent
home-supervisor = Le superviseur
home-supervisor-text = Connectez-vous comme <code>{ $login }</code>, regardez la session apparaître et changer, et terminez-la. Les deux autres fenêtres le diront.
home-supervisor-open = Ouvrir la liste des sessions
home-kept = Ce qui est conservé, et ce qui ne l’est pas
home-only = Seulement cette page
home-only-text = C’est la page du client qui est partagée, pas l’écran, le navigateur ni l’ordinateur. La fermer ou appuyer sur <em>Terminer</em> arrête tout aussitôt.
home-masked = Masqué à la source
home-masked-text = Mots de passe, champs de carte et tout ce que le site marque comme privé sont remplacés dans le navigateur du client. Ils ne voyagent jamais.
home-recorded = Chaque étape consignée
home-recorded-text = Qui a été admis, quand, et pourquoi une session a pris fin restent dans un journal d’audit. Ce qui était sur la page, non.
