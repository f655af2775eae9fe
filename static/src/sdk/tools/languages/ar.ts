import type { Language } from "./types";
import { listed } from "./listed";

const UNNAMED = "موظف دعم";

function who(names: readonly string[]): string {
  return listed(names, UNNAMED, (a, b) => `${a} و${b}`, (a, n) => `${a} و${n} آخرين`);
}

/** What a yes would do, with and without a name of the element. */
const TASKS = {
  press: [(name: string) => `الضغط على ${name}`, "الضغط على هذا"],
  enter: [(name: string) => `إدخال هذا في ${name}`, "إدخال هذا هنا"],
  clear: [(name: string) => `تفريغ ${name}`, "تفريغ هذا الحقل"],
  choose: [(name: string) => `اختيار هذا في ${name}`, "اختيار هذا هنا"],
  tick: [(name: string) => `تحديد ${name}`, "تحديد هذا المربع"],
  untick: [(name: string) => `إلغاء تحديد ${name}`, "إلغاء تحديد هذا المربع"],
} as const;

const COLOURS: { readonly [english: string]: string } = { Red: "أحمر", Orange: "برتقالي", Green: "أخضر", Blue: "أزرق", Violet: "بنفسجي", Pink: "وردي" };

export const language: Language = {
  notice: {
    unnamedAgent: UNNAMED,
    watching: (name) => `${name || "أحد المشرفين"} (مشاهدة فقط)`,
    sharing: (names) => `أنت تشارك هذه الصفحة مع ${who(names)}`,
    preview: "عرض ما يرونه",
    end: "إنهاء",
    endLabel: "إنهاء مشاركة هذه الصفحة",
    minimise: "تصغير هذا الإشعار",
    expand: (names) => `أنت تشارك هذه الصفحة مع ${who(names)}. عرض الإشعار`,
    region: "مشاركة الصفحة",
  },
  consent: {
    title: {
      see: (agent) => `يرغب ${agent} في رؤية هذه الصفحة`,
      watch: (agent) => `يرغب المشرف ${agent} في المشاهدة`,
      help: (agent) => `يرغب ${agent}، وهو يشاهد الآن، في المساعدة`,
      take_over: (agent) => `يرغب ${agent} في تولي المساعدة`,
    },
    about: (wish, from) => {
      if (wish === "watch") return "سيرى هذه الصفحة ولا يمكنه فعل شيء فيها. ";
      if (wish === "help") return "يمكنه أيضًا الرسم على هذه الصفحة وطلب تمريرها. ";
      if (wish === "take_over") return `يسلّمه ${from || UNNAMED} الجلسة ويغادر. `;
      return from ? `بطلب من ${from}. ` : "";
    },
    intro: "القرار لك. يمكنك إنهاء ذلك في أي لحظة.",
    phraseLabel: "اسأل عن هاتين الكلمتين",
    phraseHelp: "يرى من يساعدك الكلمتين نفسيهما. إن قرأ شيئًا آخر فاختر «رفض».",
    sharedLabel: "سيرى",
    shared: ["هذه الصفحة، وأين تذهب في هذا الموقع", "ما تكتبه في الحقول غير الخاصة", "أين تشير وتمرّر"],
    hiddenLabel: "لن يرى",
    hidden: ["كلمات المرور وأرقام البطاقات والحقول الخاصة الأخرى", "علامات التبويب والتطبيقات الأخرى وأي شيء آخر على جهازك"],
    allow: "السماح",
    decline: "رفض",
    waiting: (count) => (count === 1 ? "شخص آخر ينتظر ردك." : `عدد المنتظرين الآخرين لردك: ${count}.`),
    unnamedAgent: UNNAMED,
  },
  tools: {
    who: (agent) => agent || "موظف الدعم",
    assist: {
      title: (agent) => `هل تسمح لـ ${agent} بتمرير هذه الصفحة لك؟`,
      intro: "تواصل استخدام الصفحة كما كنت، ويمكنك إيقاف ذلك في أي لحظة.",
      canLabel: "يمكنه",
      can: ["تمرير هذه الصفحة والقوائم والمربعات فيها"],
      cannotLabel: "لا يمكنه",
      cannot: ["الضغط أو الكتابة أو تعبئة أي شيء", "رؤية أكثر مما يراه الآن"],
      allow: "السماح",
      decline: "رفض",
      region: "التمرير عن بُعد",
      running: (agent) => `يمكن لـ ${agent} تمرير هذه الصفحة`,
      stop: "إيقاف",
      stopLabel: (agent) => `منع ${agent} من تمرير هذه الصفحة`,
      confirm: (agent) => `هل تريد منع ${agent} من التمرير؟`,
      confirmStop: "نعم، إيقاف",
      keep: "متابعة",
    },
    propose: {
      ring: (agent) => `يقصد ${agent} هذا`,
      title: (agent, outcome, label) => {
        const [named, nameless] = TASKS[outcome];
        const task = label ? named(`«${label}»`) : nameless;
        return `يقترح ${agent}: ${task}`;
      },
      note: "لا يحدث شيء ما لم تقل نعم.",
      more: (count) => (count === 1 ? "يتبع اقتراح آخر." : `عدد الاقتراحات التالية: ${count}.`),
      yes: "نعم، نفّذ",
      no: "لا",
    },
  },
  drawing: {
    open: "الرسم على هذه الصفحة",
    pad: "سطح الرسم. تحرّك الأسهم العلامة، ومع Shift أسرع. يبدأ مفتاح المسافة الرسم ويوقفه. يعود Escape إلى الأزرار.",
    pen: "قلم",
    vanishing: "قلم متلاشٍ، يختفي بعد 4 ثوانٍ",
    rectangle: "مستطيل",
    eraser: "ممحاة",
    colour: "اللون",
    undo: "تراجع",
    redo: "إعادة",
    colourName: (english) => COLOURS[english] ?? english,
    clearMine: "محو رسومي",
    clearAll: "محو الرسوم",
    close: "إيقاف الرسم",
  },
  people: {
    who: (name) => name || UNNAMED,
    helps: (name) => `انضم ${name} لمساعدتك، ويمكنه الرسم على هذه الصفحة.`,
    watches: (name) => `يشاهد ${name} هذه الصفحة، ولا يمكنه فعل شيء فيها.`,
    helpsNow: (name) => `يساعدك ${name} الآن، ويمكنه الرسم على هذه الصفحة.`,
    left: (name) => `غادر ${name} الجلسة.`,
    handedOver: (from, to) => `سلّم ${from} الجلسة إلى ${to}.`,
    region: "من هنا الآن",
    close: "إخفاء هذا الإشعار",
  },
  preview: {
    note: (count) => `${count === 0 ? "لا شيء في هذه الصفحة مخفي عنهم." : "هذا ما يرونه. ما هو مغطّى يبقى لديك."} اضغط Escape للعودة.`,
  },
};
