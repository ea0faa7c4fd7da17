import { useEffect, useRef } from 'preact/hooks';
import uPlot, { type AlignedData, type Options } from 'uplot';
import { scheme } from '../canvas/palette.js';

interface Props {
  /** What the chart says, in words. */
  label: string;
  data: AlignedData;
  /** Without the size, which is that of the chart's place. */
  options: () => Omit<Options, 'width' | 'height'>;
  height: number;
}

/** A chart of uPlot, as wide as its place, drawn anew when the colours change. */
export function Plot({ label, data, options, height }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const colours = scheme.value;
  useEffect(() => {
    const element = place.current!;
    const width = () => Math.max(120, element.clientWidth);
    const plot = new uPlot({ ...options(), width: width(), height }, data, element);
    const observer = new ResizeObserver(() => plot.setSize({ width: width(), height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [data, options, height, colours]);
  return <div class="plot" role="img" aria-label={label} ref={place} />;
}
