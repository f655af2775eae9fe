/** `/admin`, `/admin/history` and `/admin/sessions/{id}`. */
import { sessionHistory } from "./admin/history";
import { liveList } from "./admin/live";
import { sessionPage } from "./admin/session";
import { tick } from "./lib/times";

const list = document.getElementById("sessions");
const page = document.getElementById("session-page");
if (list) liveList(list);
if (page) sessionPage(page);
if (document.getElementById("history")) sessionHistory();
tick();
