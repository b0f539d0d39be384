// The showroom to scale. Server data is the truth: every new `data` redraws the picture, except under a running drag.
const NS = "http://www.w3.org/2000/svg";
const EDGE = 1.1;
const TRAY = 3.4;
const busy = new WeakSet();
const focused = new WeakMap();

function draw(tag, attributes, parent, text) {
  const node = document.createElementNS(NS, tag);
  for (const name in attributes) node.setAttribute(name, attributes[name]);
  if (text !== undefined) node.textContent = text;
  parent.appendChild(node);
  return node;
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

function inside(place, p) {
  const turn = (place.rotation * Math.PI) / 180;
  const dx = p.x - place.cx, dy = p.y - place.cy;
  const along = dx * Math.cos(turn) - dy * Math.sin(turn);
  const across = dx * Math.sin(turn) + dy * Math.cos(turn);
  return Math.abs(along) <= place.length / 2 && Math.abs(across) <= place.width / 2;
}

function room(svg, data, flip) {
  const { floor, texts } = data;
  draw("rect", { class: "room", x: 0, y: 0, width: floor.width, height: floor.depth }, svg);
  for (let x = 5; x < floor.width; x += 5) draw("line", { class: "grid", x1: x, x2: x, y1: 0, y2: floor.depth }, svg);
  for (let y = 5; y < floor.depth; y += 5) draw("line", { class: "grid", x1: 0, x2: floor.width, y1: flip(y), y2: flip(y) }, svg);
  for (const area of floor.areas) {
    const points = area.corners.map(([x, y]) => `${x},${flip(y)}`).join(" ");
    draw("polygon", { class: area.golden ? "area golden" : "area", points }, svg);
    if (area.heat !== null) draw("polygon", { class: "heat", points, "fill-opacity": 0.08 + 0.5 * area.heat }, svg);
    const xs = area.corners.map(c => c[0]), ys = area.corners.map(c => flip(c[1]));
    const middle = (Math.min(...xs) + Math.max(...xs)) / 2;
    draw("text", { class: "label", x: middle, y: Math.min(...ys) + 0.55, "font-size": 0.62 }, svg, area.label);
  }
  for (const route of floor.routes) {
    const points = route.points.map(([x, y]) => `${x},${flip(y)}`).join(" ");
    const line = draw("polyline", { class: "route", points, "stroke-width": 0.1 + 0.5 * route.weight }, svg);
    if (route.label) draw("title", {}, line, route.label);
  }
  const [ex, ey] = floor.entrance, side = ((floor.heading + 90) * Math.PI) / 180;
  const ox = Math.cos(side) * 1.5, oy = Math.sin(side) * 1.5;
  draw("line", { class: "door", x1: ex - ox, y1: flip(ey - oy), x2: ex + ox, y2: flip(ey + oy) }, svg);
  const ahead = (floor.heading * Math.PI) / 180;
  draw("text", { x: ex - Math.cos(ahead) * 0.75, y: flip(ey - Math.sin(ahead) * 0.75), "font-size": 0.66, "font-weight": 600 }, svg, texts.entrance);
  const at = floor.depth + 0.45;
  draw("line", { class: "scale", x1: floor.width - 5, x2: floor.width, y1: at, y2: at }, svg);
  draw("text", { x: floor.width - 2.5, y: at + 0.45, "font-size": 0.55 }, svg, fill(texts.metres, { n: 5 }));
}

function drawPlaces(svg, data, flip, taken) {
  return data.floor.places.map(place => {
    const shown = { ...place, cx: place.x, cy: flip(place.y) };
    const kind = `place${place.golden ? " golden" : ""}${taken.has(place.id) ? " taken" : ""}`;
    const group = draw("g", { class: kind, transform: `translate(${shown.cx},${shown.cy})` }, svg);
    const turned = draw("g", { transform: `rotate(${-place.rotation})` }, group);
    const box = { x: -place.length / 2, y: -place.width / 2, width: place.length, height: place.width, rx: 0.25 };
    draw("rect", box, turned);
    if (place.heat !== null) draw("rect", { ...box, class: "heat", style: `fill-opacity:${0.08 + 0.5 * place.heat}` }, turned);
    if (!taken.has(place.id)) {
      draw("text", { "font-size": 0.66, y: -0.36 }, group, place.label);
      if (data.free) draw("text", { class: "label", "font-size": 0.56, y: 0.42 }, group, data.texts.empty);
    }
    return { ...shown, node: group };
  });
}

function carShape(parent, length, width) {
  const l = Math.min(length, 4.9), w = Math.min(width, 2.1);
  draw("rect", { class: "body", x: -l / 2, y: -w / 2, width: l, height: w, rx: 0.55 }, parent);
  draw("rect", { class: "glass", x: l * 0.14, y: -w * 0.38, width: l * 0.13, height: w * 0.76, rx: 0.12 }, parent);
  draw("rect", { class: "glass", x: -l * 0.4, y: -w * 0.36, width: l * 0.1, height: w * 0.72, rx: 0.12 }, parent);
}

function upright(rotation) {
  const turn = ((-rotation % 360) + 360) % 360;
  return turn > 90 && turn < 270 ? turn - 180 : turn;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const svg = parentElement.querySelector("#plan");
  if (busy.has(svg)) return;
  const say = parentElement.querySelector("#say");
  const { floor, texts } = data;
  const flip = y => floor.depth - y;
  const parked = data.cars.filter(car => car.place_id === null);
  const withTray = data.tray && (parked.length > 0 || data.enabled);
  const perRow = Math.max(1, Math.floor((floor.width - 0.4) / 5.4));
  const rows = Math.max(1, Math.ceil(parked.length / perRow));
  const trayTop = floor.depth + 1.5, trayHeight = rows * TRAY + 0.9;
  const height = floor.depth + (withTray ? 1.5 + trayHeight : 1);
  svg.setAttribute("viewBox", `${-EDGE} ${-EDGE} ${floor.width + 2 * EDGE} ${height + 2 * EDGE}`);
  svg.setAttribute("aria-label", texts.plan);
  parentElement.querySelector("#help").textContent = data.enabled ? texts.help : "";
  svg.replaceChildren();
  room(svg, data, flip);
  const taken = new Map(data.cars.filter(car => car.place_id !== null).map(car => [car.place_id, car]));
  const places = drawPlaces(svg, data, flip, taken);
  const byId = new Map(places.map(place => [place.id, place]));
  let tray = null;
  if (withTray) {
    tray = draw("rect", { class: "tray", x: 0, y: trayTop, width: floor.width, height: trayHeight, rx: 0.3 }, svg);
    draw("text", { class: "label", x: 0.4, y: trayTop + 0.5, "font-size": 0.62, style: "text-anchor:start" }, svg, texts.tray);
  }
  const homes = new Map();
  parked.forEach((car, i) => homes.set(car.id, {
    cx: 2.9 + (i % perRow) * 5.4, cy: trayTop + 2.3 + Math.floor(i / perRow) * TRAY, rotation: 0, length: 4.9, width: 2.1, id: null, label: texts.tray,
  }));
  for (const car of data.cars) {
    const home = car.place_id === null ? homes.get(car.id) : byId.get(car.place_id);
    if (home && (car.place_id !== null || withTray)) addCar(car, home);
  }
  arrows(svg, data, byId, homes);
  const again = focused.get(svg);
  if (again !== undefined) svg.querySelector(`[data-car="${again}"]`)?.focus();

  function mark(target) {
    for (const place of places) place.node.classList.toggle("target", place === target);
    if (tray) tray.classList.toggle("target", target === "tray");
  }

  function commit(car, target) {
    const to = target === "tray" ? null : target.id;
    if (to === car.place_id) return false;
    const other = to === null ? null : (taken.get(to) ?? null);
    if (other && !other.movable) return false;
    setTriggerValue("moved", { car: car.id, from: car.place_id, to, swap: other ? other.id : null, revision: data.revision });
    say.textContent = fill(texts.dropped, { car: car.label, place: to === null ? texts.tray : target.label });
    return true;
  }

  function addCar(car, home) {
    const movable = data.enabled && car.movable;
    const group = draw("g", {
      class: `car ${car.tone}${movable ? " movable" : ""}`, "data-car": car.id, tabindex: movable ? 0 : -1, role: movable ? "button" : "img",
      "aria-label": `${fill(texts.at, { car: car.label, place: home.label })}${car.caption ? ", " + car.caption : ""}`,
    }, svg);
    const turned = draw("g", {}, group);
    carShape(turned, home.length, home.width);
    const words = draw("g", {}, group);
    const urgent = car.tone === "warn" || car.tone === "alarm";
    draw("text", { "font-size": 0.68, y: car.caption ? -0.36 : 0 }, words, (urgent ? "! " : "") + car.label);
    if (car.caption) draw("text", { "font-size": 0.56, y: 0.42, style: "font-weight:400" }, words, car.caption);
    draw("title", {}, group, [car.label, car.caption, home.label].filter(Boolean).join(" · "));
    const stand = spot => {
      group.setAttribute("transform", `translate(${spot.cx},${spot.cy})`);
      turned.setAttribute("transform", `rotate(${-spot.rotation})`);
      words.setAttribute("transform", `rotate(${upright(spot.rotation)})`);
    };
    stand(home);
    if (movable) { byPointer(car, home, group, stand); byKeyboard(car, home, group, stand); }
  }

  function byPointer(car, home, group, stand) {
    let grip = null, target = null;
    const at = event => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    group.onpointerdown = event => {
      if (event.button !== 0) return;
      const p = at(event);
      grip = { x: p.x - home.cx, y: p.y - home.cy };
      svg.appendChild(group);                               // on top; before the capture, which moving a node would drop
      group.setPointerCapture(event.pointerId);
      group.classList.add("drag");
      busy.add(svg);
      event.preventDefault();
      group.focus({ preventScroll: true });
    };
    group.addEventListener("touchstart", event => event.preventDefault(), { passive: false });  // no scrolling instead
    group.onpointermove = event => {
      if (!grip) return;
      const p = at(event);
      const free = { ...home, cx: p.x - grip.x, cy: p.y - grip.y };
      target = places.find(place => inside(place, p)) ?? (tray && p.y > trayTop ? "tray" : null);
      stand(target && target !== "tray" ? { ...free, rotation: target.rotation } : free);
      mark(target);
    };
    const drop = keep => {
      if (!grip) return;
      grip = null;
      busy.delete(svg);
      group.classList.remove("drag");
      mark(null);
      focused.set(svg, car.id);
      const done = keep && target && commit(car, target);
      stand(done && target !== "tray" ? target : home);
      target = null;
    };
    group.onpointerup = () => drop(true);
    group.onpointercancel = () => drop(false);
  }

  function byKeyboard(car, home, group, stand) {
    const stops = [...places, ...(tray ? ["tray"] : [])];
    let place = -1;
    const show = () => {
      const target = stops[place];
      mark(target);
      if (target !== "tray") stand(target);
      say.textContent = fill(texts.over, { car: car.label, place: target === "tray" ? texts.tray : target.label });
    };
    const leave = () => { place = -1; group.classList.remove("picked"); mark(null); busy.delete(svg); };
    group.onfocus = () => focused.set(svg, car.id);
    group.onblur = () => { if (place >= 0) { leave(); stand(home); } };
    group.onkeydown = event => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        if (place < 0) {
          place = Math.max(0, stops.findIndex(stop => stop.id === car.place_id));
          group.classList.add("picked");
          busy.add(svg);
          say.textContent = fill(texts.picked, { car: car.label });
        } else {
          const target = stops[place];
          leave();
          if (!commit(car, target)) stand(home);
        }
      } else if (event.key === "Escape" && place >= 0) {
        leave();
        stand(home);
        say.textContent = fill(texts.cancelled, { car: car.label });
      } else if (step && place >= 0) {
        event.preventDefault();
        place = (place + step + stops.length) % stops.length;
        show();
      }
    };
  }
}

function arrows(svg, data, byId, homes) {
  for (const wish of data.proposed) {
    const car = data.cars.find(each => each.id === wish.car), to = byId.get(wish.place);
    if (!car || !to || car.place_id === wish.place) continue;
    const from = car.place_id === null ? homes.get(car.id) : byId.get(car.place_id);
    if (!from) continue;
    const dx = to.cx - from.cx, dy = to.cy - from.cy, size = Math.hypot(dx, dy) || 1;
    const x = to.cx - (dx / size) * 1.2, y = to.cy - (dy / size) * 1.2;
    const bend = { x: (from.cx + x) / 2 - dy * 0.12, y: (from.cy + y) / 2 + dx * 0.12 };
    draw("path", { class: "arrow", d: `M${from.cx},${from.cy} Q${bend.x},${bend.y} ${x},${y}` }, svg);
    const turn = Math.atan2(y - bend.y, x - bend.x);
    const tip = a => `${x - 0.7 * Math.cos(turn + a)},${y - 0.7 * Math.sin(turn + a)}`;
    draw("polygon", { class: "arrowhead", points: `${x},${y} ${tip(0.4)} ${tip(-0.4)}` }, svg);
  }
}
