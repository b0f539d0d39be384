// Clocks and timers that tick in the browser. The server sends its time once; the difference to the browser's clock
// is kept, so that a wrong clock on a tablet shows the right time. A frozen server time stands still here, too.
const timers = new WeakMap();

const two = n => String(n).padStart(2, "0");

function span(ms) {
  const total = Math.floor(Math.abs(ms) / 1000);
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  return hours ? `${hours}:${two(minutes)}:${two(total % 60)}` : `${two(minutes)}:${two(total % 60)}`;
}

function paint(node, item, now, data) {
  const value = node.querySelector(".value");
  const mark = node.querySelector(".mark");
  let state = "quiet";
  if (item.kind === "clock") {
    value.textContent = new Intl.DateTimeFormat(data.locale, {
      hour: "2-digit", minute: "2-digit", second: item.seconds ? "2-digit" : undefined,
      hour12: false, timeZone: data.zone,
    }).format(now);
  } else if (item.kind === "until") {
    const left = item.at - now;
    if (left < 0) state = "over";
    else if (left <= item.warn) state = "warn";
    value.textContent = (left < 0 ? data.over : data.left).replace("{time}", span(left));
  } else {
    const gone = now - item.at;
    if (item.limit && gone >= item.limit) state = "over";
    else if (item.warn && gone >= item.warn) state = "warn";
    value.textContent = span(Math.max(0, gone));
  }
  mark.textContent = state === "over" ? "!" : "";
  node.className = `item ${state}`;
}

export default function ({ parentElement, data }) {
  const board = parentElement.querySelector(".board");
  clearInterval(timers.get(board));
  board.className = `board ${data.size} ${data.column ? "column" : ""}`;
  board.replaceChildren();
  const nodes = data.items.map(item => {
    const node = document.createElement("div");
    for (const part of ["label", "value", "mark"]) {
      const piece = document.createElement("span");
      piece.className = part;
      node.appendChild(piece);
    }
    node.querySelector(".label").textContent = item.label;
    node.setAttribute("role", "timer");
    board.appendChild(node);
    return node;
  });
  const skew = data.now - Date.now();
  const tick = () => {
    const now = data.frozen ? data.now : Date.now() + skew;
    data.items.forEach((item, i) => paint(nodes[i], item, now, data));
  };
  tick();
  if (!data.frozen) timers.set(board, setInterval(tick, 500));
  return () => clearInterval(timers.get(board));
}
