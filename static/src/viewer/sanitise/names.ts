/** The attributes a replayed page may have, by name. Handlers, navigation, credentials and loading are simply not here. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Attributes of any element that say how it looks or what it is. */
const PLAIN = words(`
  abbr align alt axis bgcolor border bordercolor cellpadding cellspacing char charoff checked class clear color cols colspan compact
  controls coords datetime default dir direction disabled display face for frame frameborder headers height hidden high hspace id
  indeterminate inert kind label lang language list low marginheight marginwidth max maxlength media min minlength mode multiple muted
  name noresize noshade nowrap open optimum orient part exportparts pattern placeholder readonly required reversed role rows rowspan
  rules scope scrolling selected shape size sizes slot span start state step summary text theme title translate type valign value
  variant vspace width wrap xmlns xml:lang xml:space xmlns:xlink
`);

/** SVG and MathML attributes without a hyphen; those with one are allowed anyway. */
const DRAWING = words(`
  accumulate additive amplitude attributetype azimuth basefrequency begin bevelled bias by calcmode clippathunits columnalign columnlines
  columnspacing cx cy d depth diffuseconstant displaystyle divisor dur dx dy edgemode elevation end exponent fence fill filter
  filterunits fr from fx fy gradienttransform gradientunits in in2 intercept k1 k2 k3 k4 kernelmatrix keypoints keysplines keytimes
  lengthadjust limitingconeangle linethickness lspace marker markerheight markerunits markerwidth mask maskcontentunits maskunits
  mathbackground mathcolor mathsize mathvariant method notation numoctaves offset opacity operator order overflow path pathlength
  patterncontentunits patterntransform patternunits points pointsatx pointsaty pointsatz preservealpha preserveaspectratio
  primitiveunits r radius refx refy repeatcount repeatdur restart result rotate rowalign rowlines rowspacing rspace rx ry scale
  scriptlevel seed separator slope spacing specularconstant specularexponent spreadmethod startoffset stddeviation stitchtiles stretchy
  stroke surfacescale symmetric tablevalues targetx targety textlength to transform values version viewbox visibility x x1 x2
  xchannelselector y y1 y2 ychannelselector z zoomandpan
`);

/** With a hyphen, and yet not only for show. */
const HYPHENATED = words("http-equiv accept-charset");

/** What SVG animation may change: never an address. */
const ANIMATED = words(`
  cx cy d dx dy fill fill-opacity fill-rule font-size fx fy height offset opacity pathlength points r rotate rx ry stddeviation
  stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-opacity stroke-width transform visibility
  viewbox width x x1 x2 y y1 y2 display color
`);

/**
 * Names that, as the `name` or `id` of a form, an image or a field, hide the DOM property of that name from the player
 * (HTML's named access on `form` and `document`): with one of them a page could break its own picture.
 */
const HIDING = words(`
  addEventListener adoptedStyleSheets appendChild attachShadow attributes blur body checked childNodes children classList close contains
  createCDATASection createComment createDocumentType createElement createElementNS createTextNode defaultView dispatchEvent
  documentElement firstChild focus fonts getAttribute getElementsByTagName getRootNode getSelection hasOwnProperty head implementation
  insertBefore isConnected matches nextSibling nodeName nodeType open ownerDocument parentElement parentNode querySelector
  querySelectorAll removeAttribute removeChild replaceChild scrollLeft scrollTo scrollTop setAttribute setAttributeNS shadowRoot
  sheet style tagName textContent write toString valueOf constructor
`);

/** Whether `name` (lower case) is one of those that only describe. `custom` elements may have any that no element gives a meaning. */
export function isHarmless(name: string, custom: boolean): boolean {
  if (name.startsWith("on") || name.startsWith("data-cobroker") || HYPHENATED.has(name)) return false;
  if (PLAIN.has(name) || DRAWING.has(name)) return true;
  if (/^(?:[a-z][a-z0-9]*)(?:-[a-z0-9_.:-]*)$/.test(name)) return true;
  // Angular scopes a component's styles by such attributes.
  if (/^_ng(?:content|host)-/.test(name)) return true;
  return custom && /^[a-z][a-z0-9]*$/.test(name) && !ACTIVE.has(name);
}

/** Attributes that HTML gives a meaning we do not want, on whatever element a later HTML may give it. */
const ACTIVE = words(`
  action allow allowfullscreen archive attributionsrc autofocus autoplay background capture cite classid codebase command commandfor
  contenteditable credentialless crossorigin csp data dirname download draggable dynsrc enctype form formaction formenctype formmethod
  formtarget href imagesrcset integrity is itemid longdesc lowsrc manifest method nonce ping popover popovertarget poster profile
  referrerpolicy rel sandbox src srcdoc srcset style target usemap writingsuggestions xlink
`);

export function mayBeAnimated(attribute: string): boolean {
  return ANIMATED.has(attribute.trim().toLowerCase());
}

export function hidesProperties(value: string): boolean {
  return HIDING.has(value);
}
