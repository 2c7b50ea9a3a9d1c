// おおきい: hands that tremble. Without this file nothing is lost: the server passes no question by accident.
(() => {
  const isLarge = () => document.documentElement.dataset.mode === "large";

  // おおきい: for half a second a new page takes no touch, since it was meant for the page before; the second of two taps
  // undoes nothing; and whoever presses long has pressed. The server passes no question by accident either.
  const PAUSE = 500;
  const PRESSED = "a[href], button, label, summary, input";
  const touched = new WeakMap();
  let shownAt = performance.now();
  let pressed = null;
  const isRecent = (moment) => performance.now() - (moment ?? -PAUSE) < PAUSE;
  const strays = {
    click: (event) => isRecent(shownAt) || (event.isTrusted && isRecent(touched.get(event.target.closest(PRESSED)))),
    submit: () => isRecent(shownAt),
  };
  for (const [kind, isAStray] of Object.entries(strays)) {
    document.addEventListener(kind, (event) => {
      if (!isLarge()) return;
      if (!isAStray(event)) {
        const target = event.target.closest(PRESSED);
        if (kind === "click" && target) touched.set(target, performance.now());
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
    }, true);
  }
  document.addEventListener("contextmenu", (event) => {
    pressed = event.pointerType === "touch" && isLarge() ? event.target.closest(PRESSED) : null;
    if (pressed) event.preventDefault();
  });
  document.addEventListener("touchend", () => {
    pressed?.click();
    pressed = null;
  });
  document.addEventListener("htmx:after:swap", () => { shownAt = performance.now(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) shownAt = performance.now(); });
})();
