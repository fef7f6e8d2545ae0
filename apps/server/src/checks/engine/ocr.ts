import type { Grey } from '../picture/picture.ts';

/** A line of text and where it stands, in pixels of the picture that was read. */
export interface OcrLine {
  readonly text: string;
  /** 0 to 100. */
  readonly confidence: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What reads text. Another engine takes the place of the one that is here by being this. */
export interface OcrEngine {
  /** Name and version: a result tells by which engine it was made. */
  readonly version: string;
  /** `page`: text anywhere; `line`: the picture is one line. `only` are the characters that may be there. @throws Error when it failed */
  read(picture: Grey, how: 'page' | 'line', only?: string): Promise<readonly OcrLine[]>;
  close(): Promise<void>;
}
