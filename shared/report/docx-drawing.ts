// Stage 5, a drawing as shapes of Word (DrawingML): one group with its alternative text, so that it scales as one thing,
// prints as sharp as the printer can, and can be taken apart by whoever wants to. Ids are counted from 1 within the
// document: the same document is the same bytes.

import { AlignmentType, LineRuleType, Paragraph, type ParagraphChild, TextRun } from 'docx';
import { type IShapeGroupChildOptions, ShapeGroupRun } from 'docx/shapes';
import { boxOf, type Drawing, type Mark } from './drawing.ts';

/** A shape without breadth or height is none: a straight line gets this much. */
const LEAST = 0.5;
/** From units of a drawing at 96 to the inch to half points. */
const HALF_POINTS = 1.5;

export interface Picture {
  readonly drawing: Drawing;
  readonly alt: string;
  /** in px at 96 to the inch */
  readonly width: number;
  readonly id: number;
}

export function pictureRun({ drawing, alt, width, id }: Picture): ParagraphChild {
  const scale = width / drawing.width;
  const marks = drawing.marks.filter((mark) => mark.type !== 'path' || mark.d !== '');
  return new ShapeGroupRun({
    children: [groundOf(drawing, scale), ...marks.map((mark) => shapeOf(mark, scale))],
    transformation: { width: px(width), height: px(drawing.height * scale) },
    altText: { id: String(id), name: `${NAME} ${id}`, description: alt },
  });
}

const NAME = 'Picture';

/** Unseen: it gives the group the drawing's own size, whatever its marks fill of it. */
const groundOf = ({ width, height }: Drawing, scale: number): IShapeGroupChildOptions => ({
  type: 'rectangle',
  transformation: placed(0, 0, width, height, scale),
  line: 'none',
});

function shapeOf(mark: Mark, scale: number): IShapeGroupChildOptions {
  switch (mark.type) {
    case 'path': {
      const box = boxOf(mark.d);
      return {
        type: 'custom',
        path: mark.d,
        transformation: placed(box.x, box.y, Math.max(box.width, LEAST), Math.max(box.height, LEAST), scale),
        ...look(mark, scale),
      };
    }
    case 'circle':
      return {
        type: 'ellipse',
        transformation: placed(mark.x - mark.r, mark.y - mark.r, 2 * mark.r, 2 * mark.r, scale),
        ...look(mark, scale),
      };
    case 'text': {
      const width = (mark.text.length + 2) * mark.size;
      const left = { start: 0, middle: width / 2, end: width }[mark.anchor];
      const alignment = { start: AlignmentType.LEFT, middle: AlignmentType.CENTER, end: AlignmentType.RIGHT }[
        mark.anchor
      ];
      const size = Math.max(8, Math.round(mark.size * scale * HALF_POINTS));
      const run = new TextRun({ text: mark.text, size, color: mark.colour, bold: mark.bold === true });
      return {
        type: 'rectangle',
        transformation: placed(mark.x - left, mark.y - mark.size * 1.15, width, mark.size * 1.5, scale),
        line: 'none',
        children: [
          new Paragraph({
            alignment,
            spacing: { before: 0, after: 0, line: 240, lineRule: LineRuleType.AUTO },
            children: [run],
          }),
        ],
        textOptions: { margins: { top: 0, right: 0, bottom: 0, left: 0 }, verticalAlignment: 'center', wrap: false },
      };
    }
  }
}

const placed = (x: number, y: number, width: number, height: number, scale: number) => ({
  offset: { left: px(x * scale), top: px(y * scale) },
  width: px(width * scale),
  height: px(height * scale),
});

type Look = { readonly fill?: string; readonly stroke?: string; readonly width?: number };

const look = ({ fill, stroke, width = 1 }: Look, scale: number) => ({
  ...(fill === undefined ? {} : { fill }),
  line: stroke === undefined ? 'none' : { color: stroke, width: Math.max(0.25, Math.round(width * scale * 75) / 100) },
});

const px = (value: number): number => Math.round(value * 100) / 100;
