// The pages of the corpus. Each says what it is and, beside what happens on every page, what to press on it.
//
// `moved` and `picture` are the bounds, in percent, of boxes that are elsewhere and of pixels that differ; where one is above
// the usual bound, `because` says why.

const sb = "startbootstrap-sb-admin-2";
const soft = "soft-ui-dashboard/pages";
const gentelella = "gentelella/dist/production";
const foundation = "foundation-sites/test/visual";

export const PAGES = [
  { path: `${sb}/index.html`, what: "dashboard with canvas charts", click: "#sidebarToggle", moved: 1, picture: 1, because: "its chart library measures with boxes that it scrolls out of sight, and a chart's picture is up to two seconds old" },
  { path: `${sb}/tables.html`, what: "sorted, paged table", click: "#dataTable thead th:nth-child(2)" },
  { path: `${sb}/cards.html`, what: "cards", click: ".card .dropdown-toggle" },
  { path: `${sb}/buttons.html`, what: "buttons" },
  { path: `${sb}/register.html`, what: "sign-up form" },
  { path: `${soft}/dashboard.html`, what: "dashboard of Bootstrap 5", click: ".fixed-plugin-button", picture: 1.5, because: "the panel that slides in comes to rest between two pixels, and its text is drawn on one side or the other" },
  { path: `${soft}/tables.html`, what: "tables with pictures" },
  { path: `${soft}/sign-in.html`, what: "sign-in page" },
  { path: "spectre.css/docs/rtl.html", what: "right-to-left page" },
  { path: `${gentelella}/form.html`, what: "form of an admin theme", moved: 1, because: "a rule with `border: … var()` and a longhand after it: CSSOM gives the shorthand back empty" },
  { path: `${gentelella}/tables.html`, what: "tables" },
  { path: `${gentelella}/profile.html`, what: "profile" },
  { path: `${gentelella}/calendar.html`, what: "calendar" },
  { path: `${gentelella}/kanban.html`, what: "kanban board" },
  { path: "spectre.css/docs/elements/forms.html", what: "form gallery" },
  { path: "spectre.css/docs/elements/tables.html", what: "table gallery" },
  { path: "spectre.css/docs/components/accordions.html", what: "accordions", click: ".accordion-header >> nth=1" },
  { path: "spectre.css/docs/components/cards.html", what: "cards" },
  { path: "spectre.css/docs/elements/icons.html", what: "icons drawn with CSS" },
  { path: `${foundation}/responsive-accordion-tabs/responsive-accordion-tabs.html`, what: "accordion and tabs" },
  { path: `${foundation}/orbit/orbit.html`, what: "carousel" },
  { path: `${foundation}/offcanvas/nested.html`, what: "off-canvas menu" },
  { path: `${foundation}/menu/advanced-nested-menu-flex.html`, what: "nested menu" },
  { path: "stisla/index.html", what: "admin dashboard" },
  { path: "stisla/components-table.html", what: "table component" },
  { path: "stisla/bootstrap-form.html", what: "form controls" },
  { path: "stisla/features-profile.html", what: "profile with editor" },
  { path: "jquery-ui-dist/index.html", what: "widget gallery", click: "#tabs li:nth-child(2) a" },
  { path: "codemirror/mode/rpm/changes/index.html", what: "code editor" },
  { path: "lightbox2/examples/index.html", what: "gallery with overlay", click: "a[data-lightbox] >> nth=0" },
  { path: "impress.js/index.html", what: "3D presentation" },
  { path: "reveal.js/demo.html", what: "slides" },
  { path: "spinkit/examples.html", what: "endless animations" },
  { path: "owl.carousel/docs/demos/responsive.html", what: "carousel" },
  { path: "jsoneditor/examples/01_basic_usage.html", what: "JSON editor in SVG and tables", click: "button >> nth=0" },
  { path: "startbootstrap-creative/dist/index.html", what: "landing page", picture: 2, because: "its background photograph is scaled by a fraction of a pixel differently" },
  { path: "startbootstrap-resume/dist/index.html", what: "résumé" },
  { path: "html5-boilerplate/dist/404.html", what: "error page" },
];
