// Stage 4, the words of a title as they meet across word forms and languages. A word counts by its root: accents
// and capitals aside, without the endings of plural and gender, six letters of it. Languages that share Latin
// roots meet so by themselves (migrantes, migrants, migração; organización, organisation). Those that do not are
// met by the few words that stand in most titles of this field, listed below in the five languages. These and
// the roots of few letters say little; what is left, mostly names, tells one event from another.

import { fold, wordsIn } from '../base/folding.ts';

export interface TitleWords {
  /** roots that tell events apart, in the order written, each once */
  readonly names: readonly string[];
  /** words of the field that stand in many titles: the first of their line below, each once */
  readonly usual: readonly string[];
  /** figures: a second workshop is not the third */
  readonly figures: readonly string[];
}

export function titleWordsOf(title: string): TitleWords {
  const names = new Set<string>();
  const usual = new Set<string>();
  const figures: string[] = [];
  for (const written of wordsIn(title)) {
    const word = fold(written);
    if (/^\p{N}/u.test(word)) {
      figures.push(word);
      continue;
    }
    if (word.length < LEAST_LETTERS || EMPTY.has(word)) continue;
    const root = rootOf(word);
    const concept = CONCEPTS.get(root);
    if (concept === undefined) names.add(root);
    else usual.add(concept);
  }
  return { names: [...names], usual: [...usual], figures };
}

/** A folded word without the endings of plural and gender, six letters of it. */
export function rootOf(word: string): string {
  const single = word.length >= 5 && word.endsWith('s') ? word.slice(0, -1) : word;
  const bare = single.length >= 4 && /[aeo]$/.test(single) ? single.slice(0, -1) : single;
  return bare.slice(0, ROOT);
}

const LEAST_LETTERS = 3;
const ROOT = 6;

const EMPTY: ReadonlySet<string> = new Set(
  (
    'los las del una uno con por para sobre entre desde que sus como ' +
    'the and for with from about their its ' +
    'les des aux une dans avec pour sur par leur leurs ' +
    'dos das nos nas com uma seus suas pela pelo pelas pelos ' +
    'nan pou ansanm yon yo sou'
  ).split(' '),
);

/** One idea a line: Spanish, Portuguese, French, English, Creole. */
const USUAL = `
consulta consultas consulta consultation konsiltasyon
mujeres mulheres femmes women fanm woman
niñez niños crianças enfants children timoun niñas infância enfance
jóvenes jovens jeunes youth jèn juventud juventude jeunesse
familias famílias familles families fanmi
migrantes migrantes migrants migrants migran migración migração migration migratoria
refugiados refugiados réfugiés refugees refijye
derechos direitos droits rights dwa
personas pessoas personnes people moun
humanos humanos humains human imen
trabajo trabalho travail work travay laboral labour labor
salud saúde santé health sante
educación educação éducation education edikasyon
frontera fronteira frontière border fwontyè
regreso regresso retour return retounen retorno
comunidad comunidade communauté community kominote
organizaciones organizações organisations organizations òganizasyon
sociedad sociedade société society sosyete
civil civil civile civil sivil
encuentro encontro rencontre meeting rankont reunión reunião réunion
taller oficina atelier workshop atelye
mesa mesa table table tab
foro fórum forum forum fowòm
diálogo diálogo dialogue dialogue dyalòg
regional regional régionale regional rejyonal
nacional nacional nationale national nasyonal
local local locale local lokal
internacional internacional internationale international entènasyonal
centro centro centre center sant
programa programa programme program pwogram
proyecto projeto projet project pwojè
acceso acesso accès access aksè
protección proteção protection protection pwoteksyon
atención atendimento accueil care akèy
orientación orientação orientation guidance oryantasyon
buenas boas bonnes good bon
prácticas práticas pratiques practices pratik
pacto pacto pacte compact pak
mundial mundial mondial global mondyal
revisión revisão examen review revizyon
voluntario voluntário volontaire voluntary volontè
países países pays countries peyi
ciudad cidade ville city vil
`;

const CONCEPTS: ReadonlyMap<string, string> = new Map(
  USUAL.trim()
    .split('\n')
    .flatMap((line) => {
      const words = line.split(' ').map(fold);
      return words.map((word): [string, string] => [rootOf(word), words[0] ?? '']);
    }),
);
