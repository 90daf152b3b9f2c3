// A document on the screen, as paper: the same blocks that are written as DOCX and printed, as React elements. Its
// headings begin one level lower, since the place has the page's one <h1>. What a run rests on is a link to it.

import { Fragment, type ReactNode } from 'react';
import { Link } from 'wouter';
import { names } from '#renderer/ui/names.ts';
import { mesaOfObjective } from '#shared/mechanism/compact.ts';
import type { Language } from '#shared/mechanism/language.ts';
import { chartDrawing } from '#shared/report/chart-drawing.ts';
import { cellText } from '#shared/report/date-words.ts';
import {
  type Block,
  chartTable,
  type HeadingBlock,
  mapTable,
  type ReportDocument,
  type Run,
  sourceNumbers,
  type TableBlock,
} from '#shared/report/document.ts';
import type { Drawing } from '#shared/report/drawing.ts';
import { mapDrawing } from '#shared/report/map-drawing.ts';
import { cordDrawing, quipuDrawing } from '#shared/report/quipu-drawing.ts';
import { type BarTable, barTableOf, barTableOfMatrix } from '#shared/report/table-bars.ts';
import { DrawingView } from './drawing-view.tsx';
import styles from './document.module.css';

export const DocumentView = ({ document }: { readonly document: ReportDocument }): ReactNode => (
  <article lang={document.language} aria-label={document.title} className={styles.paper}>
    {document.blocks.map((block, at) => (
      <BlockView key={at} document={document} block={block} />
    ))}
  </article>
);

function BlockView({ document, block }: { readonly document: ReportDocument; readonly block: Block }): ReactNode {
  const { language } = document;
  switch (block.type) {
    case 'cover':
      return (
        <section className={styles.cover}>
          <DrawingView drawing={quipuDrawing(block.knots)} alt={block.alt} />
          <p className={styles.title}>{block.title}</p>
          {block.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </section>
      );
    case 'heading':
      return <HeadingView {...block} />;
    case 'paragraph': {
      const runs = <Runs document={document} runs={block.runs} />;
      if (block.role === 'quote') return <blockquote className={styles.quote}>{runs}</blockquote>;
      return <p className={block.role === undefined ? undefined : styles[block.role]}>{runs}</p>;
    }
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List>
          {block.items.map((item, at) => (
            <li key={at}>
              <Runs document={document} runs={item} />
            </li>
          ))}
        </List>
      );
    }
    case 'table':
      return <TableView language={language} {...block} />;
    case 'chart': {
      const bars = barTableOf(block);
      if (bars !== null) return <TableView {...bars.table} language={language} bars={bars} />;
      return (
        <Picture title={block.title} table={chartTable(block)} language={language}>
          <DrawingView drawing={chartDrawing(block)} alt={block.alt} className={styles.chart} />
        </Picture>
      );
    }
    case 'map':
      return (
        <Picture title={block.title} table={mapTable(block)} language={language}>
          <DrawingView drawing={mapDrawing(block)} alt={block.alt} className={styles.map} />
        </Picture>
      );
    case 'matrix':
      return <TableView {...barTableOfMatrix(block).table} language={language} bars={barTableOfMatrix(block)} />;
    case 'pageBreak':
      return <hr className={styles.break} />;
  }
}

function HeadingView({ level, text, objective, mesa: named }: HeadingBlock): ReactNode {
  const mesa = named ?? mesaOfObjective(objective ?? 0)?.n;
  const Heading = ({ 1: 'h2', 2: 'h3', 3: 'h4' } as const)[level];
  return (
    <Heading className={names(mesa !== undefined && styles.mesa, mesa !== undefined && `mesa-${mesa}`)}>
      {mesa !== undefined && <DrawingView drawing={cordDrawing(mesa)} className={styles.cord} />}
      <bdi>{text}</bdi>
    </Heading>
  );
}

function Runs({ document, runs }: { readonly document: ReportDocument; readonly runs: readonly Run[] }): ReactNode {
  return runs.map((run, at) => {
    const text = run.bold === true ? <strong>{run.text}</strong> : run.text;
    return (
      <Fragment key={at}>
        <bdi className={styles.run}>{run.italic === true ? <em>{text}</em> : text}</bdi>
        {sourceNumbers(document, run).map((number) => {
          const source = document.sources[number - 1];
          return (
            <sup key={number}>
              <Link href={`/record/${source?.record ?? ''}`} aria-label={`[${number}] ${source?.text ?? ''}`}>
                [{number}]
              </Link>
            </sup>
          );
        })}
      </Fragment>
    );
  });
}

interface PictureProps {
  readonly title: string;
  readonly table: TableBlock;
  readonly language: Language;
  readonly children: ReactNode;
}

/** A picture under its title, its numbers under it. */
const Picture = ({ title, table, language, children }: PictureProps): ReactNode => (
  <figure className={styles.picture}>
    <figcaption>{title}</figcaption>
    {children}
    <TableView {...table} language={language} isUnderPicture />
  </figure>
);

interface TableViewProps extends TableBlock {
  readonly language: Language;
  readonly isUnderPicture?: boolean;
  readonly bars?: BarTable;
}

function TableView(props: TableViewProps): ReactNode {
  const { caption, head, rows, rowHeads = false, language, isUnderPicture = false, bars } = props;
  const isCaptioned = !isUnderPicture && caption !== '';
  const name = caption === '' ? head.join(', ') : caption;
  const isNumeric = head.map((_, at) => rows.some((row) => typeof row[at] === 'number'));
  const look = (at: number): string | undefined => (isNumeric[at] === true ? styles.number : undefined);
  return (
    <section className={styles.scroller} aria-label={name} tabIndex={0}>
      <table className={bars && styles[bars.place]} {...(isCaptioned ? {} : { 'aria-label': name })}>
        {isCaptioned && <caption>{caption}</caption>}
        <thead>
          <tr>
            {head.map((text, at) => (
              <th key={at} scope="col" className={look(at)}>
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, number) => (
            <tr key={number}>
              {row.map((cell, at) =>
                rowHeads && at === 0 ? (
                  <th key={at} scope="row">
                    <bdi>{cellText(cell, language)}</bdi>
                  </th>
                ) : (
                  <td key={at} className={look(at)}>
                    {bars?.place === 'before' && <Bar drawing={bars.barOf(number, at)} />}
                    <bdi>{cellText(cell, language)}</bdi>
                    {bars?.place === 'under' && <Bar drawing={bars.barOf(number, at)} />}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const Bar = ({ drawing }: { readonly drawing: Drawing | null }): ReactNode =>
  drawing === null ? null : <DrawingView drawing={drawing} isAsLarge />;
