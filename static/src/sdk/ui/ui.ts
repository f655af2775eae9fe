import { SharingBar } from "./bar";
import { UiHost } from "./host";

/** What a customer sees of the SDK for as long as somebody watches. */
export class SessionUi {
  readonly host = new UiHost();
  readonly bar: SharingBar;

  constructor(options: { onEnd: () => void; onPreview: () => void }) {
    this.bar = new SharingBar(this.host, options.onEnd, options.onPreview);
  }
}
