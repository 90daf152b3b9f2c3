// A drawing on the screen: the same marks that Word and the printer get.

import type { ReactNode } from 'react';
import type { Drawing, Mark } from '#shared/report/drawing.ts';

export interface DrawingViewProps {
  readonly drawing: Drawing;
  /** absent: an ornament */
  readonly alt?: string;
  readonly className?: string | undefined;
  /** true: as large as its units say, in px; absent: as its style says */
  readonly isAsLarge?: boolean;
}

export const DrawingView = ({ drawing, alt, className, isAsLarge = false }: DrawingViewProps): ReactNode => (
  <svg
    viewBox={`0 0 ${drawing.width} ${drawing.height}`}
    focusable={false}
    className={className}
    {...(isAsLarge ? { width: drawing.width, height: drawing.height } : {})}
    {...(alt === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': alt })}
  >
    {drawing.marks.map((mark, at) => (
      <MarkView key={at} mark={mark} />
    ))}
  </svg>
);

function MarkView({ mark }: { readonly mark: Mark }): ReactNode {
  if (mark.type === 'text') {
    const { x, y, text, size, anchor, colour, bold = false } = mark;
    return (
      <text x={x} y={y} fontSize={size} textAnchor={anchor} fill={`#${colour}`} fontWeight={bold ? 700 : 400}>
        {text}
      </text>
    );
  }
  const look = {
    fill: mark.fill === undefined ? 'none' : `#${mark.fill}`,
    ...(mark.stroke === undefined ? {} : { stroke: `#${mark.stroke}`, strokeWidth: mark.width ?? 1 }),
  };
  return mark.type === 'circle' ? (
    <circle cx={mark.x} cy={mark.y} r={mark.r} {...look} />
  ) : (
    <path d={mark.d} {...look} />
  );
}
