import { LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { colours } from './theme.ts';

use([LineChart, GridComponent, SVGRenderer]);

export interface Line {
  /** One a column; null where there is nothing to show. */
  readonly values: readonly (number | null)[];
  readonly low: number;
  readonly high: number;
  /** The column that is meant. */
  readonly at: number;
}

/** Draws a line without axes, each value in the middle of its column; gives what takes it away. */
export function drawLine(place: HTMLElement, { values, low, high, at }: Line): () => void {
  const chart = init(place, null, { renderer: 'svg' });
  chart.setOption({
    animation: false,
    grid: { left: 0, right: 0, top: 6, bottom: 6 },
    xAxis: { type: 'category', show: false, boundaryGap: true, data: values.map((_, index) => index) },
    yAxis: { type: 'value', show: false, min: low, max: high },
    series: [
      {
        type: 'line',
        silent: true,
        data: values.map((value, index) => ({ value, symbolSize: index === at ? 9 : 5 })),
        symbol: 'circle',
        lineStyle: { color: colours.primary, width: 1.5 },
        itemStyle: { color: colours.primary },
      },
    ],
  });
  const watch = new ResizeObserver(() => chart.resize());
  watch.observe(place);
  return () => {
    watch.disconnect();
    chart.dispose();
  };
}
