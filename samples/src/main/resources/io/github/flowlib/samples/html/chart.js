// Draws every <figure class="chart"> from the JSON beside it, and again when colours or width change.
(() => {
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const lineColours = 5;
  const digits = value => value == null ? "–" : Number(value.toPrecision(5)).toString();

  // The legend tells the values under the pointer, and names alone where there is no pointer.
  const legendValue = (plot, value, series, index) => (index == null ? "" : digits(value));

  // 1.50 beside 1.48, not 1.5.
  const ticks = (plot, values) => {
    const decimals = Math.max(...values.map(value => (digits(value).split(".")[1] ?? "").length));
    return values.map(value => value.toFixed(decimals));
  };

  // No tick at epoch 1.2: between whole numbers there are only whole numbers.
  const steps = x =>
    x.every(Number.isInteger) ? [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] : undefined;

  // A bar from value − error to value + error, where errors are known.
  const errorBars = chart => plot => {
    const {ctx, bbox} = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.lineWidth = 1.5 * devicePixelRatio;
    const cap = 4 * devicePixelRatio;
    chart.lines.forEach(line => {
      ctx.strokeStyle = colour("--line-" + line.colour % lineColours);
      ctx.beginPath();
      line.errors.forEach((error, i) => {
        if (error == null || line.values[i] == null) return;
        const x = plot.valToPos(chart.x[i], "x", true);
        const ends = [line.values[i] - error, line.values[i] + error];
        const [low, high] = ends.map(end => plot.valToPos(end, "y", true));
        ctx.moveTo(x, low);
        ctx.lineTo(x, high);
        [low, high].forEach(y => {
          ctx.moveTo(x - cap, y);
          ctx.lineTo(x + cap, y);
        });
      });
      ctx.stroke();
    });
    ctx.restore();
  };

  const draw = figure => {
    const place = figure.querySelector(".plot");
    const chart = JSON.parse(figure.querySelector("script").textContent);
    const font = "12px system-ui, sans-serif";
    const axis = label => ({
      label,
      stroke: colour("--quiet"),
      font,
      labelFont: font,
      grid: {stroke: colour("--rule"), width: 1},
      ticks: {stroke: colour("--rule"), width: 1},
    });
    const series = chart.lines.map(line => ({
      label: line.label,
      stroke: colour("--line-" + line.colour % lineColours),
      width: 2,
      dash: line.dashed ? [6, 5] : undefined,
      points: {show: chart.x.length <= 12 && !line.dashed, size: 6, fill: colour("--paper")},
      value: legendValue,
    }));
    place.replaceChildren();
    new uPlot(
      {
        title: chart.title,
        width: place.clientWidth,
        height: Math.max(240, Math.min(380, place.clientWidth * 0.5)),
        scales: {x: {time: false}},
        axes: [{...axis(chart.xLabel), incrs: steps(chart.x)}, {...axis(chart.yLabel), size: 64, values: ticks}],
        series: [{label: chart.xLabel, value: legendValue}, ...series],
        hooks: {draw: [errorBars(chart)]},
        cursor: {y: false},
        legend: {markers: {dash: (plot, i) => plot.series[i].dash ? "dashed" : "solid"}},
      },
      [chart.x, ...chart.lines.map(line => line.values)],
      place);
  };

  const drawAll = () => document.querySelectorAll("figure.chart").forEach(draw);
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth !== width) {
      width = innerWidth;
      drawAll();
    }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  drawAll();
})();
