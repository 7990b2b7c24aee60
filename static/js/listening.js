// Reads the page aloud, with a voice on the device: nothing of it is sent anywhere.
const root = document.documentElement;
const button = document.getElementById("listen");
const told = document.getElementById("voice");
const speech = window.speechSynthesis;
const words = Object.assign({ start: button.textContent }, button.dataset);
const pause = ms => new Promise(done => setTimeout(done, ms));

// ---- which voice: of that very language ("fil" is not "fi"; devices say "fi", "fi-FI", "fi_FI"
// and "fin-FI-f000"), and on the device: others send the text away. Natural ones first, then the
// device's own choice, then known good ones; those that are made to sound like robots and jokes
// last. A voice that failed on this page is not asked again.
const LONG = { fi: "fin", sv: "swe", en: "eng" };
const NATURAL = /premium|enhanced|natural|neural/i;
const GOOD = /\b(satu|onni|heidi|harri|alva|klara|oskar|hedvig|bengt)\b/i;
const POOR = new RegExp(
  "\\b(eddy|flo|grandma|grandpa|reed|rocko|sandy|shelley|albert|bad news|bahh|bells|boing|bubbles" +
    "|cellos|deranged|fred|good news|hysterical|jester|junior|kathy|organ|ralph|superstar|trinoids" +
    "|whisper|wobble|zarvox)\\b|eloquence|e-?speak",
  "i",
);
const failed = new Set();

const primary = tag => (tag || "").toLowerCase().split(/[-_]/)[0];

function rank(voice) {
  const name = `${voice.name} ${voice.voiceURI || ""}`;
  if (POOR.test(name)) return 4;
  if (NATURAL.test(name)) return 0;
  if (voice.default) return 1;
  return GOOD.test(name) ? 2 : 3;
}

const voices = () => (speech ? speech.getVoices() : []);

function voiceOf(lang) {
  const names = [primary(lang), LONG[primary(lang)]];
  return voices()
    .filter(v => v.localService && !failed.has(v.name + v.lang) && names.includes(primary(v.lang)))
    .sort((a, b) => rank(a) - rank(b))[0];
}

// ---- what is heard: all that is seen in these parts of the page, in its order, and nothing twice,
// as sentences: [{text, lang, block, pieces: [[node, from, to, at]]}]. So a page needs no marks for
// it. What stands beside another thing, a choice or a button is a sentence of its own, whatever
// sign it ends with. Read anew at each press: what is open, picked or written has changed, and a
// browser that translates changes the page's nodes and its language.
const SILENT = "noscript,[aria-hidden=true],.skip,.say,#listen,#voice";

// Words for screen readers only say again what stands beside them, unless they stand for a sign or
// a short form, or tell what is picked. What is wrong with a field has been heard at the top.
const beside = e =>
  [e.previousElementSibling, e.nextElementSibling].some(x => x && x.matches("[aria-hidden=true]"));

const silent = (e, faults) =>
  e.matches(SILENT) ||
  (e.matches(".hidden") && !e.matches(".chosen > *") && !beside(e)) ||
  (faults && e.matches(".fault") && faults.textContent.includes(e.textContent.trim()));

// What an element says in the place of what stands in it; undefined: nothing.
function inPlace(e) {
  if (e.tagName === "IMG") return e.alt;
  // Of fields only the person's own words: no key, no code, no address.
  if (/^(INPUT|TEXTAREA)$/.test(e.tagName)) return e.dir === "auto" ? e.value : "";
  if (e.matches("a,button,[role=img]")) return e.getAttribute("aria-label") || undefined;
  if (e.matches(".code span")) return e.textContent.split("").join(" ");
}

// A long word in its parts (I) stands in its sentence.
const isApart = (tag, style) =>
  /^(BR|LABEL)$/.test(tag) || (tag !== "I" && !/^(inline|contents)$/.test(style.display));

