/** Who else is in the room and who scrolls, for the page around the desk, whose one sentence says it. Pure. */

import type { Note } from "./parents";
import type { Present } from "./people-state";
import type { Room } from "./room";

/** Of others only those who are in: who still waits for the customer's yes sees nothing yet. `controller` is a user's id, or empty. */
export function roomNote(room: Room, people: readonly Present[], controller: string): Note {
  const others = people.filter(({ userId, stage }) => userId !== room.userId && (stage === "in" || stage === "asks_to_help"));
  const holder = people.find(({ userId }) => userId === controller);
  return {
    type: "desk_room",
    payload: {
      watching: room.watches,
      others: others.map(({ userName, mode }) => ({ name: userName, watching: mode === "watching" })),
      control: holder ? { name: holder.userName, mine: holder.userId === room.userId } : null,
    },
  };
}
