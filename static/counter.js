// The counter: keys that press buttons, screens that notice each other, and a code that was scanned.
// Comforts only: without this file Tab and Enter do the same, and a link asks for the page anew.
(() => {
  const EVERY = 2000, ALIVE = 45000;
  const typing = (e) => e instanceof HTMLTextAreaElement || e instanceof HTMLSelectElement
    || (e instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(e.type));

  // At once, and not when the browser comes to it: staff type on.
  document.querySelector("[autofocus]")?.focus();
  // Nothing that is sought begins with a digit: an empty box passes them on.
  const isFree = (e) => "passesDigits" in e.dataset && !e.value;

  // F-keys work everywhere, digits only where nobody is typing.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.key.length === 1 && typing(event.target) && !isFree(event.target)) return;
    const found = [...document.querySelectorAll("[data-key]")]
      .find((each) => each.dataset.key === event.key && each.checkVisibility());
    if (!found) return;
    event.preventDefault();
    found.click();
  });

  // A page taken back from memory may be about somebody who has gone.
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  const code = document.querySelector("[data-pair] input[name=code]");
  if (code && location.hash.length > 1) {
    code.value = decodeURIComponent(location.hash.slice(1));
    history.replaceState(null, "", location.pathname);
    code.form.requestSubmit();
  }

  const mirror = document.querySelector("[data-mirror]");
  if (!mirror) return;
  const { mirror: address, here, alive, token } = mirror.dataset;
  let { changes } = mirror.dataset;
  const moved = document.querySelector("[data-moved]");
  let busy = false, typed = false, leaving = false;
  // On the way to another page nothing is renewed: it would call off what was just pressed.
  window.addEventListener("beforeunload", () => {
    leaving = true;
    setTimeout(() => { leaving = false; }, 15000);
  });
  document.addEventListener("input", () => { busy = typed = true; }, true);
  for (const kind of ["keydown", "pointerdown"]) document.addEventListener(kind, () => { busy = true; }, true);

  // What somebody is typing is never taken from under their hands: they are told, and press for it.
  const renew = () => {
    if (here) location.replace(here);
    else if (typed && moved) moved.hidden = false;
    else location.replace(location.pathname.split("/").slice(0, 5).join("/"));
  };
  // While two talk in writing only the lines are new: the box, and what stands in it, stays; for the same person alone.
  const newest = () => {
    const talk = document.querySelector("[data-talk]");
    if (talk) talk.scrollTop = talk.scrollHeight;
  };
  newest();
  const lines = async (said) => {
    const shown = document.querySelector("[data-talk]");
    if (!shown || (here && said.split(".")[0] !== changes.split(".")[0])) return false;
    const answer = await fetch(here ?? location.pathname, { cache: "no-store" }).catch(() => null);
    const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : "", "text/html");
    const fresh = page.querySelector("[data-talk]");
    if (!fresh) return false;
    if (shown.tagName === fresh.tagName) shown.replaceChildren(...fresh.childNodes);
    else shown.replaceWith(fresh);
    changes = page.querySelector("[data-mirror]").dataset.changes;
    newest();
    return true;
  };
  const look = async () => {
    const answer = await fetch(address, { redirect: "manual", cache: "no-store" }).catch(() => null);
    const said = answer?.status === 200 ? await answer.text() : "";
    if (!answer || leaving) return;
    if (answer.status !== 200) location.replace(here ?? "/staff/counter");
    else if (said !== changes && !await lines(said)) renew();
  };
  setInterval(look, EVERY);

  if (alive) setInterval(() => {
    if (!busy) return;
    busy = false;
    fetch(alive, { method: "POST", body: new URLSearchParams({ form_token: token }) }).catch(() => null);
  }, ALIVE);
})();
