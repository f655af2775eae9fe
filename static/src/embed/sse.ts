/** Server-sent events out of a stream of text. Pure. `EventSource` cannot send a bearer token, so pages read them by fetch. */

export interface ServerEvent {
  event: string;
  data: string;
}

/** Feed it text as it comes, in any pieces; it gives the events that became complete. */
export function eventParser(): (text: string) => ServerEvent[] {
  let rest = "";
  let event = "";
  let data: string[] = [];
  return (text) => {
    const events: ServerEvent[] = [];
    // A piece may end between the two characters of a line end: the carriage return waits for the next piece.
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "") {
        if (data.length > 0) events.push({ event: event || "message", data: data.join("\n") });
        [event, data] = ["", []];
        continue;
      }
      const colon = line.indexOf(":");
      const name = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
      if (name === "event") event = value;
      if (name === "data") data.push(value);
    }
    return events;
  };
}
