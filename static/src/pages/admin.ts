/** `/admin` and `/admin/sessions/{id}`. */
import { sessionList } from "./admin/list";
import { sessionPage } from "./admin/session-page";
import { tick } from "./lib/times";

const list = document.getElementById("sessions");
const page = document.getElementById("session-page");
if (list) sessionList(list);
if (page) sessionPage(page);
tick();
