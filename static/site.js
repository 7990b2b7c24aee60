/* Extras only: every page works without this file. Reads aloud with a voice on the device, counts characters near the limit,
   keeps focus on an error summary, holds a double click to one sending. No code of others, nothing is sent anywhere.
   In the language of 2019: what a browser of that year can't read (?., ??=, findLast, matchAll, requestSubmit) would stop it all. */
(() => {
  "use strict";
  const root = document.documentElement, language = root.lang;

  // ---- errors: begin where the summary is
  const faults = document.getElementById("faults");
  if (faults) faults.focus();

  // ---- the key card: /open#CODE posts the code; what follows # has never left this browser
  const whole = document.getElementById("whole-code");
  if (whole && location.hash.length > 1) {
    whole.value = location.hash; history.replaceState(null, "", location.pathname);
    whole.form.submit();
  }
  // a code pasted into one field goes into all four; a slip is told while typing: a letter that no code has at once, a letter
  // too few when a later group is begun. Never when a field is left: what appears then would move the button that is pressed.
  const groups = [...document.querySelectorAll("[data-group]")], plain = text => text.replace(/[\s\-–—·.:]/g, "").toUpperCase();
  groups.forEach((field, i) => {
    const told = document.createElement("span"); told.className = "fault"; told.setAttribute("role", "status"); field.after(told);
    field.addEventListener("input", () => {
      const text = plain(field.value);
      if (text.length > 4) groups.slice(i).forEach((g, n) => { if (text.length > n * 4) g.value = text.slice(n * 4, n * 4 + 4); });
      groups.forEach((g, n) => {
        const full = n === i || n > i && !g.value || plain(g.value).length > 3;
        g.nextElementSibling.textContent = full && /^[0-9A-TV-Z]{0,4}$/.test(plain(g.value)) ? "" : g.dataset.wrong;
      });
    });
  });

  // ---- a page that the browser kept whole (Back) is fetched again: after Put away it must show nothing
  addEventListener("pageshow", e => { if (e.persisted) location.reload(); });

  // ---- a double click sends a form once; Back (bfcache) makes it usable again
  const sent = new WeakSet();
  addEventListener("submit", e => { if (sent.has(e.target)) e.preventDefault(); sent.add(e.target); setTimeout(() => sent.delete(e.target), 5000); });

  // ---- the second press of a slow double click meets the next page, where Next stands in the same place: it presses nothing
  let pressed = false;
  addEventListener("click", e => { if (e.detail > 1 && !pressed) { e.preventDefault(); e.stopPropagation(); } else pressed = true; }, true);

  // ---- WebKit goes from one round box to the next by arrows without a focus that is seen, and does not scroll there
  addEventListener("keyup", e => { const at = e.target; if (at.type === "radio" && /^Arrow/.test(e.key) && !at.matches(":focus-visible")) { at.blur(); at.focus(); } });

  // ---- a link in the header keeps what is picked on a question page: the form is sent, and leads where the link leads
  const asked = document.querySelector("form[data-leave]"), plainly = asked && new URLSearchParams(new FormData(asked)).toString();
  if (asked) document.querySelector(".top").addEventListener("click", e => {
    const link = e.target.closest("a");
    if (!link || e.ctrlKey || e.metaKey || e.shiftKey || new URLSearchParams(new FormData(asked)).toString() === plainly) return;
    e.preventDefault();
    for (const [name, value] of [["do", "leave"], ["to", link.pathname]])
      asked.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    asked.submit();
  });

  // ---- a link to a field inside closed details opens them
  const unfold = () => { for (let e = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1))); e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true; };
  addEventListener("hashchange", unfold); unfold();

  // ---- room in a text: said only near the end, and politely
  for (const field of document.querySelectorAll("[data-room]")) {
    const room = +field.dataset.room, note = document.createElement("span");
    note.className = "room"; note.setAttribute("role", "status");
    field.after(note);
    const count = () => { const left = room - [...field.value].length; note.textContent = left < 200 ? field.dataset.left.replace("{}", Math.max(0, left)) : ""; };
    field.addEventListener("input", count); count();
  }

  // ---- listening
  const button = document.getElementById("listen"), told = document.getElementById("voice"), speech = window.speechSynthesis;
  const wanted = root.dataset.listen;
  if (!speech || wanted === "off" || !button) return;
  const words = { start: button.textContent, stop: button.dataset.stop, block: button.dataset.block };
  const marks = window.CSS && CSS.highlights ? name => range => { range ? CSS.highlights.set(name, new Highlight(range)) : CSS.highlights.delete(name); } : () => () => {};
  const markSentence = marks("sentence"), markWord = marks("word");
  let queue = [], active = null, turn = 0;

  // Only voices on the device: others send the text away.
  const voice = () => speech.getVoices().find(v => v.localService && v.lang.toLowerCase().startsWith(language));

  // The text nodes of a block as sentences: [{text, pieces: [[node, from, to, at]]}]
  function sentences(block) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, {
      acceptNode: n => n.parentElement.closest("button,.hidden,details:not([open])>:not(summary),[hidden]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT });
    const found = []; let now = null, holder = null;
    const end = () => { if (now && now.text.trim()) found.push(now); now = null; };
    for (let node; (node = walker.nextNode());) {
      const near = node.parentElement.closest("p,h1,h2,h3,li,label,summary,legend,dt,dd,div");
      if (near !== holder) { end(); holder = near; }
      let from = 0;
      for (const part of node.data.match(/[^.?]*[.?]+[”"]?\s*|[^.?]+$/g) || []) {
        now = now || { text: "", pieces: [], block };
        now.pieces.push([node, from, from += part.length, now.text.length]);
        now.text += part;
        if (/[.?]+[”"]?\s*$/.test(part)) end();
      }
    }
    end();
    return found;
  }
  function range(sentence, from, to) {
    const made = document.createRange(), place = at => { const p = sentence.pieces.filter(x => x[3] <= at).pop(); return [p[0], Math.min(p[2], p[1] + at - p[3])]; };
    made.setStart(...place(from)); made.setEnd(...place(to));
    return made;
  }
  function stop() {
    turn++; queue = []; speech.cancel(); markSentence(); markWord();
    if (active) active.classList.remove("speaking");
    active = null;
    button.textContent = words.start;
  }
  function next(mine) {
    if (mine !== turn) return;
    const sentence = queue.shift();
    if (!sentence) return stop();
    if (active) active.classList.remove("speaking");
    active = sentence.block; active.classList.add("speaking");
    markWord(); markSentence(range(sentence, 0, sentence.text.length));
    const said = new SpeechSynthesisUtterance(sentence.text);
    said.lang = language; said.voice = voice(); said.rate = root.dataset.speed === "slow" ? 0.7 : 0.95;
    said.onboundary = e => { if (mine === turn && e.name === "word" && e.charLength) markWord(range(sentence, e.charIndex, e.charIndex + e.charLength)); };
    said.onend = () => next(mine);
    said.onerror = () => { if (mine === turn) stop(); };
    speech.speak(said);
  }
  function listen(blocks) {
    if (queue.length || speech.speaking) return stop();
    if (!voice()) { told.textContent = button.dataset.novoice; told.scrollIntoView({ block: "nearest" }); return; }
    stop(); told.textContent = "";
    queue = blocks.flatMap(sentences);
    button.textContent = words.stop;
    next(turn);
  }
  const blocks = [...document.querySelectorAll("main h1, [data-say]")].filter(b => b.matches("[data-say]") || !b.closest("[data-say]"));
  button.hidden = false;
  button.addEventListener("click", () => listen(blocks));
  if (wanted === "on") for (const block of blocks) {
    if (!block.matches("[data-say]") || block.closest(".answers")) continue;
    const own = document.createElement("button");
    own.type = "button"; own.className = "say"; own.textContent = words.block;
    own.addEventListener("click", () => listen([block]));
    const wish = block.closest(".wish"), acts = wish && wish.querySelector(".acts");
    if (acts) acts.append(own);
    else block.matches("ul,dl,p,span") ? block.after(own) : (block.lastElementChild || block).append(own);
  }
  speech.getVoices();
  addEventListener("pagehide", stop);
})();
