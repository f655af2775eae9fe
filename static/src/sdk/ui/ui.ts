import { SharingBar } from "./bar";
import { ConsentDesk } from "./consent";
import { UiHost } from "./host";

/** Everything of the SDK that a customer sees. */
export class SessionUi {
  readonly host = new UiHost();
  readonly consent: ConsentDesk;
  readonly bar: SharingBar;

  constructor(options: { onAnswer: (admissionId: string, allow: boolean) => void; onEnd: () => void; onPreview: () => void }) {
    this.consent = new ConsentDesk(this.host, options.onAnswer);
    this.bar = new SharingBar(this.host, options.onEnd, options.onPreview);
  }
}
