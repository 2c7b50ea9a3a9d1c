// Says in time that a session is about to end, and lets it go on.
(() => {
  const session = document.querySelector("#session-message");
  const { warnAfter, endsAfter, over } = session.dataset;
  let timers = [];
  let busy = false; // whoever is writing is still there; only a terminal of many has to know
  const warn = () => { if (endsAfter && busy) keep(); else session.hidden = false; };
  const wait = () => {
    timers.forEach(clearTimeout);
    busy = false;
    timers = [setTimeout(warn, warnAfter * 1000)];
    if (endsAfter) timers.push(setTimeout(() => location.replace(over), endsAfter * 1000 + 2000));
  };
  const keep = async () => {
    const body = new URLSearchParams(new FormData(session));
    const answer = await fetch(session.action, { method: "POST", body }).catch(() => null);
    if (answer?.status !== 204) return;
    session.hidden = true;
    wait();
  };
  session.querySelector("button").addEventListener("click", keep);
  for (const kind of ["input", "pointerdown"]) document.addEventListener(kind, () => { busy = true; }, true);
  wait();
})();
