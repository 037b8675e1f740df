/** The window of speaker notes: a small program of its own, which shows what its page tells it, and says what was pressed. */

import { channelOf } from "./base/stage.js";
import { Channel } from "./place.js";
import { mountNotes } from "./views/notes/notes.js";

const channel = new Channel(channelOf(location.hash.slice(1)));
const notes = mountNotes(document, (message) => channel.postMessage(message));
channel.onmessage = ({ data }) => notes.hear(data);
channel.postMessage({ type: "open" });
addEventListener("pagehide", () => channel.postMessage({ type: "closed" }));
addEventListener("pageshow", ({ persisted }) => persisted && channel.postMessage({ type: "open" }));
// The page has told when each began: only the clocks go on between its words.
setInterval(() => notes.tick(Date.now()), 1000);
