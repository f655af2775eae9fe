import type { Language } from "./types";
import { listed } from "./listed";

const UNNAMED = "Un agente de soporte";

function who(names: readonly string[]): string {
  return listed(names, UNNAMED, (a, b) => `${a} y ${b}`, (a, n) => `${a} y ${n} más`);
}

/** What a yes would do, with and without a name of the element. */
const TASKS = {
  press: [(name: string) => `pulsar ${name}`, "pulsar esto"],
  enter: [(name: string) => `escribir esto en ${name}`, "escribir esto aquí"],
  clear: [(name: string) => `vaciar ${name}`, "vaciar este campo"],
  choose: [(name: string) => `elegir esto en ${name}`, "elegir esto aquí"],
  tick: [(name: string) => `marcar ${name}`, "marcar esta casilla"],
  untick: [(name: string) => `desmarcar ${name}`, "desmarcar esta casilla"],
} as const;

const COLOURS: { readonly [english: string]: string } = { Red: "Rojo", Orange: "Naranja", Green: "Verde", Blue: "Azul", Violet: "Violeta", Pink: "Rosa" };

export const language: Language = {
  notice: {
    unnamedAgent: UNNAMED,
    watching: (name) => `${name || "Un supervisor"} (solo observa)`,
    sharing: (names) => `Está compartiendo esta página con ${who(names)}`,
    preview: "Mostrar lo que ven",
    end: "Terminar",
    endLabel: "Dejar de compartir esta página",
    minimise: "Reducir este aviso",
    expand: (names) => `Está compartiendo esta página con ${who(names)}. Mostrar el aviso`,
    region: "Página compartida",
  },
  consent: {
    title: {
      see: (agent) => `${agent} quiere ver esta página`,
      watch: (agent) => `${agent}, de supervisión, quiere observar`,
      help: (agent) => `${agent}, que está observando, quiere ayudar`,
      take_over: (agent) => `${agent} quiere continuar la ayuda`,
    },
    about: (wish, from) => {
      if (wish === "watch") return "Verá esta página y no podrá hacer nada en ella. ";
      if (wish === "help") return "También podría dibujar en esta página y pedir desplazarla. ";
      if (wish === "take_over") return `${from || UNNAMED} le traspasa la sesión y se va. `;
      return from ? `A petición de ${from}. ` : "";
    },
    intro: "Usted decide. Puede terminar en cualquier momento.",
    phraseLabel: "Pregunte por estas dos palabras",
    phraseHelp: "La persona que le ayuda ve las mismas palabras. Si lee otra cosa, elija Rechazar.",
    sharedLabel: "Verá",
    shared: ["Esta página y adónde va en este sitio web", "Lo que escribe en campos que no son privados", "Dónde señala y desplaza"],
    hiddenLabel: "No verá",
    hidden: ["Contraseñas, números de tarjeta y otros campos privados", "Sus otras pestañas, aplicaciones ni nada más de su dispositivo"],
    allow: "Permitir",
    decline: "Rechazar",
    waiting: (count) => (count === 1 ? "Una persona más espera su respuesta." : `${count} personas más esperan su respuesta.`),
    unnamedAgent: UNNAMED,
  },
  tools: {
    who: (agent) => agent || "Su agente de soporte",
    assist: {
      title: (agent) => `¿Puede ${agent} desplazar esta página por usted?`,
      intro: "Usted sigue usando la página como antes y puede detenerlo en cualquier momento.",
      canLabel: "Puede",
      can: ["Desplazar esta página y las listas y cuadros que contiene"],
      cannotLabel: "No puede",
      cannot: ["Pulsar, escribir ni rellenar nada", "Ver más de lo que ve ahora"],
      allow: "Permitir",
      decline: "Rechazar",
      region: "Desplazamiento remoto",
      running: (agent) => `${agent} puede desplazar esta página`,
      stop: "Detener",
      stopLabel: (agent) => `Impedir que ${agent} desplace esta página`,
      confirm: (agent) => `¿Impedir que ${agent} desplace la página?`,
      confirmStop: "Sí, detener",
      keep: "Continuar",
    },
    propose: {
      ring: (agent) => `${agent} se refiere a esto`,
      title: (agent, outcome, label) => {
        const [named, nameless] = TASKS[outcome];
        const task = label ? named(`«${label}»`) : nameless;
        return `${agent} sugiere: ${task}`;
      },
      note: "No ocurre nada si usted no dice que sí.",
      more: (count) => (count === 1 ? "Sigue una sugerencia más." : `Siguen ${count} sugerencias más.`),
      yes: "Sí, hacerlo",
      no: "No",
    },
  },
  drawing: {
    open: "Dibujar en esta página",
    pad: "Superficie de dibujo. Las flechas mueven la cruz, con Mayús más rápido. Espacio empieza y termina de dibujar. Escape vuelve a los botones.",
    pen: "Lápiz",
    vanishing: "Lápiz fugaz, desaparece a los 4 segundos",
    rectangle: "Rectángulo",
    eraser: "Borrador",
    colour: "Color",
    undo: "Deshacer",
    redo: "Rehacer",
    colourName: (english) => COLOURS[english] ?? english,
    clearMine: "Borrar lo mío",
    clearAll: "Borrar dibujos",
    close: "Dejar de dibujar",
  },
  people: {
    who: (name) => name || UNNAMED,
    helps: (name) => `${name} está aquí para ayudarle y puede dibujar en esta página.`,
    watches: (name) => `${name} observa esta página y no puede hacer nada en ella.`,
    helpsNow: (name) => `${name} ahora ayuda y puede dibujar en esta página.`,
    left: (name) => `${name} ha salido de la sesión.`,
    handedOver: (from, to) => `${from} ha pasado la sesión a ${to}.`,
    region: "Quién está aquí",
    close: "Quitar este aviso",
  },
  preview: {
    note: (count) => `${count === 0 ? "Nada de esta página se les oculta." : "Esto es lo que ven. Lo que está cubierto se queda con usted."} Pulse Escape para volver.`,
  },
};