function sentences(parts) {
  const found = [];
  const faults = document.getElementById("faults");
  let open = null;
  const end = () => {
    if (open && open.text.trim()) found.push(open);
    open = null;
  };
  const add = (text, node, block) => {
    const lang = (node.parentElement || block).closest("[lang]").lang;
    let from = 0;
    if (open && /^\s/.test(text) && /[.?!]["”)]*$/.test(open.text)) end();
    // "12.5. klo 8." is one sentence: what goes on small or with a number has not ended.
    for (const part of text.replace(/([.?!]["”)]*\s+)(?![a-zåäö\d])/g, "$1\0").split("\0")) {
      open = open || { text: "", pieces: [], block, lang };
      for (const bit of part.split(/[\u00ad\u200b]/)) {
        open.pieces.push([node, from, from + bit.length, open.text.length]);
        open.text += bit;
        from += bit.length + 1;
      }
      from--;
      if (/[.?!]["”)]*\s+$/.test(part)) end();
    }
  };
  const unseen = (node, block, style) =>
    style.display === "none" ||
    style.visibility === "hidden" ||
    (node !== block && parts.includes(node));
  const read = node =>
    [...node.childNodes].filter(
      child => child.tagName === "SUMMARY" || node.tagName !== "DETAILS" || node.open,
    );
  const tellPicked = label => {
    if (!label.querySelector(":checked")) return;
    const last = found[found.length - 1];
    last.text = `${last.text.trimEnd().replace(/\.$/, "")}, ${words.picked}`;
  };
  const walk = (node, block) => {
    if (node.nodeType === 3) add(node.data, node, block);
    if (node.nodeType !== 1 || silent(node, faults)) return;
    const style = getComputedStyle(node);
    if (unseen(node, block, style)) return;
    const apart = isApart(node.tagName, style);
    if (apart) end();
    const before = found.length;
    const within = apart ? node : block;
    const text = inPlace(node);
    if (text !== undefined) add(text, node, within);
    else for (const child of read(node)) walk(child, within);
    if (apart) end();
    if (node.tagName === "LABEL" && found[before]) tellPicked(node);
  };
  for (const part of parts) {
    walk(part, part);
    end();
  }
  return found;
}

// ---- marks of what is read
const mark = (name, range) => {
  if (!window.CSS || !CSS.highlights) return;
  if (range) CSS.highlights.set(name, new Highlight(range));
  else CSS.highlights.delete(name);
};

function rangeOf(sentence, from, to) {
  const range = document.createRange();
  const place = at => {
    const piece = sentence.pieces.filter(p => p[3] <= at).pop();
    return [piece[0], Math.min(piece[2], piece[1] + at - piece[3])];
  };
  try {
    range.setStart(...place(from));
    range.setEnd(...place(to));
  } catch {
    return null; // translated meanwhile: no mark, the voice goes on
  }
  return range;
}

// ---- reading
let queue = [];
let said = null;
let active = null;
let dog = 0;
let on = null; // what is read now: the choice whose sign was pressed, or the button of the page
let turn = 0;
let unheard = 0;
let waited = false;

// Only where something speaks: on some devices a voice that is told to be quiet swallows what comes
// next.
const hush = () => {
  if (speech.speaking || speech.pending) speech.cancel();
};

function light(block) {
  if (active) active.classList.remove("speaking");
  active = block && (block.closest("label,a,button,summary") || block);
  if (active) active.classList.add("speaking");
}

// Whether the device has a voice for this page is told before anybody presses. Nothing moves: the
// button has room for each of its words. What is in another language is only a part of the page.
const useless = () =>
  (!speech || waited || voices().length > 0) &&
  ![root, ...document.querySelectorAll("main [lang]:not(a):not(button):not(span)")].some(e =>
    voiceOf(e.lang),
  );

function tell() {
  const none = !on && useless();
  root.dataset.voice = on ? "on" : none ? "none" : "";
  button.textContent = on ? words.stop : none ? words.none : words.start;
}

function stop(why = "") {
  turn++;
  on = null;
  queue = [];
  said = null;
  unheard = 0;
  clearTimeout(dog);
  if (speech) hush();
  mark("sentence");
  mark("word");
  light(null);
  tell();
  told.textContent = why;
  if (why) told.scrollIntoView({ block: "nearest" });
}

function next() {
  const sentence = queue[0];
  const voice = sentence && voiceOf(sentence.lang);
  if (!voice) return stop(sentence ? words.novoice : "");
  light(sentence.block);
  mark("word");
  mark("sentence", rangeOf(sentence, 0, sentence.text.length));
  say(sentence, voice);
}

function say(sentence, voice) {
  const mine = turn;
  // Held in `said`: of one that nobody holds the end may never be told.
  const utterance = (said = new SpeechSynthesisUtterance(sentence.text));
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.rate = root.dataset.speed === "slow" ? 0.7 : 0.95;
  const ours = act => event => {
    if (said === utterance) act(event);
  };
  const go = () => {
    clearTimeout(dog);
    queue.shift();
    next();
  };
  utterance.onstart = ours(() => {
    unheard = -1;
  });
  utterance.onboundary = ours(e => {
    unheard = -1;
    if (e.name === "word" && e.charLength)
      mark("word", rangeOf(sentence, e.charIndex, e.charIndex + e.charLength));
  });
  utterance.onend = ours(() => {
    unheard = 0;
    go();
  });
  utterance.onerror = ours(e => {
    // Somebody else in this browser began to speak.
    if (e.error === "interrupted" || e.error === "canceled") return stop();
    clearTimeout(dog);
    failed.add(voice.name + voice.lang);
    next();
  });
  // A voice that never ends is told to be quiet, and the next sentence comes; one that never
  // begins is no voice.
  const late = ours(async () => {
    said = null;
    hush();
    if (++unheard > 1) return stop(words.novoice);
    await pause(100);
    if (mine === turn) go();
  });
  dog = setTimeout(late, (sentence.text.length / 5 + 5) * 1000);
  speech.speak(utterance);
}

async function listen(what, parts) {
  const again = on === what;
  const others = speech && (speech.speaking || speech.pending);
  stop();
  if (again) return;
  if (!speech) return stop(words.novoice);
  on = what;
  tell();
  const mine = turn;
  if (speech.paused) speech.resume();
  if (others) await pause(100);
  // On some devices the voices come late: up to 1 s.
  for (let i = 0; i < 10 && !voices().length; i++) await pause(100);
  if (mine !== turn) return;
  const all = sentences(parts());
  queue = all.filter(one => voiceOf(one.lang));
  if (queue.length) next();
  else stop(all.length ? words.novoice : "");
}

// ---- what the button reads: what is wrong, then all of the page itself; what stands around it on
// the first page of the site only, or where the menu is open.
function page() {
  const [faults, menu, head, main, end] = [
    "#faults",
    "header details[open]",
    "header",
    "main",
    "footer",
  ].map(e => document.querySelector(e));
  const first = "first" in words;
  return [faults, first ? head : menu, main, first && end].filter(Boolean);
}

button.hidden = false;
button.addEventListener("click", () => listen(button, page));
addEventListener("hear", e => listen(e.target, () => [e.target])); // the sign of a choice (signs.js)
addEventListener("pagehide", () => stop());
if (speech && speech.addEventListener) speech.addEventListener("voiceschanged", () => tell());
tell();
setTimeout(() => {
  waited = true;
  tell();
}, 2000);
