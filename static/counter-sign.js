// A signature drawn with a finger. Without this file the name is typed.
(() => {
  const form = document.querySelector("form[data-sign]");
  const field = form?.querySelector("[data-sign-field]");
  const canvas = field?.querySelector("canvas");
  const pen = canvas?.getContext("2d");
  if (!pen) return;
  field.hidden = false;
  const box = form.elements.strokes;
  let strokes = [], line = null;

  const point = (event) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const within = (value, most) => Math.max(0, Math.min(most, Math.round(value)));
    return [within((event.clientX - left) / width * 1000, 1000), within((event.clientY - top) / height * 400, 400)];
  };
  const draw = () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.lineWidth = 6;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = getComputedStyle(canvas).color;
    for (const stroke of strokes) {
      pen.beginPath();
      stroke.forEach(([x, y], index) => (index ? pen.lineTo(x, y) : pen.moveTo(x, y)));
      pen.stroke();
    }
    box.value = strokes.length ? JSON.stringify(strokes) : "";
  };
  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    line = [point(event)];
    strokes.push(line);
    draw();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!line) return;
    line.push(point(event));
    draw();
  });
  for (const kind of ["pointerup", "pointercancel"]) canvas.addEventListener(kind, () => { line = null; });
  field.querySelector("[data-sign-clear]").addEventListener("click", () => { strokes = []; draw(); });
  window.addEventListener("pageshow", () => { strokes = []; draw(); });
})();
