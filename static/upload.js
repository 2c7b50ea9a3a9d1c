// Chosen photos go up at once, in pieces, and go on where they were after the line broke. The form itself still
// carries whatever has not arrived: without this file, or when it gives up, it is sent whole as ever.
(() => {
  const PIECE = 256 * 1024;
  const LONGEST_PAUSE = 30000;
  if (!window.crypto?.subtle) return; // a page that is not served safely

  class Refused extends Error {} // the server says why, and sending it again would not help
  class GivenUp extends Error {} // signed out, or the page is no longer open: the form leads on

  // Not `form.action`: a button of that name stands in its way.
  const address = (input, part) => input.form.getAttribute("action").replace("/files/", `/${part}/`);

  const digest = async (bytes) =>
    [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))]
      .map((byte) => byte.toString(16).padStart(2, "0")).join("");

  const pause = (tries) => new Promise((resolve) => {
    const go = () => { clearTimeout(timer); removeEventListener("online", go); resolve(); };
    const timer = setTimeout(go, Math.min(LONGEST_PAUSE, 1000 * 2 ** tries));
    addEventListener("online", go);
  });

  // Null when it is worth another try.
  const ask = async (input, path, fields) => {
    const body = new FormData();
    body.set("form_token", input.form.elements.form_token.value);
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    const answer = await fetch(`${address(input, "uploads")}/${input.name}${path}`, { method: "POST", body }).catch(() => null);
    if (!answer || answer.status >= 500 || answer.status === 429) return null;
    if (answer.ok && !answer.redirected) return answer.json();
    const isSaid = answer.status === 422 && answer.headers.get("content-type") === "application/json";
    if (isSaid) throw new Refused((await answer.json()).refused);
    if ([404, 409, 422].includes(answer.status)) return null; // its beginning is told again, and what is missing
    throw new GivenUp();
  };

  const sendPieces = async (input, bytes, begun, row) => {
    const all = Math.ceil(bytes.byteLength / PIECE);
    for (const [index, position] of begun.missing.entries()) {
      row.shows(all - begun.missing.length + index, all);
      const piece = bytes.slice(position * PIECE, (position + 1) * PIECE);
      const fields = { sha256: await digest(piece), chunk: new File([piece], "piece") };
      if (!await ask(input, `/${begun.upload}/${position}`, fields)) return false;
    }
    row.shows(all, all);
    return true;
  };

  // From the announcement to the last answer; whatever breaks in between, the announcement tells what is missing.
  const send = async (input, file, row) => {
    const bytes = await file.arrayBuffer();
    const announced = { name: file.name, size: bytes.byteLength, sha256: await digest(bytes) };
    for (let tries = 0; tries < 12; tries += 1) {
      const begun = await ask(input, "", announced);
      if (begun?.received) return;
      if (begun && await sendPieces(input, bytes, begun, row)) {
        row.says("checking");
        if (await ask(input, `/${begun.upload}/finish`, {})) return;
      }
      row.says("waiting");
      await pause(begun ? 0 : tries);
    }
    throw new GivenUp();
  };

  class Row {
    constructor(box, file) {
      this.words = box.dataset;
      this.element = box.querySelector("template").content.firstElementChild.cloneNode(true);
      this.element.querySelector("[data-name]").textContent = file.name;
      box.querySelector("ul").append(this.element);
      this.says("sending");
    }

    get bar() { return this.element.querySelector("progress"); }

    says(key) { this.element.querySelector("[data-state]").textContent = this.words[key] ?? key; }

    shows(done, all) {
      this.says("sending");
      this.bar.value = done / all;
    }

    ends(words, tone) {
      this.bar.remove();
      this.element.dataset.tone = tone;
      this.says(words);
    }
  }

  const drop = (input, file) => {
    const left = new DataTransfer();
    for (const each of input.files) if (each !== file) left.items.add(each);
    input.files = left.files;
  };

  // Other files may have been chosen meanwhile: this one still waits to be sent with the form.
  const keep = (input, file) => {
    if ([...input.files].includes(file)) return;
    const all = new DataTransfer();
    for (const each of [...input.files, file]) all.items.add(each);
    input.files = all.files;
  };

  // The server's own list, so that nothing stands here that it does not have.
  const refresh = async (input, rows) => {
    const here = location.pathname.includes("/steps/") ? location.pathname : address(input, "steps");
    const answer = await fetch(here).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [theirs, ours] = [page, document].map((root) => root.querySelector(`[data-stored="${input.name}"]`));
    if (!theirs || !ours) return;
    ours.replaceWith(theirs);
    rows.forEach((row) => row.element.remove());
  };

  const sendAll = async (input) => {
    const box = document.querySelector(`[data-upload="${input.name}"]`);
    const done = [];
    for (const file of [...input.files]) {
      const row = new Row(box, file);
      try {
        await send(input, file, row);
        drop(input, file);
        row.ends("received", "received");
        done.push(row);
      } catch (failure) {
        if (failure instanceof Refused) drop(input, file);
        else keep(input, file);
        row.ends(failure instanceof Refused ? failure.message : "stopped", "error");
      }
    }
    if (done.length) await refresh(input, done);
  };

  const busy = new Map(); // one after the other, also when more are chosen meanwhile
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (input.type !== "file" || !document.querySelector(`[data-upload="${input.name}"]`)) return;
    const before = busy.get(input.name) ?? Promise.resolve();
    busy.set(input.name, before.then(() => sendAll(input)));
  });
})();
