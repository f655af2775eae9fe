import type { Language } from "./types";
import { listed } from "./listed";

const UNNAMED = "サポート担当者";

function who(names: readonly string[]): string {
  return listed(names, UNNAMED, (a, b) => `${a} さんと ${b}`, (a, n) => `${a} さんほか ${n} 名`);
}

/** What a yes would do, with and without a name of the element. */
const TASKS = {
  press: [(name: string) => `${name}を押す`, "これを押す"],
  enter: [(name: string) => `${name}にこれを入力する`, "ここにこれを入力する"],
  clear: [(name: string) => `${name}を空にする`, "この欄を空にする"],
  choose: [(name: string) => `${name}でこれを選ぶ`, "ここでこれを選ぶ"],
  tick: [(name: string) => `${name}にチェックを入れる`, "このチェックボックスにチェックを入れる"],
  untick: [(name: string) => `${name}のチェックを外す`, "このチェックを外す"],
} as const;

const COLOURS: { readonly [english: string]: string } = { Red: "赤", Orange: "オレンジ", Green: "緑", Blue: "青", Violet: "紫", Pink: "ピンク" };

export const language: Language = {
  notice: {
    unnamedAgent: UNNAMED,
    watching: (name) => `${name || "スーパーバイザー"}（見学のみ）`,
    sharing: (names) => `このページを ${who(names)} と共有しています`,
    preview: "相手に見える画面を表示",
    end: "終了",
    endLabel: "このページの共有を終了",
    minimise: "このお知らせを小さくする",
    expand: (names) => `このページを ${who(names)} と共有しています。お知らせを表示`,
    region: "ページの共有",
  },
  consent: {
    title: {
      see: (agent) => `${agent} がこのページの表示を求めています`,
      watch: (agent) => `スーパーバイザーの ${agent} が見学を求めています`,
      help: (agent) => `見学中の ${agent} がサポートへの参加を求めています`,
      take_over: (agent) => `${agent} がサポートの引き継ぎを求めています`,
    },
    about: (wish, from) => {
      if (wish === "watch") return "この担当者にはページが見えますが、操作は何もできません。";
      if (wish === "help") return "この担当者はページに描き込んだり、スクロールの許可を求めたりできるようになります。";
      if (wish === "take_over") return `${from || UNNAMED} は引き継いで退出します。`;
      return from ? `${from} からの依頼です。` : "";
    },
    intro: "決めるのはあなたです。いつでも終了できます。",
    phraseLabel: "次の 2 つの言葉を尋ねてください",
    phraseHelp: "サポート担当者にも同じ言葉が表示されています。違う言葉が読み上げられたら「拒否」を選んでください。",
    sharedLabel: "相手に見えるもの",
    shared: ["このページと、このサイト内での移動", "非公開でない欄への入力", "ポインターの位置とスクロール"],
    hiddenLabel: "相手に見えないもの",
    hidden: ["パスワード、カード番号などの非公開の欄", "ほかのタブやアプリなど、端末のその他すべて"],
    allow: "許可",
    decline: "拒否",
    waiting: (count) => (count === 1 ? "ほかに 1 名が回答を待っています。" : `ほかに ${count} 名が回答を待っています。`),
    unnamedAgent: UNNAMED,
  },
  tools: {
    who: (agent) => agent || "サポート担当者",
    assist: {
      title: (agent) => `${agent} がこのページをスクロールしてもよいですか？`,
      intro: "ページはこれまでどおり使え、いつでも止められます。",
      canLabel: "できること",
      can: ["このページと、その中のリストや枠のスクロール"],
      cannotLabel: "できないこと",
      cannot: ["押す、入力する、記入する", "今より多くを見る"],
      allow: "許可",
      decline: "拒否",
      region: "リモートスクロール",
      running: (agent) => `${agent} がこのページをスクロールできます`,
      stop: "停止",
      stopLabel: (agent) => `${agent} によるスクロールを停止`,
      confirm: (agent) => `${agent} によるスクロールを停止しますか？`,
      confirmStop: "はい、停止します",
      keep: "続ける",
    },
    propose: {
      ring: (agent) => `${agent} が示しているのはここです`,
      title: (agent, outcome, label) => {
        const [named, nameless] = TASKS[outcome];
        const task = label ? named(`「${label}」`) : nameless;
        return `${agent} の提案: ${task}`;
      },
      note: "「はい」を選ばない限り何も起こりません。",
      more: (count) => (count === 1 ? "続いてもう 1 件の提案があります。" : `続いてあと ${count} 件の提案があります。`),
      yes: "はい、実行する",
      no: "いいえ",
    },
  },
  drawing: {
    open: "このページに描く",
    pad: "描画面。矢印キーで十字を動かします（Shift で速く）。Space で描き始め・終わり。Escape でボタンに戻ります。",
    pen: "ペン",
    vanishing: "消えるペン（4 秒後に消えます）",
    rectangle: "四角形",
    eraser: "消しゴム",
    colour: "色",
    undo: "元に戻す",
    redo: "やり直す",
    colourName: (english) => COLOURS[english] ?? english,
    clearMine: "自分の描画を消す",
    clearAll: "描画をすべて消す",
    close: "描画をやめる",
  },
  people: {
    who: (name) => name || UNNAMED,
    helps: (name) => `${name} がサポートに加わり、このページに描き込めます。`,
    watches: (name) => `${name} がこのページを見学しています。操作は何もできません。`,
    helpsNow: (name) => `${name} がサポートに加わりました。このページに描き込めます。`,
    left: (name) => `${name} が退出しました。`,
    handedOver: (from, to) => `${from} から ${to} に引き継がれました。`,
    region: "参加している担当者",
    close: "このお知らせを閉じる",
  },
  preview: {
    note: (count) => `${count === 0 ? "このページで隠されているものはありません。" : "これが相手に見える画面です。覆われた部分は相手には見えません。"} Escape で戻ります。`,
  },
};
