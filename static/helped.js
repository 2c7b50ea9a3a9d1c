// Loaded only while a clerk on the telephone may see the page.
(() => {
  // While a clerk on the telephone sees the page, what stands in its boxes is told after each pause; files never are.
  let telling;
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-mirror]");
    if (!form) return;
    clearTimeout(telling);
    telling = setTimeout(() => {
      const body = new URLSearchParams();
      for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
      body.set("page-place", form.dataset.place);
      fetch(form.dataset.mirror, { method: "POST", body }).catch(() => null);
    }, 600);
  });
})();
