import type { Language } from "./types";
import { listed } from "./listed";

const UNNAMED = "Un agent d’assistance";

function who(names: readonly string[]): string {
  return listed(names, UNNAMED, (a, b) => `${a} et ${b}`, (a, n) => `${a} et ${n} autres`);
}

/** What a yes would do, with and without a name of the element. */
const TASKS = {
  press: [(name: string) => `appuyer sur ${name}`, "appuyer sur ceci"],
  enter: [(name: string) => `saisir ceci dans ${name}`, "saisir ceci ici"],
  clear: [(name: string) => `vider ${name}`, "vider ce champ"],
  choose: [(name: string) => `choisir ceci dans ${name}`, "choisir ceci ici"],
  tick: [(name: string) => `cocher ${name}`, "cocher cette case"],
  untick: [(name: string) => `décocher ${name}`, "décocher cette case"],
} as const;

const COLOURS: { readonly [english: string]: string } = { Red: "Rouge", Orange: "Orange", Green: "Vert", Blue: "Bleu", Violet: "Violet", Pink: "Rose" };

export const language: Language = {
  notice: {
    unnamedAgent: UNNAMED,
    watching: (name) => `${name || "Un superviseur"} (observe seulement)`,
    sharing: (names) => `Vous partagez cette page avec ${who(names)}`,
    preview: "Montrer ce qui est vu",
    end: "Terminer",
    endLabel: "Arrêter de partager cette page",
    minimise: "Réduire cet avis",
    expand: (names) => `Vous partagez cette page avec ${who(names)}. Afficher l’avis`,
    region: "Partage de la page",
  },
  consent: {
    title: {
      see: (agent) => `${agent} souhaite voir cette page`,
      watch: (agent) => `${agent}, de la supervision, souhaite observer`,
      help: (agent) => `${agent}, qui observe, souhaite vous aider`,
      take_over: (agent) => `${agent} souhaite prendre le relais`,
    },
    about: (wish, from) => {
      if (wish === "watch") return "Cette personne voit la page et ne peut rien y faire. ";
      if (wish === "help") return "Cette personne pourrait aussi dessiner sur la page et demander à la faire défiler. ";
      if (wish === "take_over") return `${from || UNNAMED} lui passe le relais et s’en va. `;
      return from ? `À la demande de ${from}. ` : "";
    },
    intro: "C’est vous qui décidez. Vous pouvez y mettre fin à tout moment.",
    phraseLabel: "Demandez ces deux mots",
    phraseHelp: "La personne qui vous aide voit les mêmes mots. Si elle lit autre chose, choisissez Refuser.",
    sharedLabel: "Elle verra",
    shared: ["Cette page, et où vous allez sur ce site", "Ce que vous tapez dans les champs non privés", "Où vous pointez et faites défiler"],
    hiddenLabel: "Elle ne verra pas",
    hidden: ["Mots de passe, numéros de carte et autres champs privés", "Vos autres onglets, applications, ni rien d’autre sur votre appareil"],
    allow: "Autoriser",
    decline: "Refuser",
    waiting: (count) => (count === 1 ? "Une autre personne attend votre réponse." : `${count} autres personnes attendent votre réponse.`),
    unnamedAgent: UNNAMED,
  },
  tools: {
    who: (agent) => agent || "Votre agent d’assistance",
    assist: {
      title: (agent) => `${agent} peut-il faire défiler cette page pour vous ?`,
      intro: "Vous continuez d’utiliser la page comme avant et pouvez arrêter à tout moment.",
      canLabel: "C’est permis",
      can: ["Faire défiler cette page, ses listes et ses cadres"],
      cannotLabel: "Ce n’est pas permis",
      cannot: ["Appuyer, taper ou remplir quoi que ce soit", "Voir plus que maintenant"],
      allow: "Autoriser",
      decline: "Refuser",
      region: "Défilement à distance",
      running: (agent) => `${agent} peut faire défiler cette page`,
      stop: "Arrêter",
      stopLabel: (agent) => `Empêcher ${agent} de faire défiler cette page`,
      confirm: (agent) => `Empêcher ${agent} de faire défiler ?`,
      confirmStop: "Oui, arrêter",
      keep: "Continuer",
    },
    propose: {
      ring: (agent) => `${agent} parle de ceci`,
      title: (agent, outcome, label) => {
        const [named, nameless] = TASKS[outcome];
        const task = label ? named(`« ${label} »`) : nameless;
        return `${agent} propose : ${task}`;
      },
      note: "Rien ne se passe si vous ne dites pas oui.",
      more: (count) => (count === 1 ? "Une autre proposition suit." : `${count} autres propositions suivent.`),
      yes: "Oui, le faire",
      no: "Non",
    },
  },
  drawing: {
    open: "Dessiner sur cette page",
    pad: "Surface de dessin. Les flèches déplacent la croix, plus vite avec Maj. Espace commence et arrête le dessin. Échap revient aux boutons.",
    pen: "Stylo",
    vanishing: "Stylo éphémère, disparaît après 4 secondes",
    rectangle: "Rectangle",
    eraser: "Gomme",
    colour: "Couleur",
    undo: "Annuler",
    redo: "Rétablir",
    colourName: (english) => COLOURS[english] ?? english,
    clearMine: "Effacer les miens",
    clearAll: "Effacer les dessins",
    close: "Arrêter de dessiner",
  },
  people: {
    who: (name) => name || UNNAMED,
    helps: (name) => `${name} est là pour vous aider et peut dessiner sur cette page.`,
    watches: (name) => `${name} observe cette page et ne peut rien y faire.`,
    helpsNow: (name) => `${name} vous aide maintenant et peut dessiner sur cette page.`,
    left: (name) => `${name} a quitté la session.`,
    handedOver: (from, to) => `${from} a passé le relais à ${to}.`,
    region: "Qui est là",
    close: "Masquer cet avis",
  },
  preview: {
    note: (count) => `${count === 0 ? "Rien n’est caché sur cette page." : "Voici ce qui est vu. Ce qui est couvert reste chez vous."} Appuyez sur Échap pour revenir.`,
  },
};
