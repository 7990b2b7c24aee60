// A page that stands there to be printed is printed when it is whole, once: not when it is loaded
// anew or come back to, nor in another language. Its button prints it again.

for (const one of document.querySelectorAll("[data-print]")) {
  one.hidden = false;
  one.addEventListener("click", e => {
    e.preventDefault();
    print();
  });
}

const opened = performance.navigation.type === 0 && !/\/key\/card(\?|$)/.test(document.referrer);
if (opened && document.querySelector("[data-print=now]"))
  addEventListener("load", () => setTimeout(print, 0));
