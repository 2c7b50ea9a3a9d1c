// Questions at the counter, by keyboard: digits choose, Enter goes on, and the page that is answered goes by itself.
// A comfort only: without this file Tab, Space and Enter do the same.
(() => {
  const form = document.querySelector("form[data-digits]");
  if (!form) return;
  const OPTIONS = "input[type=radio], input[type=checkbox]";
  const TYPED = "input:not([type=hidden], [type=radio], [type=checkbox], [type=file]), textarea, select";
  const seen = (each) => each.checkVisibility();
  const isTyped = (each) => each.matches?.(TYPED);
  const options = (group) => [...group.querySelectorAll(OPTIONS)].filter(seen);
  const groups = () => [...form.querySelectorAll("fieldset")].filter((each) => options(each).length);
  const isChosen = (group) => options(group).some((each) => each.checked);
  const isMany = (group) => options(group).some((each) => each.type === "checkbox");
  const stops = () => [...form.querySelectorAll(`fieldset, ${TYPED}`)].filter((each) => seen(each)
    && (each.tagName === "FIELDSET" ? options(each).length : true));
  const passed = new WeakSet(); // boxes left empty by Enter
  const isOpen = (stop) => (stop.tagName === "FIELDSET" ? !isChosen(stop) : !stop.value.trim() && !passed.has(stop));

  // Where the next digit goes: to where the focus is, else to the first question without an answer.
  const current = () => {
    const here = document.activeElement?.closest?.("fieldset");
    if (here && form.contains(here) && options(here).length) return here;
    return groups().find((each) => !isChosen(each)) ?? groups()[0];
  };
  const go = (stop) => {
    const target = stop.tagName === "FIELDSET" ? options(stop)[0] : stop;
    target.focus();
    stop.scrollIntoView({ block: "nearest" });
  };
  const after = (stop) => {
    const all = stops();
    return all.slice(all.indexOf(stop) + 1).find(isOpen);
  };
  const send = () => (form.querySelector("[data-next]") ?? form.querySelector("button.button")).focus();

  // Answered to the last box by a digit, a page goes by itself; where something was left empty, Enter says that it may be.
  const goOn = (stop) => {
    const next = after(stop);
    if (next) go(next);
    else if (stops().some((each) => isOpen(each) || isMany(each))) send();
    else form.requestSubmit(form.querySelector("[data-next]"));
  };
  // A date or a code that can get no longer: on to the next box. Nobody tells of more than ten years ahead.
  const now = new Date().getFullYear();
  const YEARS = { western: now + 10, reiwa: now - 2018 + 10, heisei: 31, showa: 64, taisho: 15, meiji: 45 };
  const mostOf = (target) => {
    const [, whose, part] = /^(.*)\.(year|month|day)$/.exec(target.name ?? "") ?? [];
    return part === "year" ? YEARS[form.elements[`${whose}.era`]?.value] : { month: 12, day: 31 }[part];
  };
  const CODES = { bank: 4, branch: 3 };
  const isFull = (target) => {
    if (!/^\d+$/.test(target.value)) return false;
    const most = mostOf(target);
    return most ? Number(target.value) * 10 > most : target.value.length === CODES[target.name?.split(".").pop()];
  };
  form.addEventListener("input", ({ target }) => {
    if (isFull(target)) {
      const next = after(target);
      if (next) go(next); else send();
    }
  });

  const choose = (digit) => {
    const group = form.dataset.digits === "all" ? form : current();
    const option = group && options(group)[digit - 1];
    if (!option) return false;
    option.click();
    if (option.type === "checkbox") option.focus();
    else goOn(group);
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
    if (isTyped(event.target)) {
      // From box to box, and only at the end the page itself goes; Shift+Enter begins a new line.
      if (event.key !== "Enter" || event.shiftKey || event.target.type === "submit") return;
      event.preventDefault();
      if (!event.target.value.trim()) passed.add(event.target);
      const next = after(event.target);
      if (next) go(next); else form.requestSubmit(form.querySelector("[data-next]"));
    } else if (/^[1-9]$/.test(event.key) && choose(Number(event.key))) {
      event.preventDefault();
    } else if (event.key === "Enter" && event.target.matches?.(OPTIONS)) {
      event.preventDefault();
      const next = after(event.target.closest("fieldset"));
      if (next) go(next);
      else form.requestSubmit(form.querySelector("[data-next]"));
    }
  });

  const wrong = form.querySelector("[aria-invalid]");
  const first = wrong ?? stops().find(isOpen) ?? stops()[0];
  if (first && !form.querySelector("[autofocus]")) go(first.tagName === "FIELDSET" || isTyped(first) ? first : first.closest("fieldset"));
})();
