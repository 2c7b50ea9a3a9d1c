// Comforts only: every action works without this file. Nothing personal is ever kept in the browser's storage.
(() => {
  const find = (selector, root = document) => root.querySelector(selector);
  const isLarge = () => document.documentElement.dataset.mode === "large";

  const offline = find("#offline-message");
  let waiting = null; // what to do again once there is a network

  // The server marks the title of a page with errors; of a part that was swapped in nobody else would.
  let marked = find(".error-summary")?.dataset.title ?? "";
  if (!document.title.startsWith(marked)) marked = "";
  const focusErrors = () => {
    const summary = find(".error-summary");
    const mark = summary?.dataset.title ?? "";
    if (mark !== marked) document.title = mark + document.title.slice(marked.length);
    marked = mark;
    summary?.focus();
  };

  const holdBack = (again) => {
    waiting = again;
    offline.hidden = false;
    find("button", offline).focus();
  };

  const release = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  };

  // How a page looks changes in place, so that nothing typed is lost; the cookie comes with the answer. Only おおきい asks
  // otherwise too: into it and out of it the form goes to the server, with all that is typed.
  document.addEventListener("submit", (event) => {
    const chosen = event.submitter;
    if (!["mode", "set-mode"].includes(chosen?.name)) return;
    const isOnlyALook = event.target.id !== "answers" || (!isLarge() && chosen.value !== "large");
    if (!isOnlyALook) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    document.documentElement.dataset.mode = chosen.value;
    const form = chosen.closest("form");
    form.querySelectorAll("button").forEach((each) => each.setAttribute("aria-pressed", each === chosen));
    const body = new URLSearchParams(new FormData(form));
    body.set("mode", chosen.value);
    fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true }).catch(() => null);
  }, true);

  // A second tap while the first is on its way sends nothing; the server decides for itself all the same.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    const stop = () => { event.preventDefault(); event.stopImmediatePropagation(); };
    if (form.dataset.sent) return stop();
    if (!navigator.onLine) {
      stop();
      return holdBack(() => form.requestSubmit(event.submitter));
    }
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
    setTimeout(release, 15000, form);
  }, true);

  find("[data-retry]").addEventListener("click", () => {
    if (!navigator.onLine) return;
    offline.hidden = true;
    waiting?.();
  });
  // In おおきい nothing comes and goes by itself: it is said when somebody sends.
  window.addEventListener("offline", () => { if (!isLarge()) offline.hidden = false; });
  window.addEventListener("online", () => { if (!waiting) offline.hidden = true; });

  // A page taken back from memory has sent nothing yet.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
  });

  // htmx: the same comforts for the part that was swapped.
  document.addEventListener("htmx:after:swap", focusErrors);
  document.addEventListener("htmx:error", (event) => {
    const form = event.target.closest?.("form");
    const sent = event.detail.ctx;
    if (form) release(form);
    if (form && !sent?.response) holdBack(() => form.requestSubmit(sent?.request.submitter));
  });
  // Only a part of a page belongs into a page: what led elsewhere is followed, an error page is shown whole.
  document.addEventListener("htmx:before:response", (event) => {
    const { raw, status } = event.detail.ctx.response;
    if (raw.redirected) {
      event.preventDefault();
      location.assign(raw.url);
    } else if (status >= 400 && status !== 422) {
      event.preventDefault();
      raw.text().then((html) => { document.open(); document.write(html); document.close(); });
    }
  });

  const menu = find(".menu");
  document.addEventListener("click", (event) => { if (menu && !menu.contains(event.target)) menu.open = false; });
  document.addEventListener("keydown", (event) => { if (menu && event.key === "Escape") menu.open = false; });

  focusErrors();
})();
