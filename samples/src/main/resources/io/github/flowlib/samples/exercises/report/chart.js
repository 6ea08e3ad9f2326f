// Draws every <figure class="chart"> from the JSON beside it, and again when colours or width change.
(() => {
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const lineColours = 5;
  const digits = value => value == null ? "–" : Number(value.toPrecision(5)).toString();

  // The legend tells the values under the pointer; where there is no pointer, those at the end.
  const legendValue = values => (plot, value, series, index) =>
    digits(index == null ? values[values.length - 1] : value);

  // 1.50 beside 1.48, not 1.5.
  const ticks = (plot, values) => {
    const decimals = Math.max(...values.map(value => (digits(value).split(".")[1] ?? "").length));
    return values.map(value => value.toFixed(decimals));
  };

  // No tick at epoch 1.2: between whole numbers there are only whole numbers.
  const steps = x =>
    x.every(Number.isInteger) ? [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] : undefined;

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
      value: legendValue(line.values),
    }));
    place.replaceChildren();
    new uPlot(
      {
        width: place.clientWidth,
        height: Math.max(240, Math.min(380, place.clientWidth * 0.5)),
        scales: {x: {time: false}},
        axes: [{...axis(chart.xLabel), incrs: steps(chart.x)}, {...axis(chart.yLabel), size: 64, values: ticks}],
        series: [{label: chart.xLabel, value: legendValue(chart.x)}, ...series],
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
