import type { Language } from "./types";
import { listed } from "./listed";

const UNNAMED = "Jemand vom Support";

function who(names: readonly string[]): string {
  return listed(names, UNNAMED, (a, b) => `${a} und ${b}`, (a, n) => `${a} und ${n} weiteren`);
}

/** What a yes would do, with and without a name of the element. */
const TASKS = {
  press: [(name: string) => `${name} drücken`, "das hier drücken"],
  enter: [(name: string) => `das in ${name} eintragen`, "das hier eintragen"],
  clear: [(name: string) => `${name} leeren`, "dieses Feld leeren"],
  choose: [(name: string) => `das in ${name} wählen`, "das hier wählen"],
  tick: [(name: string) => `${name} ankreuzen`, "dieses Kästchen ankreuzen"],
  untick: [(name: string) => `Häkchen bei ${name} entfernen`, "dieses Häkchen entfernen"],
} as const;

const COLOURS: { readonly [english: string]: string } = { Red: "Rot", Orange: "Orange", Green: "Grün", Blue: "Blau", Violet: "Violett", Pink: "Pink" };

export const language: Language = {
  notice: {
    unnamedAgent: UNNAMED,
    watching: (name) => `${name || "Eine Aufsicht"} (sieht nur zu)`,
    sharing: (names) => `Sie teilen diese Seite mit ${who(names)}`,
    preview: "Zeigen, was gesehen wird",
    end: "Beenden",
    endLabel: "Das Teilen dieser Seite beenden",
    minimise: "Diesen Hinweis verkleinern",
    expand: (names) => `Sie teilen diese Seite mit ${who(names)}. Hinweis zeigen`,
    region: "Geteilte Seite",
  },
  consent: {
    title: {
      see: (agent) => `${agent} möchte diese Seite sehen`,
      watch: (agent) => `${agent} von der Aufsicht möchte zusehen`,
      help: (agent) => `${agent} sieht zu und möchte helfen`,
      take_over: (agent) => `${agent} möchte übernehmen`,
    },
    about: (wish, from) => {
      if (wish === "watch") return "Diese Person sieht die Seite und kann darauf nichts tun. ";
      if (wish === "help") return "Diese Person könnte auch auf der Seite zeichnen und darum bitten, sie zu scrollen. ";
      if (wish === "take_over") return `${from || UNNAMED} übergibt und geht. `;
      return from ? `Dazugebeten von ${from}. ` : "";
    },
    intro: "Sie entscheiden. Sie können das jederzeit beenden.",
    phraseLabel: "Fragen Sie nach diesen beiden Wörtern",
    phraseHelp: "Wer Ihnen hilft, sieht dieselben Wörter. Wird etwas anderes vorgelesen, wählen Sie Ablehnen.",
    sharedLabel: "Zu sehen ist",
    shared: ["Diese Seite, und wohin Sie auf dieser Website gehen", "Was Sie in Felder tippen, die nicht privat sind", "Wohin Sie zeigen und scrollen"],
    hiddenLabel: "Nicht zu sehen ist",
    hidden: ["Passwörter, Kartennummern und andere private Felder", "Ihre anderen Tabs und Programme und alles andere auf Ihrem Gerät"],
    allow: "Erlauben",
    decline: "Ablehnen",
    waiting: (count) => (count === 1 ? "Eine weitere Person wartet auf Ihre Antwort." : `${count} weitere Personen warten auf Ihre Antwort.`),
    unnamedAgent: UNNAMED,
  },
  tools: {
    who: (agent) => agent || "Ihr Support",
    assist: {
      title: (agent) => `Darf ${agent} diese Seite für Sie scrollen?`,
      intro: "Sie benutzen die Seite weiter wie bisher und können das jederzeit beenden.",
      canLabel: "Erlaubt ist",
      can: ["Diese Seite scrollen, auch Listen und Felder darin"],
      cannotLabel: "Nicht erlaubt ist",
      cannot: ["Etwas drücken, tippen oder ausfüllen", "Mehr sehen als jetzt"],
      allow: "Erlauben",
      decline: "Ablehnen",
      region: "Fernscrollen",
      running: (agent) => `${agent} kann diese Seite scrollen`,
      stop: "Anhalten",
      stopLabel: (agent) => `${agent} am Scrollen dieser Seite hindern`,
      confirm: (agent) => `Das Scrollen durch ${agent} beenden?`,
      confirmStop: "Ja, beenden",
      keep: "Weiter erlauben",
    },
    propose: {
      ring: (agent) => `${agent} meint das hier`,
      title: (agent, outcome, label) => {
        const [named, nameless] = TASKS[outcome];
        const task = label ? named(`„${label}“`) : nameless;
        return `${agent} schlägt vor: ${task}`;
      },
      note: "Es geschieht nichts, wenn Sie nicht Ja sagen.",
      more: (count) => (count === 1 ? "Es folgt noch ein Vorschlag." : `Es folgen noch ${count} Vorschläge.`),
      yes: "Ja, tun",
      no: "Nein",
    },
  },
  drawing: {
    open: "Auf dieser Seite zeichnen",
    pad: "Zeichenfläche. Die Pfeiltasten bewegen das Kreuz, mit Umschalt schneller. Die Leertaste beginnt und beendet das Zeichnen. Escape führt zurück zu den Knöpfen.",
    pen: "Stift",
    vanishing: "Verblassender Stift, nach 4 Sekunden weg",
    rectangle: "Rechteck",
    eraser: "Radierer",
    colour: "Farbe",
    undo: "Rückgängig",
    redo: "Wiederholen",
    colourName: (english) => COLOURS[english] ?? english,
    clearMine: "Meine löschen",
    clearAll: "Zeichnungen löschen",
    close: "Zeichnen beenden",
  },
  people: {
    who: (name) => name || UNNAMED,
    helps: (name) => `${name} ist da, um zu helfen, und kann auf dieser Seite zeichnen.`,
    watches: (name) => `${name} sieht auf dieser Seite zu und kann nichts auf ihr tun.`,
    helpsNow: (name) => `${name} hilft jetzt und kann auf dieser Seite zeichnen.`,
    left: (name) => `${name} ist gegangen.`,
    handedOver: (from, to) => `${from} hat an ${to} übergeben.`,
    region: "Wer hier ist",
    close: "Diesen Hinweis ausblenden",
  },
  preview: {
    note: (count) => `${count === 0 ? "Auf dieser Seite ist nichts verborgen." : "Das wird gesehen. Was verdeckt ist, bleibt bei Ihnen."} Mit Escape geht es zurück.`,
  },
};
