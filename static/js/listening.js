// Reads the page aloud, with a voice on the device: nothing of it is sent anywhere.
const root = document.documentElement;
const button = document.getElementById("listen");
const told = document.getElementById("voice");
const speech = window.speechSynthesis;
const words = { start: button.textContent, stop: button.dataset.stop, block: button.dataset.block };
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

function voiceOf(lang) {
  const names = [primary(lang), LONG[primary(lang)]];
  return speech
    .getVoices()
    .filter(v => v.localService && !failed.has(v.name + v.lang) && names.includes(primary(v.lang)))
    .sort((a, b) => rank(a) - rank(b))[0];
}

// ---- the text nodes of a block as sentences: [{text, lang, block, pieces: [[node, from, to,
// at]]}]. Read anew at each press: a browser that translates the page changes its nodes and its
// language.
const SILENT = "button,.hidden,details:not([open])>:not(summary),[hidden]";

function sentences(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, {
    acceptNode: n =>
      n.parentElement.closest(SILENT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  });
  const found = [];
  let open = null;
  let holder = null;
  const end = () => {
    if (open && open.text.trim()) found.push(open);
    open = null;
  };
  for (let node; (node = walker.nextNode());) {
    const near = node.parentElement.closest("p,h1,h2,h3,li,label,summary,legend,dt,dd,div");
    if (near !== holder) {
      end();
      holder = near;
    }
    let from = 0;
    for (const part of node.data.match(/[^.?]*[.?]+[”"]?\s*|[^.?]+$/g) || []) {
      open = open || {
        text: "",
        pieces: [],
        block,
        lang: node.parentElement.closest("[lang]").lang,
      };
      open.pieces.push([node, from, (from += part.length), open.text.length]);
      open.text += part;
      if (/[.?][”"]?\s*$/.test(part)) end();
    }
  }
  end();
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
let on = false;
let turn = 0;
let silent = 0;

// Only where something speaks: on some devices a voice that is told to be quiet swallows what comes
// next.
const hush = () => {
  if (speech.speaking || speech.pending) speech.cancel();
};

function light(block) {
  if (active) active.classList.remove("speaking");
  active = block;
  if (active) active.classList.add("speaking");
}

function stop(why = "") {
  turn++;
  on = false;
  queue = [];
  said = null;
  silent = 0;
  clearTimeout(dog);
  hush();
  mark("sentence");
  mark("word");
  light(null);
  button.textContent = words.start;
  told.textContent = why;
  if (why) told.scrollIntoView({ block: "nearest" });
}

function next() {
  const sentence = queue[0];
  const voice = sentence && voiceOf(sentence.lang);
  if (!voice) return stop(sentence ? button.dataset.novoice : "");
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
    silent = -1;
  });
  utterance.onboundary = ours(e => {
    silent = -1;
    if (e.name === "word" && e.charLength)
      mark("word", rangeOf(sentence, e.charIndex, e.charIndex + e.charLength));
  });
  utterance.onend = ours(() => {
    silent = 0;
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
    if (++silent > 1) return stop(button.dataset.novoice);
    await pause(100);
    if (mine === turn) go();
  });
  dog = setTimeout(late, (sentence.text.length / 5 + 5) * 1000);
  speech.speak(utterance);
}

async function listen(blocks) {
  if (on) return stop();
  const others = speech.speaking || speech.pending;
  stop();
  on = true;
  button.textContent = words.stop;
  const mine = turn;
  if (speech.paused) speech.resume();
  if (others) await pause(100);
  // On some devices the voices come late: up to 1 s.
  for (let i = 0; i < 10 && !speech.getVoices().length; i++) await pause(100);
  if (mine !== turn) return;
  const all = blocks.flatMap(sentences);
  queue = all.filter(one => voiceOf(one.lang));
  if (queue.length) next();
  else stop(all.length ? button.dataset.novoice : "");
}

// ---- the buttons. Without a voice of the language the one at the head stays, and says kindly what
// to do; those at each text do not come. Where the voices come late and bring none of the language,
// these become unseen: nothing on the page moves.
const useless = () => speech.getVoices().length > 0 && !voiceOf(root.lang);

function addButton(block) {
  const own = document.createElement("button");
  own.type = "button";
  own.className = "say";
  own.textContent = words.block;
  own.addEventListener("click", () => listen([block]));
  // What is folded keeps its button inside.
  const entry = block.closest("details") ? null : block.closest(".entry");
  const acts = entry && entry.querySelector(".acts");
  if (acts) acts.append(own);
  else if (block.matches("ul,dl,p,span")) block.after(own);
  else (block.lastElementChild || block).append(own);
}

function begin() {
  const blocks = [...document.querySelectorAll("main h1, [data-say]")].filter(
    b => b.matches("[data-say]") || !b.closest("[data-say]"),
  );
  button.hidden = false;
  button.addEventListener("click", () => listen(blocks));
  if (root.dataset.listen === "on" && !useless())
    blocks
      .filter(b => b.matches("[data-say]") && !b.closest(".answers, legend"))
      .forEach(addButton);
  if (speech.addEventListener)
    speech.addEventListener("voiceschanged", () => {
      for (const own of document.querySelectorAll(".say"))
        own.style.visibility = useless() ? "hidden" : "";
    });
  addEventListener("pagehide", () => stop());
}
if (speech) begin();
